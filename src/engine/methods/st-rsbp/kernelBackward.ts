/** The backward pass of the sample last run (§5–7 of the method), layer by layer. */
import type { Kernel, LayerMemory, Trains } from './kernelPlan.ts';
import { FIRES } from './kernelPlan.ts';
import { lateralFactorsOf } from './lateral.ts';
import type { CountLoss } from './reference/countLoss.ts';
import { countLoss, forcedTrain } from './reference/countLoss.ts';
import { awayFromZero } from './reference/gradients.ts';

/** Residual of the divided rows at which iteration stops, and up to which its answer is taken. */
const SOLVED = 1e-14;
const ACCEPTED = 1e-11;
const ITERATIONS = 60;

/** A layer whose `factor` (∂E/∂w = factor_i e_ij), `squares` and S-PSPs stand in memory. */
export interface LayerReady {
  readonly index: number;
  readonly layer: LayerMemory;
  /** No error arrives: factors are zero, and S-PSPs were not computed. */
  readonly isSilent: boolean;
}

/**
 * Walks from the output down. `onLayer` may change the layer's weights: what goes below has been
 * computed with the old ones.
 */
export function backward(
  kernel: Kernel,
  label: number,
  sampleWeight: number,
  onLayer: (ready: LayerReady) => void,
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
    } else {
      layerPsps(kernel, index);
      if (layer.plan.trainsSynapses) recurrentFactors(kernel, index, slope);
      else denseFactors(kernel, layer, slope, lateral);
      if (index > 0) below(kernel, index);
    }
    if (isSilent) layer.below.values.fill(0);
    lateral = null;
    // Kept apart, as `onLayer` may go on to the same memory.
    slope = layer.below.values.slice();
    onLayer({ index, layer, isSilent });
  }
  return loss;
}

function preOf({ memory }: Kernel, index: number): Trains {
  return index === 0 ? memory.input : memory.layers[index - 1]!.trains;
}

/** Σ w P' and Σ w² of each neuron, to `effect` and `squares`. */
function weightSums(kernel: Kernel, index: number): void {
  const { module, memory } = kernel;
  const layer = memory.layers[index]!;
  const own = layer.synapses;
  const rows = layer.plan.polynomials.length;
  const clamps = layer.plan.trainsSynapses;
  module.exports.slopesByNeuron(
    layer.slopes.at,
    layer.trains.counts.at,
    rows,
    memory.postCounts,
    layer.plan.units,
    layer.stride,
    clamps ? 1 : 0,
    clamps ? rows : memory.postCounts - 1,
    memory.ownSlopes.at,
  );
  layer.effect.values.fill(0);
  layer.squares.values.fill(0);
  module.exports.weightSums(
    layer.weights.values.at,
    preOf(kernel, index).counts.at,
    layer.fanIn,
    layer.stride,
    memory.ownSlopes.at,
    rows,
    layer.effect.at,
    layer.squares.at,
  );
  if (own === null || !clamps) return;
  module.exports.sparseWeightSums(
    own.starts.at,
    own.targets.at,
    own.weights.values.at,
    layer.plan.units,
    layer.trains.counts.at,
    layer.stride,
    memory.ownSlopes.at,
    rows,
    layer.effect.at,
    layer.squares.at,
  );
}

function adjointTraces({ module, plan, memory }: Kernel, layer: LayerMemory): void {
  module.exports.adjointTraces(
    layer.codes.at,
    plan.steps,
    layer.stride,
    layer.plan.neuron.tauSyn,
    layer.state.at,
    memory.wide.at,
  );
}

