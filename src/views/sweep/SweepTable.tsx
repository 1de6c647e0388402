import type { SweepPoint } from '#plots/sweep/sweepData.ts';
import { axisValues } from '#state/compare/sweep/grid.ts';
import type { SweepState } from '#state/compare/sweep/sweepStore.ts';
import { messages } from './messages.ts';
import { sweepData, valuesText } from './sweepData.ts';

interface SweepTableProps {
  readonly state: SweepState;
  onOpen(point: Pick<SweepPoint, 'place'>): void;
}

/** The same points as a grid of buttons: second parameter down, first across. */
export function SweepTable({ state, onOpen }: SweepTableProps) {
  const { axes, cells } = state;
  const [first, second] = axes;
  if (first === undefined) return null;
  const columns = axisValues(first);
  const rows = second === undefined ? [null] : axisValues(second);
  const { points } = sweepData(state);
  const running = new Set(
    cells.flatMap(({ phase, place }) => (phase === 'running' ? [place.join()] : [])),
  );
  const cellOf = (place: readonly number[]) => {
    const point = points.find((own) => own.place.join() === place.join());
    if (point === undefined) return null;
    const text =
      point.mean === null
        ? running.has(place.join())
          ? messages.trains
          : messages.waiting
        : messages.percent(point.mean) +
          (point.values.length > 1 ? ` ${messages.deviation(point.deviation)}` : '');
    return (
      <button
        type="button"
        className="sweep__cell"
        title={messages.open(valuesText(axes, place))}
        onClick={() => onOpen(point)}
      >
        {text}
      </button>
    );
  };
  return (
    <div className="compare__scroll">
      <table className="compare__table" aria-label={messages.table}>
        <caption className="visually-hidden">
          {axes.map(({ target }) => target.label).join(', ')}: {messages.resultOf[state.of]}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              {first.target.label}
              {second === undefined ? '' : ` → · ${second.target.label} ↓`}
            </th>
            {columns.map((value) => (
              <th key={value} scope="col">
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((value, row) => (
            <tr key={value ?? 0}>
              <th scope="row">{value ?? messages.resultOf[state.of]}</th>
              {columns.map((column, index) => (
                <td key={column}>{cellOf(second === undefined ? [index] : [index, row])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
