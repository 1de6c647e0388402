/**
 * Balancing the pole with a coarse-scale network and REINFORCE, in float64. (§7)
 *
 * 8–32–2 cells; the four numbers of the state are clamped, split into positive and negative parts and
 * fed as the same current at every step. Probabilities of the two actions are softmax(2n) of the output
 * counts n; returns are normalised over the episodes that ran side by side.
 * Source of the task: Barto, Sutton & Anderson 1983; of the rule: Williams 1992. The set-up is ours.
 */
import type { RandomStream } from '#model/random/stream.ts';
import { createStream } from '#model/random/stream.ts';
import { adam } from '../../kernels/reference/optimisers.ts';
import type { CartPoleState } from './cartPole.ts';
import { cartPoleStep, hasFallen } from './cartPole.ts';
import type { CellParams } from './cell.ts';
import type { DenseLayer } from './referenceLayers.ts';
import type { ReferenceLayer, ReferencePass } from './referenceNetwork.ts';
import { backward, forward } from './referenceNetwork.ts';

export interface ControlOptions {
  readonly seed: number;
  /** Steps of a presentation. */
  readonly steps: number;
  readonly episodes: number;
  /** Longest episode. */
  readonly cap: number;
}

const SCALES = [2.4, 2, 0.21, 2] as const;
const DRIVE = 2;
const COUNT_SCALE = 2;
const HIDDEN = 32;
const SIDE_BY_SIDE = 8;
const DISCOUNT = 0.99;
const ADAM = { rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;
const CELL: CellParams = { model: 'uniform', tau: 4, v0: 1, beta: 5, gain: 1 };

interface Visit {
  readonly pass: ReferencePass;
  readonly action: number;
  readonly probabilities: readonly [number, number];
}

/** Trains a fresh policy and returns the lengths of its episodes, in their order. */
export function learnToBalance({ seed, steps, episodes, cap }: ControlOptions): number[] {
  const layers: readonly ReferenceLayer[] = [
    denseOf(8, HIDDEN, createStream(seed, 'weights', 0), true),
    { type: 'spike', cell: CELL },
    denseOf(HIDDEN, 2, createStream(seed, 'weights', 1), false),
    { type: 'spike', cell: CELL },
  ];
  const arrays = layers.flatMap((layer) =>
    layer.type === 'dense' ? [layer.weights, ...(layer.bias === null ? [] : [layer.bias])] : [],
  );
  const moments = arrays.map(({ length }) => [new Float64Array(length), new Float64Array(length)]);
  const random = createStream(seed, 'noise');
  const lengths: number[] = [];
  for (let update = 1; lengths.length < episodes; update++) {
    const runs = Array.from({ length: Math.min(SIDE_BY_SIDE, episodes - lengths.length) }, () =>
      runEpisode(layers, steps, cap, random),
    );
    lengths.push(...runs.map(({ length }) => length));
    const gradients = policyGradient(layers, runs);
    arrays.forEach((array, i) => {
      const [first, second] = moments[i]!;
      adam(array, gradients[i]!, first!, second!, { ...ADAM, step: update });
    });
  }
  return lengths;
}

function runEpisode(
  layers: readonly ReferenceLayer[],
  steps: number,
  cap: number,
  random: RandomStream,
): Visit[] {
  const start = (): number => 0.1 * random.uniform() - 0.05;
  let state: CartPoleState = [start(), start(), start(), start()];
  const visits: Visit[] = [];
  while (visits.length < cap && !hasFallen(state)) {
    const current = drives(state);
    const x = Array.from({ length: steps }, () => current);
    const pass = forward(layers, x, [current.length, 1, 1]);
    const lead = COUNT_SCALE * (pass.counts[1]! - pass.counts[0]!);
    const right = 1 / (1 + Math.exp(-lead));
    const action = random.uniform() < right ? 1 : 0;
    visits.push({ pass, action, probabilities: [1 - right, right] });
    state = cartPoleStep(state, action);
  }
  return visits;
}

/** Positive parts, then negative parts. */
function drives(state: CartPoleState): Float64Array {
  const clamped = state.map((value, i) => Math.max(-1, Math.min(1, value / SCALES[i]!)));
  return Float64Array.from([
    ...clamped.map((z) => DRIVE * Math.max(0, z)),
    ...clamped.map((z) => DRIVE * Math.max(0, -z)),
  ]);
}

/** Gradient of −mean Â·log π(action) for each array that is trained, Â the normalised return. */
function policyGradient(
  layers: readonly ReferenceLayer[],
  runs: readonly (readonly Visit[])[],
): Float64Array[] {
  const returns = runs.map((visits) => {
    const sums = new Float64Array(visits.length);
    let sum = 0;
    for (let k = visits.length - 1; k >= 0; k--) sums[k] = sum = 1 + DISCOUNT * sum;
    return sums;
  });
  const all = returns.flatMap((sums) => [...sums]);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
  const deviation = Math.sqrt(variance) + 1e-8;

  let total: Float64Array[] | null = null;
  runs.forEach((visits, run) =>
    visits.forEach(({ pass, action, probabilities }, k) => {
      const advantage = (returns[run]![k]! - mean) / deviation / all.length;
      const ofCounts = Float64Array.from(
        probabilities,
        (p, i) => advantage * COUNT_SCALE * (p - (i === action ? 1 : 0)),
      );
      const gradient = backward(layers, pass, ofCounts);
      const parts = gradient.layers.flatMap((own) =>
        own === null ? [] : [own.weights, ...(own.bias === null ? [] : [own.bias])],
      );
      if (total === null) total = parts;
      else total.forEach((sum, i) => parts[i]!.forEach((value, at) => (sum[at]! += value)));
    }),
  );
  return total ?? [];
}

/** Weights and biases from U(−1/√inputs, 1/√inputs). */
function denseOf(
  inputs: number,
  outputs: number,
  random: RandomStream,
  hasBias: boolean,
): DenseLayer {
  const width = 1 / Math.sqrt(inputs);
  const draw = (length: number): Float64Array =>
    Float64Array.from({ length }, () => width * (2 * random.uniform() - 1));
  return {
    type: 'dense',
    inputs,
    outputs,
    weights: draw(inputs * outputs),
    bias: hasBias ? draw(outputs) : null,
  };
}
