import { describe, expect, it } from 'vitest';
import { createStream } from '#model/random/stream.ts';
import { effectPolynomials } from '../effectTable.ts';
import { effectAt, effectSlope } from './effectPolynomials.ts';
import { denseGradients, recurrentGradients } from './gradients.ts';
import type { Matrix } from './matrix.ts';
import { matrix, solve } from './matrix.ts';
import { simulateLayer, trainPotential } from './neuron.ts';
import type { SpikeTrain } from './neuron.ts';
import { layerPsp } from './spikeTrainPsp.ts';

const STEPS = 80;
const NEURON = { tauMem: 16, tauSyn: 4, refractorySteps: 2, threshold: 2 };
const TABLE = effectPolynomials({ steps: STEPS, ...NEURON });

/** A recurrent layer in which all neurons fire, so that no ratio is replaced. */
function drawn(seed: number, inputs = 7, units = 5) {
  const random = createStream(seed, 'noise');
  const pre = Array.from({ length: inputs }, () =>
    Array.from({ length: STEPS }, (_, t) => t).filter((t) => t > 0 && random.uniform() < 0.25),
  );
  const weights = matrix(units, inputs, () => 1.4 * random.uniform() - 0.3);
  const recurrent = matrix(units, units, () =>
    random.uniform() < 0.5 ? 0.6 * random.uniform() - 0.3 : 0,
  );
  const trace = simulateLayer(weights, recurrent, pre, STEPS, NEURON);
  const activity = { weights, pre, post: trace.trains, steps: STEPS, neuron: NEURON, table: TABLE };
  const slope = Array.from({ length: units }, () => 2 * random.uniform() - 1);
  return { pre, weights, recurrent, trace, activity, slope };
}

const countsOf = (trains: readonly SpikeTrain[]): number[] => trains.map(({ length }) => length);
const flat = (rows: Matrix): number[] => rows.flat();

function expectClose(got: readonly number[], want: readonly number[], tolerance: number): void {
  expect(got.length).toBe(want.length);
  const size = Math.max(...want.map(Math.abs));
  expect(size).toBeGreaterThan(1e-3);
  got.forEach((value, i) => expect(Math.abs(value - want[i]!)).toBeLessThan(tolerance * size));
}

describe('potentials of trains', () => {
  it.each([1, 2, 3])('are the weighted sums of S-PSPs, seed %i', (seed) => {
    const { weights, recurrent, pre, trace } = drawn(seed);
    const e = layerPsp(pre, trace.trains, STEPS, NEURON);
    const own = layerPsp(trace.trains, trace.trains, STEPS, NEURON);
    const sums = weights.map(
      (row, i) =>
        row.reduce((sum, w, j) => sum + w * e[i]![j]!, 0) +
        recurrent[i]!.reduce((sum, w, p) => sum + w * own[i]![p]!, 0),
    );
    expectClose(sums, trainPotential(trace), 1e-12);
  });
});

/**
 * The count model of §4 around one sample: e is linear in the pre count and follows the quartic in
 * the post count, o = a/ν. Counts solve a = Σ w ê(o_pre, o) + Σ r ê(o, o), found by Newton's method.
 */
function countModel({ weights, recurrent, pre, trace }: ReturnType<typeof drawn>) {
  const n = weights.length;
  const inputs = countsOf(pre);
  const counts = countsOf(trace.trains);
  const e = layerPsp(pre, trace.trains, STEPS, NEURON);
  const own = layerPsp(trace.trains, trace.trains, STEPS, NEURON);
  /** ê with the derivatives e/o_j and P' at the sample's own counts. */
  const moved = (e0: number, from: number, pre0: number, to: number, post0: number): number =>
    e0 * (from / pre0) + effectAt(TABLE, pre0, to) - effectAt(TABLE, pre0, post0);
  const potential = (w: Matrix, r: Matrix, below: readonly number[], o: readonly number[]) =>
    w.map(
      (row, i) =>
        row.reduce(
          (s, v, j) => s + v * moved(e[i]![j]!, below[j]!, inputs[j]!, o[i]!, counts[i]!),
          0,
        ) +
        r[i]!.reduce((s, v, p) => {
          // Of a neuron's own train only the post count moves it (§6).
          const from = p === i ? counts[p]! : o[p]!;
          return s + v * moved(own[i]![p]!, from, counts[p]!, o[i]!, counts[i]!);
        }, 0),
    );
  const start = potential(weights, recurrent, inputs, counts);
  // The model's counts are a/ν; the sample's differ from that by a constant, kept.
  const offset = counts.map((count, i) => count - start[i]! / NEURON.threshold);
  return (w: Matrix, r: Matrix, below: readonly number[]): number[] => {
    let o = [...counts];
    for (let round = 0; round < 30; round++) {
      const gap = (at: readonly number[]): number[] =>
        potential(w, r, below, at).map((a, i) => a / NEURON.threshold + offset[i]! - at[i]!);
      const here = gap(o);
      const h = 1e-6;
      const jacobian = matrix(n, n, (i, k) => {
        const shifted = o.map((value, index) => (index === k ? value + h : value));
        return (gap(shifted)[i]! - here[i]!) / h;
      });
      const step = solve(
        jacobian,
        here.map((g) => [g]),
      );
      o = o.map((value, i) => value - step[i]![0]!);
    }
    return o;
  };
}

