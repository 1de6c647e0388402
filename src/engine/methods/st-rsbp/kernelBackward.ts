/** The backward pass of the sample last run (§5–7 of the method), layer by layer. */
import type { Kernel, LayerMemory } from './kernelPlan.ts';
import { inputTrains, ROW_BYTES, TILE } from './kernelPlan.ts';
import { guarded, recurrentFactors } from './kernelRecurrent.ts';
import { lateralFactorsOf } from './lateral.ts';
import type { CountLoss } from './reference/countLoss.ts';
import { countLoss, forcedTrain } from './reference/countLoss.ts';

/** What is done with a layer's gradients, ∂E/∂w = factor_i e_ij, as they come by. */
export interface GradientVisitor {
  /** Sums over the layer's weights stand in `squares`. */
  begin?(layer: LayerMemory): void;
  /**
   * The S-PSPs of a tile stand in memory, and what they send below has been taken: its weights may
   * change. Where no error arrives (`isSilent`) factors are zero, and S-PSPs were not computed.
   */
  tile(layer: LayerMemory, tile: number, isSilent: boolean): void;
  /** The same for the recurrent synapses of a layer that learns them. */
  synapses(layer: LayerMemory, isSilent: boolean): void;
}

/** Walks from the output down. */
export function backward(
  kernel: Kernel,
  label: number,
  sampleWeight: number,
  visitor: GradientVisitor,
): CountLoss {
  const { plan, memory } = kernel;
  const last = memory.layers.length - 1;
  const output = memory.layers[last]!;
  const counts = [...output.trains.counts.values];
  const loss = countLoss(counts, label, plan.targets, sampleWeight);
  let slope: ArrayLike<number> = loss.slope;
  let lateral: readonly number[] | null = null;
  if (loss.slope.some((d) => d !== 0)) {
    if (plan.lateralStrength > 0) lateral = lateralFactors(kernel, output, label);
    if (counts[label] === 0)
      replaceTrain(kernel, output, label, forcedTrain(plan.steps, plan.targets.right));
  }
  for (let index = last; index >= 0; index--) {
    const layer = memory.layers[index]!;
    const isSilent = isZero(slope, layer.plan.units);
    weightSums(kernel, index);
    if (isSilent) {
      layer.factor.values.fill(0);
      layer.below.values.fill(0);
    } else {
      adjointTraces(kernel, layer);
      if (layer.plan.trainsSynapses) recurrentFactors(kernel, index, slope);
      else denseFactors(kernel, layer, slope, lateral);
    }
    visit(kernel, index, isSilent, visitor);
    slope = layer.below.values;
    lateral = null;
  }
  return loss;
}

/** Tile by tile: S-PSPs, what they send below, then the visitor. */
function visit(kernel: Kernel, index: number, isSilent: boolean, visitor: GradientVisitor): void {
  const { module, memory } = kernel;
  const layer = memory.layers[index]!;
  const pre = inputTrains(kernel, index);
  const sendsBelow = index > 0 && !isSilent;
  if (sendsBelow) {
    memory.active.values.fill(0);
    memory.half.values.fill(0);
  }
  visitor.begin?.(layer);
  for (let tile = 0; tile < layer.tiles; tile++) {
    if (!isSilent) pspTile(kernel, index, tile);
    if (sendsBelow) {
      module.exports.addBelow(
        layer.weights.values.at + tile * layer.fanIn * ROW_BYTES,
        memory.e.at,
        pre.counts.at,
        layer.fanIn,
        layer.through.at + tile * ROW_BYTES,
        layer.silent.at + tile * ROW_BYTES,
        memory.active.at,
        memory.half.at,
      );
    }
    visitor.tile(layer, tile, isSilent);
  }
  if (layer.plan.trainsSynapses) visitor.synapses(layer, isSilent);
  if (!sendsBelow) return;
  module.exports.finishBelow(
    memory.active.at,
    memory.half.at,
    pre.counts.at,
    layer.fanIn,
    layer.below.at,
  );
}

