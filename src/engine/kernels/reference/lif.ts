import type { ResetKind, SurrogateKind } from '../wasm/wasmKernels.ts';
import { surrogateDerivative } from './surrogate.ts';

/** A LIF layer's constants; sizes in steps, samples and neurons. */
export interface LifLayer {
  readonly steps: number;
  readonly batch: number;
  readonly neurons: number;
  /** a */
  readonly decayMem: number;
  /** g: 1, or 1 − a where the input is scaled by the leak. */
  readonly gain: number;
  /** h: the gain in the step after a spike; g where absent. Needs reset to zero, R = 0 and b = 0. */
  readonly gainAfterSpike?: number;
  /** b: 0 without a synaptic current. */
  readonly decaySyn: number;
  /** θ */
  readonly threshold: number;
  /** Whether s_t = [u_t > θ]. */
  readonly strictThreshold?: boolean;
  /** θ_r: θ, or θ/a for a reset that acts after the next step's decay. */
  readonly resetAmount: number;
  readonly resetKind: ResetKind;
  readonly refractorySteps: number;
  /** False for a leaky integrator. */
  readonly spiking: boolean;
  /** Weights [pre, post] from the layer to itself. */
  readonly wRec: Float64Array | null;
  /** Constants of each neuron, in place of the layer's; absent or null where all are alike. */
  readonly own?: readonly LifConstants[] | null;
}

export type LifConstants = Pick<
  LifLayer,
  'decayMem' | 'gain' | 'gainAfterSpike' | 'decaySyn' | 'threshold' | 'resetAmount'
>;

export interface LifStates {
  /** u [T, B, N] */
  readonly membrane: Float64Array;
  /** s [T, B, N] */
  readonly spikes: Float64Array;
}

/** What stands for the spike: `hard` unless a gradient check smooths it. `index` is into [T, B, N]. */
export type SpikeFunction = (x: number, index: number) => number;
const hardSpike: SpikeFunction = (x) => (x >= 0 ? 1 : 0);
export const strictSpike: SpikeFunction = (x) => (x > 0 ? 1 : 0);

function constantsOf(layer: LifLayer, neuron: number): LifConstants {
  return layer.own?.[neuron] ?? layer;
}

/** Whether a spike among the last R steps silences the neuron; `index` as above. */
function isRefractory(layer: LifLayer, spikes: Float64Array, t: number, index: number): boolean {
  const stepSize = layer.batch * layer.neurons;
  for (let back = 1; back <= Math.min(layer.refractorySteps, t); back++) {
    if (spikes[index - back * stepSize]! > 0) return true;
  }
  return false;
}

/**
 * Leaky integrate-and-fire over all steps; x is [T, B, N], or [1, B, N] when the same at each step.
 *
 *   i_t = b·i_{t−1} + x_t + W_recᵀ s_{t−1}
 *   u_t = a·v_{t−1} + g·i_t,  s_t = [u_t ≥ θ],  v_t = u_t − θ_r s_t | u_t (1 − s_t) | u_t
 *
 * With two gains g is ((1 − s_{t−1})·g + s_{t−1}·h), s_{t−1} as the reset sees it.
 * For R steps after a spike s_t = 0, and u_t = v_{t−1} unless there is no reset. v and i start at 0.
 * `resetSpike` gives the spike that the reset sees, where a gradient check freezes it.
 */
export function lifForward(
  layer: LifLayer,
  x: Float64Array,
  spike: SpikeFunction = layer.strictThreshold === true ? strictSpike : hardSpike,
  resetSpike?: SpikeFunction,
): LifStates {
  const { steps, batch, neurons, wRec, resetKind } = layer;
  const stepSize = batch * neurons;
  const isStatic = x.length === stepSize && steps > 1;
  const membrane = new Float64Array(steps * stepSize);
  const spikes = new Float64Array(steps * stepSize);
  const v = new Float64Array(stepSize);
  const current = new Float64Array(stepSize);
  const gain = Float64Array.from(
    { length: stepSize },
    (_, cell) => constantsOf(layer, cell % neurons).gain,
  );
  for (let t = 0; t < steps; t++) {
    for (let b = 0; b < batch; b++) {
      for (let n = 0; n < neurons; n++) {
        const c = constantsOf(layer, n);
        const cell = b * neurons + n;
        const at = t * stepSize + cell;
        let input = x[isStatic ? cell : at]!;
        if (wRec && t > 0) {
          const before = (t - 1) * stepSize + b * neurons;
          for (let pre = 0; pre < neurons; pre++) {
            input += spikes[before + pre]! * wRec[pre * neurons + n]!;
          }
        }
        current[cell] = c.decaySyn * current[cell]! + input;
        const silent = layer.spiking && isRefractory(layer, spikes, t, at);
        const held = silent && resetKind !== 'none';
        const u = held ? v[cell]! : c.decayMem * v[cell]! + gain[cell]! * current[cell]!;
        const fires = layer.spiking && !silent;
        const s = fires ? spike(u - c.threshold, at) : 0;
        const seen = fires && resetSpike ? resetSpike(u - c.threshold, at) : s;
        if (resetKind === 'subtract') v[cell] = u - c.resetAmount * seen;
        else if (resetKind === 'zero') v[cell] = u * (1 - seen);
        else v[cell] = u;
        gain[cell] = c.gain + seen * ((c.gainAfterSpike ?? c.gain) - c.gain);
        membrane[at] = u;
        spikes[at] = s;
      }
    }
  }
  return { membrane, spikes };
}

