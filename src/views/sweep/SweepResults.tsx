import { useEffect, useRef } from 'react';
import { createSweepPlot } from '#plots/sweep/createSweepPlot.ts';
import type { SweepPoint } from '#plots/sweep/sweepData.ts';
import type { SweepState } from '#state/compare/sweep/sweepStore.ts';
import { sweep, useSweep } from '#state/compare/sweep/sweepStore.ts';
import { Button } from '#ui/Button.tsx';
import { formatDuration } from '#ui/numbers/formatNumber.ts';
import { saveText } from '../panel/exportPlot.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { messages } from './messages.ts';
import { SweepTable } from './SweepTable.tsx';
import { sweepData, trainingsCsv, valuesText } from './sweepData.ts';

const format = messages.percent;

/** The grid as a picture and as a table, and how far it has come. */
export function SweepResults({ onOpened }: { onOpened(): void }) {
  const state = useSweep((own) => own);
  const panel = useRef<HTMLElement>(null);
  const summary = useRef<HTMLParagraphElement>(null);
  const open = (point: Pick<SweepPoint, 'place'>): void => {
    openPoint(point);
    onOpened();
  };
  const { host, plot } = usePlot((container) =>
    createSweepPlot(container, { valueTitle: messages.resultOf.test, format }),
  );
  useEffect(() => {
    plot.current?.update({ valueTitle: messages.resultOf[state.of], onSelect: open });
    plot.current?.setData(state.cells.length === 0 ? null : sweepData(state));
    if (summary.current !== null) summary.current.textContent = plot.current?.summary() ?? '';
  });
  return (
    <>
      <Progress state={state} />
      <div className="sweep__plot">
        <ViewPanel
          title={messages.title}
          panel={panel}
          isShown={false}
          exported={() => plot.current}
          describe={() => ''}
          empty={state.cells.length === 0 ? messages.empty : null}
        >
          <div ref={host} className="view__plot" />
          <p ref={summary} className="visually-hidden" />
        </ViewPanel>
      </div>
      {state.cells.length > 0 && (
        <>
          <SweepTable state={state} onOpen={open} />
          <div className="compare__foot">
            <Button
              size="small"
              icon="download"
              onClick={() => saveText(trainingsCsv(state), messages.file)}
            >
              {messages.csv}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

/** Opens the experiment of a point, with the first of its seeds. */
function openPoint({ place }: Pick<SweepPoint, 'place'>): void {
  const { cells, axes } = sweep.store.getState();
  const cell = cells.find((own) => own.place.join() === place.join());
  if (cell !== undefined) sweep.openCell(cell, valuesText(axes, place));
}

function Progress({ state: { cells, isRunning, etaSeconds } }: { state: SweepState }) {
  if (cells.length === 0) return null;
  const done = cells.filter(({ phase }) => phase === 'done').length;
  const failed = cells.filter(({ phase }) => phase === 'failed');
  const isWhole = done + failed.length === cells.length;
  return (
    <div className="sweep__progress">
      {isRunning && (
        <progress
          value={done + failed.length}
          max={cells.length}
          aria-label={messages.progress(done, cells.length)}
        />
      )}
      <output>
        {isRunning
          ? `${messages.progress(done, cells.length)}, ${
              etaSeconds === null ? messages.estimating : messages.left(formatDuration(etaSeconds))
            }`
          : isWhole
            ? messages.allDone(cells.length)
            : messages.ended(done, cells.length)}
      </output>
      {failed.length > 0 && (
        <p className="compare__problem">
          {messages.failed(failed.length)} {failed[0]?.problem}
        </p>
      )}
    </div>
  );
}
