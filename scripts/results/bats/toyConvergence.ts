/**
 * From how many initial weights does training converge: with many spikes a neuron and a loss on
 * counts, or with one spike and a loss on first spikes? The task of the authors' scripts
 * (specification §9): four inputs that spike once, whose last two come in either order, two outputs,
 * no hidden layer, 50 steps of plain gradient descent on both samples.
 */
import { TOY_TIMES } from '#catalog/datasets/toyConvergence.ts';
import { createStream } from '#model/random/stream.ts';
import {
  createBatsModule,
  createKernelNetwork,
  identityTargets,
  type KernelNetwork,
} from '#engine/methods/bats/kernel.ts';
import { createLossScratch, writeLoss } from '#engine/methods/bats/loss.ts';
import type { LossSpec } from '#engine/methods/bats/referenceLoss.ts';
import { engineAssets } from '../../headless/engineAssets.ts';

const N_INPUTS = 4;
const N_OUTPUTS = 2;
const STEPS = 50;
const LEARNING_RATE = 0.1;
const T_MAX = 10;

export interface ToyLoss {
  readonly label: string;
  readonly spec: LossSpec;
  readonly maxSpikes: number;
}

export const TOY_LOSSES: readonly ToyLoss[] = [
  {
    label: 'counts',
    spec: { kind: 'count', targetTrue: 10, targetFalse: 0, margin: 0, scale: 1 },
    maxSpikes: 10,
  },
  {
    label: 'first spikes',
    spec: { kind: 'firstSpike', tauLoss: 0.1, silentTime: Infinity },
    maxSpikes: 1,
  },
];

/** Means and standard deviations of the normal initial weights. */
export const TOY_AXIS: readonly number[] = Array.from({ length: 13 }, (_, i) => i / 5);

/** Best accuracy within the steps, averaged over the repeats: `[deviation][mean]`. */
export async function toyGrid(
  loss: ToyLoss,
  repeats: number,
  seed: number,
  onRow: (done: number) => void,
): Promise<number[][]> {
  const train = await createToy(loss);
  return TOY_AXIS.map((deviation, row) => {
    const cells = TOY_AXIS.map((mean, column) => {
      let sum = 0;
      for (let repeat = 0; repeat < repeats; repeat++) {
        // Both losses begin with the same weights.
        const stream = createStream(seed, 'weights', row * TOY_AXIS.length + column, repeat);
        const weights = Float64Array.from(
          { length: N_INPUTS * N_OUTPUTS },
          () => mean + deviation * stream.normal(),
        );
        sum += train(weights);
      }
      return sum / repeats;
    });
    onRow(row + 1);
    return cells;
  });
}

/** Trains from given weights; an output that never spikes is never right. */
async function createToy({ spec, maxSpikes }: ToyLoss): Promise<(weights: Float64Array) => number> {
  const module = await createBatsModule(await engineAssets.methodKernels('bats'));
  const network: KernelNetwork = createKernelNetwork(
    module,
    [
      {
        shape: { kind: 'dense', inputs: N_INPUTS, neurons: N_OUTPUTS },
        constants: { tauSyn: 1, threshold: 1, reset: 1, maxSpikes, tMax: T_MAX },
        sources: [{ from: -1, targets: identityTargets(N_INPUTS) }],
        biasTime: null,
      },
    ],
    N_INPUTS,
    false,
  );
  const layer = network.layers[0]!;
  const scratch = createLossScratch(N_OUTPUTS);
  const { inputs } = network;
  inputs.neurons.values.set(identityTargets(N_INPUTS));
  inputs.count = N_INPUTS;
  const tau = 2;
  return (weights) => {
    layer.weights.values.set(weights);
    layer.gradient.values.fill(0);
    let best = 0;
    // Once more than there are steps: the last one is judged too.
    for (let step = 0; step <= STEPS && best < 1; step++) {
      let right = 0;
      TOY_TIMES.forEach((times, label) => {
        inputs.times.values.set(times);
        network.forward();
        const { predicted } = writeLoss(spec, layer.spikes, label, scratch);
        network.backward();
        if (predicted === label && scratch.counts[label]! > 0) right++;
      });
      best = Math.max(best, right / TOY_TIMES.length);
      const scale = tau / TOY_TIMES.length;
      const { at, length } = layer.weights;
      module.exports.sgd(at, layer.gradient.at, length, scale, LEARNING_RATE, 0);
    }
    return best;
  };
}