export interface LifGradientOptions {
  readonly surrogate: SurrogateKind;
  readonly steepness: number;
  /** Whether learning sees the reset. */
  readonly resetFlows: boolean;
}

/**
 * Adjoint of `lifForward` with the spike's derivative replaced by the surrogate σ:
 *
 *   δu_t = ∂L/∂u_t + λ_t ∂v/∂u + (∂L/∂s_t + W_rec δx_{t+1} + λ_t ∂v/∂s)·σ(u_t − θ)
 *   λ_{t−1} = a·δu_t,  δi_t = g·δu_t + b·δi_{t+1},  δx_t = δi_t
 *
 * with λ_{t−1} = δu_t and no drive of δi where the membrane was held, σ = 0 in refractory steps, and
 * the λ·∂v/∂s term dropped when the reset is not seen. With two gains ∂L/∂s_t gets the term
 * δu_{t+1}·(h − g)·i_{t+1} as well, where i = (u − a·v)/gain. Returns δx [T, B, N].
 */
export function lifBackward(
  layer: LifLayer,
  { membrane, spikes }: LifStates,
  gradSpikes: Float64Array,
  gradMembrane: Float64Array,
  { surrogate, steepness, resetFlows }: LifGradientOptions,
): Float64Array {
  const { steps, batch, neurons, wRec, resetKind } = layer;
  const stepSize = batch * neurons;
  const gradCurrent = new Float64Array(steps * stepSize);
  const lambda = new Float64Array(stepSize);
  const di = new Float64Array(stepSize);
  const kappa = new Float64Array(stepSize);
  for (let t = steps - 1; t >= 0; t--) {
    for (let b = 0; b < batch; b++) {
      for (let n = 0; n < neurons; n++) {
        const c = constantsOf(layer, n);
        const byGain = (c.gainAfterSpike ?? c.gain) - c.gain;
        const cell = b * neurons + n;
        const at = t * stepSize + cell;
        const u = membrane[at]!;
        const s = spikes[at]!;
        const fromNext = lambda[cell]!;
        let ds = gradSpikes[at]!;
        if (wRec && t + 1 < steps) {
          const next = (t + 1) * stepSize + b * neurons;
          for (let post = 0; post < neurons; post++) {
            ds += gradCurrent[next + post]! * wRec[n * neurons + post]!;
          }
        }
        if (resetFlows && resetKind === 'subtract') ds -= fromNext * c.resetAmount;
        if (resetFlows && resetKind === 'zero') ds -= fromNext * u;
        if (resetFlows) ds += kappa[cell]!;
        const silent = layer.spiking && isRefractory(layer, spikes, t, at);
        const fires = layer.spiking && !silent;
        const slope = fires ? surrogateDerivative(surrogate, steepness, u - c.threshold) : 0;
        const du = gradMembrane[at]! + fromNext * (resetKind === 'zero' ? 1 - s : 1) + ds * slope;
        const held = silent && resetKind !== 'none';
        lambda[cell] = held ? du : c.decayMem * du;
        const before = t > 0 ? spikes[at - stepSize]! : 0;
        const gain = c.gain + before * byGain;
        if (byGain !== 0) {
          const v = t > 0 ? membrane[at - stepSize]! * (1 - before) : 0;
          kappa[cell] = (du * byGain * (u - c.decayMem * v)) / gain;
        }
        di[cell] = (held ? 0 : gain * du) + c.decaySyn * di[cell]!;
        gradCurrent[at] = di[cell]!;
      }
    }
  }
  return gradCurrent;
}
