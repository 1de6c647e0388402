/**
 * The recurrent cell that a LIF neuron becomes at a step of one refractory period, in float64.
 *
 *   a = exp(−1/τ),  b = τ(1 − a),  c = τ(1 − b)                 τ in refractory periods   (§3)
 *   v_k = (1 − s_{k−1})(a v_{k−1} + g x_k) + s_{k−1} h x_k,  s_k = [v_k > v0],  v_{−1} = s_{−1} = 0
 *
 * g weighs the input of a step, h that of the step after a spike, part of which falls into the
 * refractory period:
 *
 *   uniform  g = b, h = c          a spike arrives at a uniformly distributed moment of its step
 *   blank    g = b, h = 0          the whole step after a spike is dead
 *   vext     g = κb/c, h = κ       uniform, driven by the constant current κx/c
 *   lif      g = h = b             a plain reset
 *   if       a = g = h = 1         without a leak
 *
 * Source: Yanguas-Gil 2020, arXiv 2007.06176, and the code that accompanied it.
 */
import { coarseFactors } from '#catalog/neurons/coarseLif.ts';
import { logistic } from '#catalog/surrogates/logistic.ts';
import type { SpikeFunction } from '../../kernels/reference/lif.ts';
import { strictSpike } from '../../kernels/reference/lif.ts';

export const CELL_MODELS = ['uniform', 'blank', 'vext', 'lif', 'if'] as const;
export type CellModel = (typeof CELL_MODELS)[number];

export interface CellParams {
  readonly model: CellModel;
  /** Membrane time constant in refractory periods. */
  readonly tau: number;
  /** Threshold. */
  readonly v0: number;
  /** Steepness of the surrogate. */
  readonly beta: number;
  /** κ of the vext cell. */
  readonly gain: number;
}

/** a, g and h of the recurrence above. */
export interface CellFactors {
  readonly decay: number;
  readonly input: number;
  readonly inputAfterSpike: number;
}

export function cellFactors({ model, tau, gain }: CellParams): CellFactors {
  const { a, b, c } = coarseFactors(tau);
  switch (model) {
    case 'uniform':
      return { decay: a, input: b, inputAfterSpike: c };
    case 'blank':
      return { decay: a, input: b, inputAfterSpike: 0 };
    case 'vext':
      return { decay: a, input: (gain * b) / c, inputAfterSpike: gain };
    case 'lif':
      return { decay: a, input: b, inputAfterSpike: b };
    case 'if':
      return { decay: 1, input: 1, inputAfterSpike: 1 };
    default:
      return model satisfies never;
  }
}

/** Logistic function, the smooth spike whose derivative is the surrogate. */
export function logisticSpike(beta: number): SpikeFunction {
  return (x) => 0.5 + logistic.primitive(x, beta);
}

export interface CellStates {
  readonly v: readonly Float64Array[];
  readonly s: readonly Float64Array[];
}

/** T steps of a layer of n cells; x is [T][n]. */
export function cellForward(
  params: CellParams,
  x: readonly Float64Array[],
  spike: SpikeFunction = strictSpike,
): CellStates {
  const { decay, input, inputAfterSpike } = cellFactors(params);
  const v: Float64Array[] = [];
  const s: Float64Array[] = [];
  for (const [k, now] of x.entries()) {
    const [vBefore, sBefore] = [v[k - 1], s[k - 1]];
    const vNow = new Float64Array(now.length);
    const sNow = new Float64Array(now.length);
    for (let i = 0; i < now.length; i++) {
      const fired = sBefore?.[i] ?? 0;
      const rest = decay * (vBefore?.[i] ?? 0) + input * now[i]!;
      vNow[i] = (1 - fired) * rest + fired * inputAfterSpike * now[i]!;
      sNow[i] = spike(vNow[i]! - params.v0, i);
    }
    v.push(vNow);
    s.push(sNow);
  }
  return { v, s };
}

/**
 * Adjoint of `cellForward`: dL/dx [T][n] from g = dL/ds [T][n]. (§4)
 *
 *   λs_k = g_k + λv_{k+1}(h x_{k+1} − a v_k − g x_{k+1})
 *   λv_k = λv_{k+1}(1 − s_k) a + λs_k H′(v_k − v0)
 *   λx_k = λv_k (g + s_{k−1}(h − g))
 */
export function cellBackward(
  params: CellParams,
  x: readonly Float64Array[],
  { v, s }: CellStates,
  gradSpikes: readonly Float64Array[],
): Float64Array[] {
  const { decay, input, inputAfterSpike } = cellFactors(params);
  const steps = x.length;
  const n = x[0]?.length ?? 0;
  const gradInput = x.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    let ofNext = 0;
    for (let k = steps - 1; k >= 0; k--) {
      const next = x[k + 1]?.[i] ?? 0;
      const throughReset = inputAfterSpike * next - decay * v[k]![i]! - input * next;
      const ofSpike = gradSpikes[k]![i]! + ofNext * throughReset;
      // H′(u) := β σ(βu)(1 − σ(βu))
      const slope = logistic.derivative(v[k]![i]! - params.v0, params.beta);
      const ofMembrane = ofNext * (1 - s[k]![i]!) * decay + ofSpike * slope;
      const before = s[k - 1]?.[i] ?? 0;
      gradInput[k]![i] = ofMembrane * (input + before * (inputAfterSpike - input));
      ofNext = ofMembrane;
    }
  }
  return gradInput;
}
