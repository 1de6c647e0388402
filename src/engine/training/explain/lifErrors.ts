/**
 * All errors of a layer of LIF neurons in one sample, in float64, with the terms they are made of.
 *
 * The recursion of kernels/reference/lif.ts for a batch of one, from the gradients that training hands
 * to the layer; it keeps what the kernel only passes through. Arrays are `[T, N]`.
 */
import type { LifCoefficients } from '#model/catalog.ts';
import type { SurrogateAttrs } from '../../kernels/lif/index.ts';
import { surrogateDerivative } from '../../kernels/reference/surrogate.ts';
import { surrogateKind } from '../../network/reference/surrogateKind.ts';

export interface LifPast {
  readonly coefficients: LifCoefficients;
  /** Those of each neuron where they differ; null where all are alike. */
  readonly own: readonly LifCoefficients[] | null;
  readonly surrogate: SurrogateAttrs;
  readonly steps: number;
  readonly size: number;
  readonly membrane: ArrayLike<number>;
  readonly spikes: ArrayLike<number>;
  /** From the layers behind, from the loss, and from regularisation; null for none. */
  readonly gradSpikes: ArrayLike<number> | null;
  readonly gradMembrane: ArrayLike<number> | null;
  /** `[N, N]` as [pre, post]. */
  readonly recurrent: ArrayLike<number> | null;
}

export interface LifErrors {
  /** ∂L/∂s_t: from behind, through the layer's own loops and, where learning sees it, the reset. */
  readonly spikes: Float64Array;
  /** δu_t = ∂L/∂u_t. */
  readonly membrane: Float64Array;
  /** δx_t = ∂L/∂x_t, what weights and layers before receive. */
  readonly current: Float64Array;
  /** σ′(u_t − θ), 0 where the neuron could not fire. */
  readonly slope: Float64Array;
  /** λ_t, what the next step hands back to the membrane after the reset. */
  readonly fromNext: Float64Array;
  /** ∂v_t/∂u_t with the way through the reset's spike: what λ_t is multiplied by in δu_t. */
  readonly keep: Float64Array;
  /** g of the step, 0 where the membrane was held. */
  readonly gain: Float64Array;
}

export function lifErrors(past: LifPast): LifErrors {
  const { coefficients, own, surrogate, steps, size, membrane, spikes, recurrent } = past;
  const kind = surrogateKind(surrogate.code);
  const zeros = (): Float64Array => new Float64Array(steps * size);
  const errors: LifErrors = {
    spikes: zeros(),
    membrane: zeros(),
    current: zeros(),
    slope: zeros(),
    fromNext: zeros(),
    keep: zeros(),
    gain: zeros(),
  };
  const lambda = new Float64Array(size);
  const di = new Float64Array(size);
  const kappa = new Float64Array(size);
  for (let t = steps - 1; t >= 0; t--) {
    for (let n = 0; n < size; n++) {
      const c = own?.[n] ?? coefficients;
      const byGain = (c.inputGainAfterSpike ?? c.inputGain) - c.inputGain;
      const at = t * size + n;
      const u = membrane[at]!;
      const s = spikes[at]!;
      const fromNext = lambda[n]!;
      let ds = past.gradSpikes?.[at] ?? 0;
      if (recurrent !== null && t + 1 < steps) {
        for (let post = 0; post < size; post++) {
          ds += errors.current[at - n + size + post]! * recurrent[n * size + post]!;
        }
      }
      let byReset = 0;
      if (surrogate.resetFlows) {
        if (c.resetKind === 'subtract') byReset = -c.resetSize;
        else if (c.resetKind === 'zero') byReset = -u;
        ds += fromNext * byReset + kappa[n]!;
      }
      const silent = c.spiking && isRefractory(past, t, at);
      const held = silent && c.resetKind !== 'none';
      const slope =
        c.spiking && !silent ? surrogateDerivative(kind, surrogate.slope, u - c.threshold) : 0;
      const keep = c.resetKind === 'zero' ? 1 - s : 1;
      const du = (past.gradMembrane?.[at] ?? 0) + fromNext * keep + ds * slope;
      const before = t > 0 ? spikes[at - size]! : 0;
      const gain = c.inputGain + before * byGain;
      if (byGain !== 0) {
        const v = t > 0 ? membrane[at - size]! * (1 - before) : 0;
        kappa[n] = (du * byGain * (u - c.decayMem * v)) / gain;
      }
      lambda[n] = held ? du : c.decayMem * du;
      di[n] = (held ? 0 : gain * du) + c.decaySyn * di[n]!;
      errors.spikes[at] = ds;
      errors.membrane[at] = du;
      errors.current[at] = di[n]!;
      errors.slope[at] = slope;
      errors.fromNext[at] = fromNext;
      errors.keep[at] = keep + byReset * slope;
      errors.gain[at] = held ? 0 : gain;
    }
  }
  return errors;
}

/** Whether a spike among the last R steps silences the neuron. */
function isRefractory({ coefficients, spikes, size }: LifPast, t: number, at: number): boolean {
  for (let back = 1; back <= Math.min(coefficients.refractorySteps, t); back++) {
    if (spikes[at - back * size]! > 0) return true;
  }
  return false;
}

/**
 * What a unit of ∂L/∂u at step `from` becomes in ∂L/∂x of each step up to it, without the layer's loops:
 * the path an error takes through one neuron's own past. `out[t]`, t = 0…from.
 */
export function shareOfCurrents(
  { coefficients, own, size }: LifPast,
  { keep, gain }: LifErrors,
  neuron: number,
  from: number,
): Float64Array {
  const c = own?.[neuron] ?? coefficients;
  const out = new Float64Array(from + 1);
  let u = 1;
  let i = 0;
  for (let t = from; t >= 0; t--) {
    const at = t * size + neuron;
    if (t < from) u *= keep[at]!;
    i = gain[at]! * u + c.decaySyn * i;
    out[t] = i;
    u *= gain[at] === 0 ? 1 : c.decayMem;
  }
  return out;
}
