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
  setDecay(layer, regulariser);
  step(kernel, layer, e, layer.factor, adam);
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

/**
 * One update of all layers by their batch's gradients, which start again from zero.
 *
 * @param clipNorm largest L2 norm of gradients and regulariser together; 0 for any
 */
export function stepFromGradients(
  kernel: Kernel,
  adam: AdamStep,
  regulariser: RegulariserConstants | null,
  clipNorm: number,
): void {
  const { layers, ones } = kernel.memory;
  for (const layer of layers) setDecay(layer, regulariser);
  if (clipNorm > 0) {
    const norm = Math.sqrt(layers.reduce((sum, layer) => sum + squaredNorm(layer), 0));
    const scale = norm > clipNorm ? clipNorm / norm : 1;
    ones.values.fill(scale);
    for (const { decay } of layers) {
      const values = decay.values;
      for (let i = 0; i < values.length; i++) values[i]! *= scale;
    }
  }
  for (const layer of layers) {
    const weights = gradientOf(layer.weights.gradient);
    const synapses = layer.synapses?.weights.gradient ?? undefined;
    step(kernel, layer, { weights, synapses }, ones, adam);
    weights.values.fill(0);
    synapses?.values.fill(0);
  }
}

/** ‖g + decay·w‖² over a layer's weights. */
function squaredNorm(layer: LayerMemory): number {
  const { stride, plan, weights, synapses } = layer;
  const decay = layer.decay.values;
  const [gradient, values] = [gradientOf(weights.gradient).values, weights.values.values];
  let sum = 0;
  for (let k = 0; k < gradient.length; k++)
    sum += (gradient[k]! + decay[k % stride]! * values[k]!) ** 2;
  if (synapses === null || !plan.trainsSynapses) return sum;
  const own = gradientOf(synapses.weights.gradient).values;
  const strengths = synapses.weights.values.values;
  const targets = synapses.targets.values;
  for (let k = 0; k < own.length; k++) sum += (own[k]! + decay[targets[k]!]! * strengths[k]!) ** 2;
  return sum;
}

function step(
  { module }: Kernel,
  layer: LayerMemory,
  e: { readonly weights: Block<Float64Array>; readonly synapses: Block<Float64Array> | undefined },
  factor: Block<Float64Array>,
  adam: AdamStep,
): void {
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
