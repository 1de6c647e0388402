/** The backward pass through one layer (§5, §6), from δ = ∂E/∂o of the layer to ∂E/∂o below it. */
import type { EffectPolynomials } from './effectPolynomials.ts';
import { effectSlope } from './effectPolynomials.ts';
import type { Matrix } from './matrix.ts';
import { matrix, product, solve, transposed } from './matrix.ts';
import type { NeuronConstants, SpikeTrain } from './neuron.ts';
import { layerPsp, perSpike } from './spikeTrainPsp.ts';

/** What the backward pass through a layer needs of the forward pass. */
export interface LayerActivity {
  /** [post][pre] */
  readonly weights: Matrix;
  readonly pre: readonly SpikeTrain[];
  readonly post: readonly SpikeTrain[];
  readonly steps: number;
  readonly neuron: NeuronConstants;
  readonly table: EffectPolynomials;
}

export interface DenseGradients {
  /** S-PSPs, [post][pre]. */
  readonly e: Matrix;
  /** S_i: how much the count of i takes back of a change of its potential. */
  readonly countFactor: readonly number[];
  /** ∂a_i/∂o_j, [post][pre]. */
  readonly effect: Matrix;
  /** f */
  readonly lateral: readonly number[];
  /** ∂E/∂a */
  readonly slopeOfPotential: readonly number[];
  /** ∂E/∂w, [post][pre] */
  readonly weights: Matrix;
  /** Σ_i δ_i ∂a_i/∂o_j: ∂E/∂o of the layer below. */
  readonly below: readonly number[];
}

/**
 * A layer without trained recurrence (§5):
 *
 *   S_i = 1 − (1/ν) Σ_j w_ij P'_{o_j}(o_i), 1 when i is silent
 *   ∂E/∂w_ij = (δ_i/ν) f_i e_ij / S_i,   ∂E/∂o_j = Σ_i (δ_i/ν) w_ij (e_ij/o_j) / S_i
 *
 * @param slope ∂E/∂o of this layer  @param lateral f, 1 in hidden layers
 */
export function denseGradients(
  activity: LayerActivity,
  slope: readonly number[],
  lateral: readonly number[],
): DenseGradients {
  const { weights, pre, post, steps, neuron, table } = activity;
  const e = layerPsp(pre, post, steps, neuron);
  const countFactor = post.map((train, i) =>
    train.length === 0
      ? 1
      : 1 - countEffect(weights[i]!, pre, train.length, table) / neuron.threshold,
  );
  const effect = matrix(
    post.length,
    pre.length,
    (i, j) =>
      (weights[i]![j]! * perSpike(e[i]![j]!, pre[j]!.length, post[i]!.length)) / countFactor[i]!,
  );
  const slopeOfPotential = slope.map((d) => d / neuron.threshold);
  return {
    e,
    countFactor,
    effect,
    lateral,
    slopeOfPotential,
    weights: e.map((row, i) =>
      row.map((value) => (slopeOfPotential[i]! * lateral[i]! * value) / countFactor[i]!),
    ),
    below: transposedProduct(effect, slopeOfPotential),
  };
}

export interface RecurrentGradients {
  readonly e: Matrix;
  readonly eRecurrent: Matrix;
  /** Σ_j w_ij P'/ν over the inputs, and over the recurrent neighbours. */
  readonly inputEffect: readonly number[];
  readonly recurrentEffect: readonly number[];
  /** D, the diagonal of Ω. */
  readonly denominator: readonly number[];
  readonly omega: Matrix;
  readonly theta: Matrix;
  /** P = Ω⁻¹ Θ: ∂a_i/∂o_j through all paths. */
  readonly effect: Matrix;
  readonly slopeOfPotential: readonly number[];
  readonly diagonal: { readonly weights: Matrix; readonly recurrent: Matrix };
  readonly full: { readonly weights: Matrix; readonly recurrent: Matrix };
  readonly below: readonly number[];
}

/** D closer to zero than this is moved there, its sign kept. */
const SMALLEST_DENOMINATOR = 1e-4;

/**
 * A recurrent layer (§6):
 *
 *   D_i  = 1 − (1/ν)[Σ_j w_ij P'_{o_j}(o_i) + Σ_p r_ip P'_{o_p}(o_i)],  o_i clamped to the table
 *   Ω_ii = D_i,  Ω_ip = −(1/ν) r_ip e_ip/o_p,   Θ_ij = w_ij e_ij/o_j,   Ω P = Θ
 *   diagonal: ∂E/∂w_ij = δ_i e_ij / (ν D_i);   full: ∂E/∂w_ij = λ_i e_ij,  Ωᵀ λ = δ/ν
 *
 * Absent synapses (r_ip = 0) get no gradient.
 */
