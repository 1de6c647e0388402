/** From the rows of the training curve to the series of a plot. Pure. */
import type { CurvesData, CurveSeries } from '#plots/curves/curvesData.ts';
import type { CurveColumn } from '#state/curveStore.ts';

export type Measure = 'loss' | 'accuracy';

/** Okabe–Ito blue; all series of one run share it. */
const COLOUR = 4;

const COLUMNS = {
  loss: { train: 'trainLoss', validation: 'validationLoss', test: 'testLoss' },
  accuracy: { train: 'trainAccuracy', validation: 'validationAccuracy', test: 'testAccuracy' },
} as const satisfies Record<Measure, Record<CurveSeries['kind'], CurveColumn>>;

/**
 * Train after each update, and after each epoch test, or validation where samples are held back; each
 * without the rows of the others.
 */
export function curvesData(
  column: (name: CurveColumn) => Float64Array,
  measure: Measure,
): CurvesData {
  const updates = column('update');
  const seconds = column('seconds');
  const series = (kind: CurveSeries['kind']): CurveSeries => {
    const values = column(COLUMNS[measure][kind]);
    const rows = measuredRows(column(COLUMNS.accuracy[kind]));
    const pick = (all: Float64Array): Float64Array => Float64Array.from(rows, (row) => all[row]!);
    return {
      id: `${kind} ${measure}`,
      label: kind,
      kind,
      updates: pick(updates),
      seconds: pick(seconds),
      values: pick(values),
      colour: COLOUR,
    };
  };
  const validation = series('validation');
  if (validation.updates.length === 0) return { series: [series('train'), series('test')] };
  const test = series('test');
  return {
    series: [series('train'), validation, ...(test.updates.length === 0 ? [] : [test])],
  };
}

/** Rows of one kind. An accuracy is always a number; a loss that is none must stay, as a gap. */
function measuredRows(accuracies: Float64Array): Uint32Array {
  const rows = new Uint32Array(accuracies.length);
  let count = 0;
  for (let row = 0; row < accuracies.length; row++) {
    if (!Number.isNaN(accuracies[row]!)) rows[count++] = row;
  }
  return rows.subarray(0, count);
}