/** All e_ij of a layer, and those of its recurrent synapses when they learn. */
export function layerPsps(kernel: Kernel, index: number): void {
  const { module, memory } = kernel;
  const layer = memory.layers[index]!;
  const pre = preOf(kernel, index);
  adjointTraces(kernel, layer);
  module.exports.gatherSum(
    memory.wide.at,
    layer.stride,
    pre.ownStarts.at,
    pre.times.at,
    layer.fanIn,
    memory.e.at,
  );
  const own = layer.synapses;
  if (own === null || !layer.plan.trainsSynapses) return;
  module.exports.sparsePsp(
    own.starts.at,
    own.targets.at,
    layer.plan.units,
    memory.wide.at,
    layer.stride,
    layer.trains.ownStarts.at,
    layer.trains.times.at,
    own.e.at,
  );
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

function recurrentFactors(kernel: Kernel, index: number, slope: ArrayLike<number>): void {
  const { plan, memory } = kernel;
  const layer = memory.layers[index]!;
  const { units, neuron } = layer.plan;
  const counts = layer.trains.counts.values;
  const diagonal = layer.effect.values;
  const factor = layer.factor.values;
  for (let i = 0; i < units; i++) {
    diagonal[i] = guarded(kernel, 1 - diagonal[i]! / neuron.threshold);
    factor[i] = slope[i]! / neuron.threshold;
  }
  const isFull = plan.recurrentGradient === 'full';
  if (isFull || index > 0) solve(kernel, layer);
  const lambda = layer.through.values;
  const silent = layer.silent.values;
  for (let i = 0; i < units; i++) {
    factor[i] = isFull ? lambda[i]! : factor[i]! / diagonal[i]!;
    const fires = counts[i]! > 0;
    silent[i] = fires ? 0 : lambda[i]!;
    if (!fires) lambda[i] = 0;
  }
}

/** Ωᵀ λ = δ/ν, from `factor` to `through`: by iteration, by elimination where that does not converge. */
function solve(kernel: Kernel, layer: LayerMemory): void {
  const { module, memory } = kernel;
  const own = layer.synapses!;
  const { units, neuron } = layer.plan;
  module.exports.couplings(
    own.starts.at,
    own.targets.at,
    own.weights.values.at,
    own.e.at,
    units,
    layer.trains.counts.at,
    neuron.threshold,
    own.coupling.at,
  );
  const system = [
    own.starts.at,
    own.targets.at,
    own.coupling.at,
    layer.effect.at,
    layer.factor.at,
    units,
  ];
  const off = module.exports.solveSparse(
    ...system,
    ITERATIONS,
    SOLVED,
    memory.solver.at,
    layer.through.at,
  );
  if (off <= ACCEPTED) return;
  kernel.counters.eliminations++;
  if (module.exports.solveDense(...system, memory.solver.at, layer.through.at) > 0) return;
  throw new Error('The recurrent layer’s linear system is singular.');
}

function below(kernel: Kernel, index: number): void {
  const { module, memory } = kernel;
  const layer = memory.layers[index]!;
  module.exports.effectBelow(
    layer.weights.values.at,
    memory.e.at,
    preOf(kernel, index).counts.at,
    layer.fanIn,
    layer.stride,
    layer.through.at,
    layer.silent.at,
    1,
    layer.below.at,
  );
}

/** f of the output layer, from its trains as they are. */
function lateralFactors(kernel: Kernel, output: LayerMemory, label: number): number[] {
  const { module, plan, memory } = kernel;
  const { units, neuron } = output.plan;
  adjointTraces(kernel, output);
  module.exports.gatherSum(
    memory.wide.at,
    output.stride,
    output.trains.ownStarts.at,
    output.trains.times.at,
    units,
    memory.between.at,
  );
  return lateralFactorsOf({
    e: memory.between.values,
    stride: output.stride,
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
  const { tauMem, refractorySteps } = layer.plan.neuron;
  const codes = layer.codes.values;
  const set = (t: number, code: number): void => {
    if (t < plan.steps) codes[t * layer.stride + neuron] = code;
  };
  layer.trains.counts.values[neuron] = train.length;
  for (let t = 0; t < plan.steps; t++) set(t, 1 - 1 / tauMem);
  let free = 0;
  for (const t of train) {
    // A spike inside the refractory period adds nothing and starts the period again.
    set(t, t < free ? 0 : FIRES);
    for (let dead = t + 1; dead <= t + refractorySteps; dead++) set(dead, 0);
    free = t + refractorySteps + 1;
  }
}

function guarded(kernel: Kernel, value: number): number {
  const moved = awayFromZero(value);
  if (moved !== value) kernel.counters.guarded++;
  return moved;
}

function isZero(values: ArrayLike<number>, length: number): boolean {
  for (let i = 0; i < length; i++) if (values[i] !== 0) return false;
  return true;
}