export function recurrentGradients(
  activity: LayerActivity,
  recurrent: Matrix,
  slope: readonly number[],
): RecurrentGradients {
  const { weights, pre, post, steps, neuron, table } = activity;
  const nu = neuron.threshold;
  const n = post.length;
  const e = layerPsp(pre, post, steps, neuron);
  const between = layerPsp(post, post, steps, neuron);
  const eRecurrent = matrix(n, n, (i, p) => (recurrent[i]![p] === 0 ? 0 : between[i]![p]!));
  const clamped = post.map((train) => Math.min(Math.max(train.length, 1), table.length));
  const inputEffect = post.map((_, i) => countEffect(weights[i]!, pre, clamped[i]!, table) / nu);
  const recurrentEffect = post.map(
    (_, i) => countEffect(recurrent[i]!, post, clamped[i]!, table) / nu,
  );
  const denominator = post.map((_, i) => awayFromZero(1 - inputEffect[i]! - recurrentEffect[i]!));
  const omega = matrix(n, n, (i, p) => {
    if (i === p) return denominator[i]!;
    const ratio = perSpike(eRecurrent[i]![p]!, post[p]!.length, post[i]!.length);
    return (-recurrent[i]![p]! * ratio) / nu;
  });
  const theta = matrix(
    n,
    pre.length,
    (i, j) => weights[i]![j]! * perSpike(e[i]![j]!, pre[j]!.length, post[i]!.length),
  );
  const effect = solve(omega, theta);
  const slopeOfPotential = slope.map((d) => d / nu);
  const through = solve(
    transposed(omega),
    slopeOfPotential.map((d) => [d]),
  );
  const scaled = (e_: Matrix, factor: readonly number[]): number[][] =>
    e_.map((row, i) => row.map((value) => factor[i]! * value));
  const own = slopeOfPotential.map((d, i) => d / denominator[i]!);
  const all = through.map(([lambda]) => lambda!);
  return {
    e,
    eRecurrent,
    inputEffect,
    recurrentEffect,
    denominator,
    omega,
    theta,
    effect,
    slopeOfPotential,
    diagonal: { weights: scaled(e, own), recurrent: scaled(eRecurrent, own) },
    full: { weights: scaled(e, all), recurrent: scaled(eRecurrent, all) },
    below: transposedProduct(effect, slopeOfPotential),
  };
}

/** Θ Ω⁻¹: what the published code computes for square layers in place of Ω⁻¹ Θ (§10.1). */
export function effectInCodeOrder(theta: Matrix, omega: Matrix): number[][] {
  return transposed(solve(transposed(omega), transposed(theta)));
}

/**
 * Lateral factors of the output layer (§7), from the trains before a silent target is forced:
 *
 *   f_j = 1 / (1 − w₀² Σ_{l ≠ j} (e_lj/o_j)(e_jl/o_l) D_j D_l),   D = 1/ν for active neurons and the target, else 0
 */
export function lateralFactors(
  trains: readonly SpikeTrain[],
  label: number,
  strength: number,
  steps: number,
  neuron: NeuronConstants,
): number[] {
  const e = layerPsp(trains, trains, steps, neuron);
  const gain = trains.map((train, i) =>
    train.length > 0 || i === label ? 1 / neuron.threshold : 0,
  );
  return trains.map((own, j) => {
    let sum = 0;
    trains.forEach((other, l) => {
      if (l === j) return;
      const there = perSpike(e[l]![j]!, own.length, other.length);
      const back = perSpike(e[j]![l]!, other.length, own.length);
      sum += there * back * gain[j]! * gain[l]!;
    });
    return 1 / (1 - strength * strength * sum);
  });
}

/** ‖Ω P − Θ‖, the largest entry: zero up to rounding. */
export function residual(omega: Matrix, effect: Matrix, theta: Matrix): number {
  const left = product(omega, effect);
  return Math.max(...left.flatMap((row, i) => row.map((v, j) => Math.abs(v - theta[i]![j]!))));
}

/** Σ_j w_ij P'_{o_j}(o_i) */
function countEffect(
  row: readonly number[],
  pre: readonly SpikeTrain[],
  postCount: number,
  table: EffectPolynomials,
): number {
  return row.reduce((sum, w, j) => sum + w * effectSlope(table, pre[j]!.length, postCount), 0);
}

/** A denominator, moved to ±1e-4 where it is closer to zero. */
export function awayFromZero(value: number): number {
  if (Math.abs(value) >= SMALLEST_DENOMINATOR) return value;
  return value < 0 ? -SMALLEST_DENOMINATOR : SMALLEST_DENOMINATOR;
}

function transposedProduct(a: Matrix, vector: readonly number[]): number[] {
  return (a[0] ?? []).map((_, j) => vector.reduce((sum, value, i) => sum + value * a[i]![j]!, 0));
}
