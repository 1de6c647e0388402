import { useEffect, useRef } from 'react';
import { createSweepPlot } from '#plots/sweep/createSweepPlot.ts';
import type { SweepData, SweepPoint } from '#plots/sweep/sweepData.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';

interface GridPlotProps {
  readonly title: string;
  /** What is measured at each point: the title of the axis. */
  readonly valueTitle: string;
  format(value: number): string;
  /** Null while there is no point. */
  readonly data: SweepData | null;
  readonly empty: string;
  onSelect?(point: Pick<SweepPoint, 'place'>): void;
}

/** What was measured over a grid, as a picture in a panel of its own. */
export function GridPlot(props: GridPlotProps) {
  const { title, valueTitle, format, data, empty, onSelect } = props;
  const panel = useRef<HTMLElement>(null);
  const summary = useRef<HTMLParagraphElement>(null);
  const { host, plot } = usePlot((container) => createSweepPlot(container, { valueTitle, format }));
  useEffect(() => {
    plot.current?.update({ valueTitle, ...(onSelect === undefined ? {} : { onSelect }) });
    plot.current?.setData(data);
    if (summary.current !== null) summary.current.textContent = plot.current?.summary() ?? '';
  });
  return (
    <div className="sweep__plot">
      <ViewPanel
        title={title}
        panel={panel}
        isShown={false}
        exported={() => plot.current}
        describe={() => ''}
        empty={data === null ? empty : null}
      >
        <div ref={host} className="view__plot" />
        <p ref={summary} className="visually-hidden" />
      </ViewPanel>
    </div>
  );
}
