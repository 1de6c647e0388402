/** Regulariser and Adam (§7 of the method) in one pass over the weights. */
import type { Block } from '../float64Module.ts';
import type { GradientVisitor } from './kernelBackward.ts';
import type { Kernel, LayerMemory } from './kernelPlan.ts';
import { cell, ROW_BYTES } from './kernelPlan.ts';
import type { AdamConstants, RegulariserConstants } from './reference/optimiser.ts';

export interface AdamStep extends AdamConstants {
  /** Updates since the moments were zero, this one included. */
  readonly update: number;
}

type Regulariser = RegulariserConstants | null;

/** Steps each weight as soon as its gradient is there: the update of a single sample. */
export function stepping(
  kernel: Kernel,
  adam: AdamStep,
  regulariser: Regulariser,
): GradientVisitor {
  const { e } = kernel.memory;
  return {
    begin: (layer) => setDecay(layer, regulariser),
    tile: (layer, tile) => stepTile(kernel, layer, tile, e.at, layer.factor, adam),
    synapses: (layer) => stepSynapses(kernel, layer, layer.synapses!.e.at, layer.factor, adam),
  };
}

/** Adds gradients to those of the batch, which the plan has to keep. */
export function adding({ module, memory }: Kernel): GradientVisitor {
  return {
    tile: (layer, tile, isSilent) => {
      if (isSilent) return;
      module.exports.addGradient(
        gradientOf(layer.weights.gradient).at + tile * layer.fanIn * ROW_BYTES,
        memory.e.at,
        layer.factor.at + tile * ROW_BYTES,
        layer.fanIn,
      );
    },
    synapses: (layer, isSilent) => {
      const own = layer.synapses!;
      if (isSilent) return;
      module.exports.addSparseGradient(
        gradientOf(own.weights.gradient).at,
        own.e.at,
        own.targets.at,
        layer.factor.at,
        own.targets.length,
      );
    },
  };
}

/**
 * One update of all layers by their batch's gradients, which start again from zero.
 *
 * @param clipNorm largest L2 norm of gradients and regulariser together; 0 for any
 */
export function stepFromGradients(
  kernel: Kernel,
  adam: AdamStep,
  regulariser: Regulariser,
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
    for (let tile = 0; tile < layer.tiles; tile++)
      stepTile(kernel, layer, tile, weights.at + tile * layer.fanIn * ROW_BYTES, ones, adam);
    weights.values.fill(0);
    if (!layer.plan.trainsSynapses) continue;
    const synapses = gradientOf(layer.synapses!.weights.gradient);
    stepSynapses(kernel, layer, synapses.at, ones, adam);
    synapses.values.fill(0);
  }
}

/** ‖g + decay·w‖² over a layer's weights. */
function squaredNorm(layer: LayerMemory): number {
  const { fanIn, plan, weights, synapses } = layer;
  const decay = layer.decay.values;
  const [gradient, values] = [gradientOf(weights.gradient).values, weights.values.values];
  let sum = 0;
  for (let i = 0; i < plan.units; i++) {
    for (let j = 0; j < fanIn; j++) {
      const at = cell(fanIn, j, i);
      sum += (gradient[at]! + decay[i]! * values[at]!) ** 2;
    }
  }
  if (synapses === null || !plan.trainsSynapses) return sum;
  const own = gradientOf(synapses.weights.gradient).values;
  const strengths = synapses.weights.values.values;
  const targets = synapses.targets.values;
  for (let k = 0; k < own.length; k++) sum += (own[k]! + decay[targets[k]!]! * strengths[k]!) ** 2;
  return sum;
}

/** @param e address of the tile's S-PSPs, or of its gradient with a factor of one */
function stepTile(
  { module }: Kernel,
  layer: LayerMemory,
  tile: number,
  e: number,
  factor: Block<Float64Array>,
  adam: AdamStep,
): void {
  const { values, first, second } = layer.weights;
  const offset = tile * layer.fanIn * ROW_BYTES;
  module.exports.adamTile(
    values.at + offset,
    first.at + offset,
    second.at + offset,
    e,
    factor.at + tile * ROW_BYTES,
    layer.decay.at + tile * ROW_BYTES,
    layer.fanIn,
    ...constantsOf(adam),
  );
}

function stepSynapses(
  { module }: Kernel,
  layer: LayerMemory,
  e: number,
  factor: Block<Float64Array>,
  adam: AdamStep,
): void {
  const { weights, targets } = layer.synapses!;
  module.exports.adamSparse(
    weights.values.at,
    weights.first.at,
    weights.second.at,
    e,
    targets.at,
    factor.at,
    layer.decay.at,
    targets.length,
    ...constantsOf(adam),
  );
}

function constantsOf({ learningRate, beta1, beta2, epsilon, update }: AdamStep): number[] {
  return [learningRate / (1 - beta1 ** update), 1 / (1 - beta2 ** update), beta1, beta2, epsilon];
}

/** The share of a weight that the regulariser's gradient is, λβ/w_lim · exp(β(Q_i − 1)), to `decay`. */
export function setDecay(layer: LayerMemory, regulariser: Regulariser): void {
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
function synapsesOf({ fanIn, synapses, plan }: LayerMemory): number {
  return fanIn + (plan.trainsSynapses ? (synapses?.targets.length ?? 0) : 0);
}

function gradientOf(block: Block<Float64Array> | null): Block<Float64Array> {
  if (block === null) throw new Error('This plan keeps no gradients of batches.');
  return block;
}