describe('gradients of a recurrent layer', () => {
  it.each([4, 5, 6])('are those of the count model by central differences, seed %i', (seed) => {
    const given = drawn(seed);
    expect(Math.min(...countsOf(given.trace.trains))).toBeGreaterThan(0);
    expect(Math.min(...countsOf(given.pre))).toBeGreaterThan(0);
    const { weights, recurrent, slope, activity } = given;
    const solved = recurrentGradients(activity, recurrent, slope);
    const countsAt = countModel(given);
    const loss = (w: Matrix, r: Matrix, below: readonly number[]): number =>
      countsAt(w, r, below).reduce((sum, o, i) => sum + slope[i]! * o, 0);
    const h = 1e-4;
    const difference = (at: (shift: number) => number): number => (at(h) - at(-h)) / (2 * h);
    const shifted = (rows: Matrix, i: number, j: number, by: number): Matrix =>
      rows.map((row, k) => (k === i ? row.map((v, l) => (l === j ? v + by : v)) : row));
    const counts = countsOf(given.pre);
    const onWeights = matrix(weights.length, counts.length, (i, j) =>
      difference((by) => loss(shifted(weights, i, j, by), recurrent, counts)),
    );
    expectClose(flat(solved.full.weights), flat(onWeights), 1e-6);
    const onRecurrent = matrix(weights.length, weights.length, (i, p) =>
      recurrent[i]![p] === 0
        ? 0
        : difference((by) => loss(weights, shifted(recurrent, i, p, by), counts)),
    );
    expectClose(flat(solved.full.recurrent), flat(onRecurrent), 1e-6);
    const below = counts.map((_, j) =>
      difference((by) =>
        loss(
          weights,
          recurrent,
          counts.map((count, k) => (k === j ? count + by : count)),
        ),
      ),
    );
    expectClose([...solved.below], below, 1e-6);
  });

  it('reduce to those of a dense layer without recurrent weights', () => {
    const { activity, slope, weights, pre } = drawn(7);
    const silentLoop = matrix(weights.length, weights.length, () => 0);
    const trace = simulateLayer(weights, null, pre, STEPS, NEURON);
    const alone = { ...activity, post: trace.trains };
    // The recurrent form clamps post counts to the table, the dense one does not.
    expect(Math.max(...countsOf(trace.trains))).toBeLessThanOrEqual(TABLE.length);
    const dense = denseGradients(
      alone,
      slope,
      slope.map(() => 1),
    );
    const { diagonal, full, below, effect } = recurrentGradients(alone, silentLoop, slope);
    expectClose(flat(diagonal.weights), flat(dense.weights), 1e-12);
    expectClose(flat(full.weights), flat(dense.weights), 1e-12);
    expectClose(flat(effect), flat(dense.effect), 1e-12);
    expectClose([...below], [...dense.below], 1e-12);
  });
});

it('the slope of a polynomial is its derivative', () => {
  for (const [pre, post] of [
    [1, 3],
    [9, 12.5],
    [40, 7],
  ] as const) {
    const h = 1e-5;
    const difference = (effectAt(TABLE, pre, post + h) - effectAt(TABLE, pre, post - h)) / (2 * h);
    expect(effectSlope(TABLE, pre, post)).toBeCloseTo(difference, 7);
  }
});