/** Σ w P' and Σ w² of each neuron, to `effect` and `squares`. */
function weightSums(kernel: Kernel, index: number): void {
  const { module, memory } = kernel;
  const layer = memory.layers[index]!;
  const { units, polynomials, trainsSynapses } = layer.plan;
  const rows = polynomials.length;
  for (let tile = 0; tile < layer.tiles; tile++) {
    const slopes = memory.ownSlopes.at + tile * rows * ROW_BYTES;
    module.exports.slopesTile(
      layer.slopes.at,
      layer.trains.counts.at + tile * TILE * Int32Array.BYTES_PER_ELEMENT,
      rows,
      memory.postCounts,
      Math.min(TILE, units - tile * TILE),
      trainsSynapses ? 1 : 0,
      trainsSynapses ? rows : memory.postCounts - 1,
      slopes,
    );
    module.exports.weightSums(
      layer.weights.values.at + tile * layer.fanIn * ROW_BYTES,
      inputTrains(kernel, index).counts.at,
      layer.fanIn,
      slopes,
      rows,
      layer.effect.at + tile * ROW_BYTES,
      layer.squares.at + tile * ROW_BYTES,
    );
  }
  const own = layer.synapses;
  if (own === null || !trainsSynapses) return;
  module.exports.sparseWeightSums(
    own.starts.at,
    own.targets.at,
    own.weights.values.at,
    units,
    layer.trains.counts.at,
    memory.ownSlopes.at,
    rows,
    layer.effect.at,
    layer.squares.at,
  );
}

/** What one presynaptic spike at each step adds to e of each neuron, to `wide`. */
export function adjointTraces({ module, plan, memory }: Kernel, layer: LayerMemory): void {
  const { tauMem, tauSyn, refractorySteps } = layer.plan.neuron;
  for (let tile = 0; tile < layer.tiles; tile++) {
    module.exports.adjointTile(
      layer.fires.at + tile * plan.steps * Uint16Array.BYTES_PER_ELEMENT,
      plan.steps,
      tauMem,
      tauSyn,
      refractorySteps,
      memory.wide.at + tile * plan.steps * ROW_BYTES,
    );
  }
}

/** The e_ij of one tile, [fanIn][16], from the adjoint traces of its layer. */
export function pspTile(kernel: Kernel, index: number, tile: number): void {
  const { module, plan, memory } = kernel;
  const layer = memory.layers[index]!;
  const pre = inputTrains(kernel, index);
  const traces = memory.wide.at + tile * plan.steps * ROW_BYTES;
  module.exports.touch(traces, plan.steps * ROW_BYTES);
  module.exports.gatherTile(traces, pre.ownStarts.at, pre.times.at, layer.fanIn, memory.e.at);
}

function denseFactors(
  kernel: Kernel,
  layer: LayerMemory,
  slope: ArrayLike<number>,
  lateral: readonly number[] | null,
): void {
  const { units, neuron } = layer.plan;
  const counts = layer.trains.counts.values;
  const effect = layer.effect.values;
  const [factor, through, silent] = [
    layer.factor.values,
    layer.through.values,
    layer.silent.values,
  ];
  for (let i = 0; i < units; i++) {
    const fires = counts[i]! > 0;
    const share = fires ? guarded(kernel, 1 - effect[i]! / neuron.threshold) : 1;
    const own = slope[i]! / neuron.threshold / share;
    factor[i] = own * (lateral?.[i] ?? 1);
    through[i] = fires ? own : 0;
    silent[i] = fires ? 0 : own;
  }
}

/** f of the output layer, from its trains as they are. */
function lateralFactors(kernel: Kernel, output: LayerMemory, label: number): number[] {
  const { module, plan, memory } = kernel;
  const { units, neuron } = output.plan;
  adjointTraces(kernel, output);
  for (let tile = 0; tile < output.tiles; tile++) {
    module.exports.gatherTile(
      memory.wide.at + tile * plan.steps * ROW_BYTES,
      output.trains.ownStarts.at,
      output.trains.times.at,
      units,
      memory.between.at + tile * units * ROW_BYTES,
    );
  }
  return lateralFactorsOf({
    e: memory.between.values,
    counts: output.trains.counts.values,
    label,
    strength: plan.lateralStrength,
    threshold: neuron.threshold,
  });
}

/** Puts a train in place of the one a neuron fired, for what is computed from here on. */
export function replaceTrain(
  { plan }: Kernel,
  layer: LayerMemory,
  neuron: number,
  train: readonly number[],
): void {
  const fires = new Uint16Array(layer.fires.values.buffer, layer.fires.at);
  const first = Math.floor(neuron / TILE) * plan.steps;
  const bit = 1 << (neuron % TILE);
  for (let t = 0; t < plan.steps; t++) fires[first + t]! &= ~bit;
  for (const t of train) if (t < plan.steps) fires[first + t]! |= bit;
  layer.trains.counts.values[neuron] = train.length;
}

function isZero(values: ArrayLike<number>, length: number): boolean {
  for (let i = 0; i < length; i++) if (values[i] !== 0) return false;
  return true;
}
