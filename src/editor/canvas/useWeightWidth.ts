import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { StatisticsReport } from '#protocol/layerStatistics.ts';
import { frameSource } from '#state/frameSource.ts';
import { latestStatistics } from '#state/statistics/historySource.ts';
import { messages } from '../messages.ts';
import { weightNorm } from './weightWidth.ts';

/** Keeps a line as wide as the weights it carries are large, and its label telling how large. */
export function useWeightWidth(
  line: RefObject<SVGPathElement | null>,
  label: RefObject<HTMLElement | null>,
  targetId: string,
): void {
  useEffect(() => {
    const show = (statistics: StatisticsReport | null): void => {
      if (statistics === null) return;
      const found = weightNorm(statistics, targetId);
      if (found === null) line.current?.style.removeProperty('--width');
      else line.current?.style.setProperty('--width', `${found.widthPx.toFixed(1)}px`);
      const said = found === null ? '' : messages.weightNorm(found.norm.toPrecision(3));
      label.current?.setAttribute('title', said);
    };
    show(latestStatistics());
    return frameSource.subscribe(({ statistics }) => show(statistics));
  }, [line, label, targetId]);
}
