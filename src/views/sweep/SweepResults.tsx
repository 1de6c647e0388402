import type { SweepPoint } from '#plots/sweep/sweepData.ts';
import type { SweepState } from '#state/compare/sweep/sweepStore.ts';
import { sweep, useSweep } from '#state/compare/sweep/sweepStore.ts';
import { Button } from '#ui/Button.tsx';
import { saveText } from '../panel/exportPlot.ts';
import { GridPlot } from './GridPlot.tsx';
import { GridProgress } from './GridProgress.tsx';
import { messages } from './messages.ts';
import { SweepTable } from './SweepTable.tsx';
import { sweepData, trainingsCsv, valuesText } from './sweepData.ts';

/** The grid as a picture and as a table, and how far it has come. */
export function SweepResults({ onOpened }: { onOpened(): void }) {
  const state = useSweep((own) => own);
  const open = (point: Pick<SweepPoint, 'place'>): void => {
    openPoint(point);
    onOpened();
  };
  return (
    <>
      <Progress state={state} />
      <GridPlot
        title={messages.title}
        valueTitle={messages.resultOf[state.of]}
        format={messages.percent}
        data={state.cells.length === 0 ? null : sweepData(state)}
        empty={messages.empty}
        onSelect={open}
      />
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
  const ended = done + failed.length;
  return (
    <GridProgress
      {...{ isRunning, etaSeconds, messages }}
      done={isRunning ? ended : done}
      count={cells.length}
      isWhole={ended === cells.length}
    >
      {failed.length > 0 && (
        <p className="compare__problem">
          {messages.failed(failed.length)} {failed[0]?.problem}
        </p>
      )}
    </GridProgress>
  );
}
