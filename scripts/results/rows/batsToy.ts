/** The toy convergence task: best accuracy over a grid of initial weights, for both losses. */
import { TOY_AXIS, TOY_LOSSES, toyGrid } from '../bats/toyConvergence.ts';
import type { MeasuredRow, ResultTable } from '../row.ts';

const REPEATS = 100;
/** With random weights nothing converges every time. */
const REACHED = 0.8;

const figureOf = (label: string): string => `cells above 80 %, ${label}`;
const ADVANTAGE = 'cells above 80 % by counts less those by first spikes';

export const batsToyRow: MeasuredRow = {
  kind: 'measured',
  name: 'bats-toy-convergence',
  rule: 'bats',
  title: 'Toy convergence task, 4–2',
  paper: 'multi-spike converges from a wider range of initial weights',
  targets: [{ figure: ADVANTAGE, atLeast: 1 }],
  note:
    'Plain gradient descent, 50 steps at 0.1, 13 × 13 means and deviations of normal weights, 100 repeats a cell. ' +
    'An output that never spikes counts as wrong; the authors’ scripts take silence for class 0.',
  seeds: [1],
  version: 2,
  measure: async ({ seed, note }) => {
    const grids: number[][][] = [];
    for (const loss of TOY_LOSSES) {
      grids.push(
        await toyGrid(loss, REPEATS, seed, (done) => {
          note(`${loss.label}: ${done}/${TOY_AXIS.length} rows`);
        }),
      );
    }
    const reached = grids.map((grid) => grid.flat().filter((cell) => cell >= REACHED).length);
    const labels = TOY_LOSSES.map(({ label }) => label);
    const [byCounts = 0, byFirstSpikes = 0] = reached;
    return {
      figures: {
        [ADVANTAGE]: byCounts - byFirstSpikes,
        ...Object.fromEntries(labels.map((label, i) => [figureOf(label), reached[i] ?? 0])),
      },
      tables: [
        averages(labels, grids),
        ...labels.map((label, i) => gridTable(label, grids[i] ?? [])),
      ],
    };
  },
};

const percent = (share: number): number => Number((100 * share).toFixed(1));

function gridTable(label: string, grid: readonly (readonly number[])[]): ResultTable {
  return {
    title: `Best accuracy in % by ${label}: mean of the initial weights across, deviation down`,
    columns: ['deviation', ...TOY_AXIS.map(String)],
    rows: grid.map((cells, row) => [TOY_AXIS[row] ?? 0, ...cells.map(percent)]),
  };
}

/** Over all deviations, so that it can be drawn as a line. */
function averages(labels: readonly string[], grids: readonly number[][][]): ResultTable {
  const mean = (grid: number[][], column: number): number =>
    grid.reduce((sum, cells) => sum + (cells[column] ?? 0), 0) / grid.length;
  return {
    title: 'Best accuracy in % by the mean of the initial weights, over all deviations',
    columns: ['mean weight', ...labels],
    rows: TOY_AXIS.map((value, column) => [
      value,
      ...grids.map((grid) => percent(mean(grid, column))),
    ]),
    plot: { x: 'mean weight', y: labels, yLabel: 'best accuracy, %' },
  };
}
