/** Regulariser and Adam (§7 of the method) in one pass over the weights. */
import type { Block } from '../float64Module.ts';
import type { Kernel, LayerMemory } from './kernelPlan.ts';
import type { AdamConstants, RegulariserConstants } from './reference/optimiser.ts';

export interface AdamStep extends AdamConstants {
  /** Updates since the moments were zero, this one included. */
  readonly update: number;
}

/** One update of a layer by factor_i·e_ij, S-PSPs and factors as `backward` left them. */
export function stepLayer(
  kernel: Kernel,
  layer: LayerMemory,
  adam: AdamStep,
  regulariser: RegulariserConstants | null,
): void {
  const e = { weights: kernel.memory.e, synapses: layer.synapses?.e };
  step(kernel, layer, e, layer.factor, adam, regulariser);
}

/** Adds a layer's gradient to its batch's. @throws when the plan keeps none */
export function accumulateLayer({ module, memory }: Kernel, layer: LayerMemory): void {
  const { exports } = module;
  const gradient = gradientOf(layer.weights.gradient);
  exports.addGradient(gradient.at, memory.e.at, layer.factor.at, layer.fanIn, layer.stride);
  const own = layer.synapses;
  if (own === null || !layer.plan.trainsSynapses) return;
  exports.addSparseGradient(
    gradientOf(own.weights.gradient).at,
    own.e.at,
    own.targets.at,
    layer.factor.at,
    own.targets.length,
  );
}

/** One update of a layer by its batch's gradient, which starts again from zero. */
export function stepFromGradient(
  kernel: Kernel,
  layer: LayerMemory,
  adam: AdamStep,
  regulariser: RegulariserConstants | null,
): void {
  const weights = gradientOf(layer.weights.gradient);
  const synapses = layer.synapses?.weights.gradient ?? undefined;
  step(kernel, layer, { weights, synapses }, kernel.memory.ones, adam, regulariser);
  weights.values.fill(0);
  synapses?.values.fill(0);
}

function step(
  { module }: Kernel,
  layer: LayerMemory,
  e: { readonly weights: Block<Float64Array>; readonly synapses: Block<Float64Array> | undefined },
  factor: Block<Float64Array>,
  adam: AdamStep,
  regulariser: RegulariserConstants | null,
): void {
  setDecay(layer, regulariser);
  const constants = [
    adam.learningRate / (1 - adam.beta1 ** adam.update),
    1 / (1 - adam.beta2 ** adam.update),
    adam.beta1,
    adam.beta2,
    adam.epsilon,
  ];
  const { values, first, second } = layer.weights;
  module.exports.adamRows(
    values.at,
    first.at,
    second.at,
    e.weights.at,
    factor.at,
    layer.decay.at,
    layer.fanIn,
    layer.stride,
    ...constants,
  );
  const own = layer.synapses;
  if (own === null || !layer.plan.trainsSynapses || e.synapses === undefined) return;
  module.exports.adamSparse(
    own.weights.values.at,
    own.weights.first.at,
    own.weights.second.at,
    e.synapses.at,
    own.targets.at,
    factor.at,
    layer.decay.at,
    own.targets.length,
    ...constants,
  );
}

/** The share of a weight that the regulariser's gradient is, λβ/w_lim · exp(β(Q_i − 1)), to `decay`. */
export function setDecay(layer: LayerMemory, regulariser: RegulariserConstants | null): void {
  const decay = layer.decay.values;
  if (regulariser === null) {
    decay.fill(0);
    return;
  }
  const { lambda, beta, weightLimit } = regulariser;
  const squares = layer.squares.values;
  const scale = weightLimit ** 2 * (synapsesOf(layer) + 1);
  for (let i = 0; i < layer.plan.units; i++)
    decay[i] = ((lambda * beta) / weightLimit) * Math.exp(beta * (squares[i]! / scale - 1));
}

/** K: fan-in, plus all recurrent synapses of a layer that learns them. */
export function synapsesOf({ fanIn, synapses, plan }: LayerMemory): number {
  return fanIn + (plan.trainsSynapses ? (synapses?.targets.length ?? 0) : 0);
}

function gradientOf(block: Block<Float64Array> | null): Block<Float64Array> {
  if (block === null) throw new Error('This plan keeps no gradients of batches.');
  return block;
}
