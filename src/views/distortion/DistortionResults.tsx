import type { DistortionState } from '#state/distortion/distortionStore.ts';
import { useDistortion } from '#state/distortion/distortionStore.ts';
import { Button } from '#ui/Button.tsx';
import { saveText } from '../panel/exportPlot.ts';
import { GridPlot } from '../sweep/GridPlot.tsx';
import { GridProgress } from '../sweep/GridProgress.tsx';
import { distortionData, evaluationsCsv } from './distortionData.ts';
import { messages } from './messages.ts';

const format = messages.percent;

/** The curve as a picture and as a table, and how far the study has come. */
export function DistortionResults() {
  const state = useDistortion((own) => own);
  const isEmpty = state.cells.length === 0;
  return (
    <>
      <Progress state={state} />
      <GridPlot
        title={messages.plot}
        valueTitle={messages.resultOf[state.of]}
        format={format}
        data={distortionData(state)}
        empty={messages.empty}
      />
      {!isEmpty && (
        <>
          {state.ideal !== null && (
            <p className="distortion__ideal">
              {messages.ideal(format(state.ideal), state.samples, state.update)}
            </p>
          )}
          <Points state={state} />
          <div className="compare__foot">
            <Button
              size="small"
              icon="download"
              onClick={() => saveText(evaluationsCsv(state), messages.file)}
            >
              {messages.csv}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function Points({ state }: { state: DistortionState }) {
  const data = distortionData(state);
  const [axis] = data?.axes ?? [];
  if (data === null || axis === undefined) return null;
  return (
    <div className="compare__scroll">
      <table className="compare__table" aria-label={messages.table}>
        <thead>
          <tr>
            <th scope="col">{axis.unit === '1' ? axis.label : `${axis.label} (${axis.unit})`}</th>
            <th scope="col">{messages.columns.mean}</th>
            <th scope="col">{messages.columns.deviation}</th>
            <th scope="col">{messages.columns.hardware}</th>
          </tr>
        </thead>
        <tbody>
          {data.points.map(({ place, values, mean, deviation }) => (
            <tr key={place.join()}>
              <th scope="row">{axis.values[place[0] ?? 0]}</th>
              <td>{mean === null ? messages.waiting : format(mean)}</td>
              <td>{values.length < 2 ? messages.waiting : messages.deviation(deviation)}</td>
              <td>{values.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Progress({
  state: { cells, isRunning, etaSeconds, problem },
}: {
  state: DistortionState;
}) {
  if (problem !== null) {
    return (
      <p className="compare__problem" role="alert">
        {messages.failed(problem)}
      </p>
    );
  }
  if (cells.length === 0) return null;
  const done = cells.filter(({ accuracy }) => accuracy !== null).length;
  return (
    <GridProgress
      {...{ done, isRunning, etaSeconds, messages }}
      count={cells.length}
      isWhole={done === cells.length}
    />
  );
}
