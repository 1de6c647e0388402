import { expect, it } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import { CURVE_COLUMNS } from '#protocol/frame.ts';
import type { MeasureReport } from '#protocol/measure.ts';
import type { ComparedRun } from '#state/compare/compareStore.ts';
import { energyNj } from '#state/compare/costs.ts';
import { createCurveStore } from '#state/curveStore.ts';
import { EMPTY_STATUS } from '#state/run/runState.ts';
import { comparedCurves } from './comparedCurves.ts';
import { rowOf, sorted, tableCsv } from './runRows.ts';

const measure: MeasureReport = {
  ...{ samples: 100, layers: [], spikes: 40, inputSpikes: 10, synapticOperations: 2000 },
  ...{ inputProducts: 500, decisionMs: 4, decided: 0.9, presentationMs: 20 },
};

function run(mark: number, accuracy: number | null, given: Partial<ComparedRun> = {}): ComparedRun {
  const metrics = { ...EMPTY_STATUS.metrics, testAccuracy: accuracy, testLoss: 0.5, epoch: 2 };
  return {
    ...{ id: `run-${mark}`, name: `Run, "${mark}"`, mark, goal: null, changes: [] },
    ...{ phase: 'done', load: null, checkpoint: null, problem: null, isShown: true, measure },
    experiment: examples[0]!.experiment,
    status: { ...EMPTY_STATUS, metrics },
    ...given,
  };
}

it('lists the best first, and what is not known last', () => {
  const rows = [run(0, 0.8), run(1, null, { status: null }), run(2, 0.9)].map(rowOf);
  expect(sorted(rows, 'accuracy').map((row) => row.run.mark)).toEqual([2, 0, 1]);
  expect(sorted(rows, 'loss').map((row) => row.run.mark)).toEqual([0, 2, 1]);
  expect(sorted(rows, 'name').map((row) => row.run.mark)).toEqual([0, 1, 2]);
});

it('counts energy by additions and products', () => {
  expect(energyNj(measure)).toBeCloseTo((0.9 * 2000 + 4.6 * 500) / 1000, 12);
  expect(rowOf(run(0, 0.5)).operations).toBe(2500);
});

it('saves all figures, a line a run', () => {
  const [head, line, rest] = tableCsv([rowOf(run(0, 0.8))]).split('\n');
  expect(head?.split(',')).toHaveLength(20);
  expect(line).toMatch(
    /^"Run, ""0""",surrogate,1,done,0.8,0.5,test,2,0,0,40,10,4,0.9,20,2000,500,/,
  );
  expect(rest).toBe('');
});

it('draws one curve a run with the points that were measured', () => {
  const curve = createCurveStore();
  const row = (update: number, testAccuracy: number): number[] =>
    CURVE_COLUMNS.map((name) =>
      name === 'update'
        ? update
        : name === 'testAccuracy'
          ? testAccuracy
          : name === 'seconds'
            ? update / 10
            : NaN,
    );
  curve.append({
    run: 1,
    curve: { values: Float64Array.from([...row(1, NaN), ...row(2, 0.25), ...row(4, 0.5)]) },
  });
  const empty = createCurveStore();
  const runs = [run(0, 0.5), run(1, 0.5), run(2, 0.5, { isShown: false })];
  const curves = new Map([[runs[0]!.id, curve]]);
  const { series } = comparedCurves(runs, (id) => curves.get(id) ?? empty, 'testAccuracy');
  expect(series).toHaveLength(1);
  expect(series[0]).toMatchObject({
    ...{ id: 'run-0', kind: 'test', colour: 0, dash: [] },
    updates: Float64Array.of(2, 4),
    seconds: Float64Array.of(0.2, 0.4),
    values: Float64Array.of(0.25, 0.5),
  });
});
