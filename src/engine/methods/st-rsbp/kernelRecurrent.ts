/** Denominators, linear system and factors of a recurrent layer (§6 of the method). */
import type { Kernel, LayerMemory } from './kernelPlan.ts';
import { awayFromZero } from './reference/gradients.ts';

/** Residual of the divided rows at which iteration stops, and up to which its answer is taken. */
const SOLVED = 1e-14;
const ACCEPTED = 1e-11;
const ITERATIONS = 60;

/** The e_ip of a layer's recurrent synapses. */
function recurrentPsps({ module, plan, memory }: Kernel, layer: LayerMemory): void {
  const own = layer.synapses!;
  module.exports.sparsePsp(
    own.starts.at,
    own.targets.at,
    layer.plan.units,
    memory.wide.at,
    plan.steps,
    layer.trains.ownStarts.at,
    layer.trains.times.at,
    own.e.at,
  );
}

/**
 * `factor` of the layer's gradients, and what goes below in `through` and `silent`.
 *
 * @param slope ∂E/∂o of the layer; Σ w P' stands in `effect`, which becomes D
 * @throws Error when the linear system is singular
 */
export function recurrentFactors(kernel: Kernel, index: number, slope: ArrayLike<number>): void {
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
  recurrentPsps(kernel, layer);
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

/** A denominator kept away from zero; how often that was needed is counted. */
export function guarded(kernel: Kernel, value: number): number {
  const moved = awayFromZero(value);
  if (moved !== value) kernel.counters.guarded++;
  return moved;
}
