import { useEffect } from 'react';
import type { RefObject } from 'react';
import { frameSource } from '#state/frameSource.ts';
import { messages } from '../messages.ts';
import { weightNorm } from './weightWidth.ts';

/** Keeps a line as wide as the weights it carries are large, and its label telling how large. */
export function useWeightWidth(
  line: RefObject<SVGPathElement | null>,
  label: RefObject<HTMLElement | null>,
  targetId: string,
): void {
  useEffect(
    () =>
      frameSource.subscribe(({ statistics }) => {
        if (statistics === null) return;
        const found = weightNorm(statistics, targetId);
        if (found === null) line.current?.style.removeProperty('--width');
        else line.current?.style.setProperty('--width', `${found.widthPx.toFixed(1)}px`);
        if (label.current !== null) {
          label.current.title =
            found === null ? '' : messages.weightNorm(found.norm.toPrecision(3));
        }
      }),
    [line, label, targetId],
  );
}
