/**
 * A LIF layer over all of time, and its adjoint. Equations: kernels/reference/lif.ts.
 *
 * Shapes: current `[T or 1, B, N]` (1: the same at every step), membrane and spikes `[T, B, N]`,
 * recurrent weights `[N, N]` as [pre, post].
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { LifCoefficients, SurrogateEntry } from '#model/catalog.ts';
import { defineKernel, only } from '../defineKernel.ts';
import { addressOf, scratchAddress, wasmKernels, wasmOutput } from '../wasmRuntime.ts';
import { lifBackwardScratchBytes, lifForwardScratchBytes } from '../wasm/scratch.ts';
import { RESET_KIND } from '../wasm/wasmKernels.ts';
import { lifBackwardWebgpu } from './webgpu.ts';
import { firingThreshold } from './firingThreshold.ts';
import { lifForwardWebgpu } from './webgpuForward.ts';

export interface LifAttrs {
  readonly steps: number;
  readonly coefficients: LifCoefficients;
}

export interface SurrogateAttrs {
  /** Kernel code of the surrogate (catalog/surrogates). */
  readonly code: SurrogateEntry['kernelCode'];
  readonly slope: number;
  /** Whether the gradient passes through the reset. */
  readonly resetFlows: boolean;
}

export type LifBackwardAttrs = LifAttrs & { readonly surrogate: SurrogateAttrs } & {
  /** Add the gradient of the current up over time, as a current that never changes needs. */
  readonly sumOverSteps: boolean;
};

const sizes = (shape: readonly number[]): [batch: number, neurons: number] => [
  shape[1] ?? 0,
  shape[2] ?? 0,
];

const lifForwardKernel = defineKernel<
  { current: tf.Tensor; recurrent: tf.Tensor | null },
  LifAttrs
>({
  name: 'SpikegroundLifForward',
  wasm: ({ current, recurrent }, { steps, coefficients: c }, backend) => {
    const [batch, neurons] = sizes(current.shape);
    const bytes = lifForwardScratchBytes(neurons, recurrent !== null);
    const membrane = wasmOutput(backend, [steps, batch, neurons]);
    const spikes = wasmOutput(backend, [steps, batch, neurons]);
    const scratch = scratchAddress(backend, bytes);
    wasmKernels().lifForward(
      addressOf(backend, current),
      current.shape[0] === 1 ? 1 : 0,
      steps,
      batch,
      neurons,
      c.decayMem,
      c.inputGain,
      c.decaySyn,
      firingThreshold(c),
      c.resetSize,
      RESET_KIND[c.resetKind],
      c.refractorySteps,
      c.spiking ? 1 : 0,
      c.inputGainAfterSpike ?? c.inputGain,
      addressOf(backend, recurrent),
      addressOf(backend, membrane),
      addressOf(backend, spikes),
      scratch,
    );
    return [membrane, spikes];
  },
  webgpu: lifForwardWebgpu,
});

const lifBackwardKernel = defineKernel<
  {
    membrane: tf.Tensor;
    spikes: tf.Tensor;
    gradSpikes: tf.Tensor | null;
    gradMembrane: tf.Tensor | null;
    recurrent: tf.Tensor | null;
  },
  LifBackwardAttrs
>({
  name: 'SpikegroundLifBackward',
  wasm: (inputs, { steps, coefficients: c, surrogate, sumOverSteps }, backend) => {
    const [batch, neurons] = sizes(inputs.membrane.shape);
    const gradCurrent = wasmOutput(backend, [sumOverSteps ? 1 : steps, batch, neurons]);
    const bytes = lifBackwardScratchBytes(neurons, inputs.recurrent !== null);
    const scratch = scratchAddress(backend, bytes);
    wasmKernels().lifBackward(
      addressOf(backend, inputs.membrane),
      addressOf(backend, inputs.spikes),
      addressOf(backend, inputs.gradSpikes),
      addressOf(backend, inputs.gradMembrane),
      steps,
      batch,
      neurons,
      c.decayMem,
      c.inputGain,
      c.decaySyn,
      c.threshold,
      c.resetSize,
      RESET_KIND[c.resetKind],
      c.refractorySteps,
      c.spiking ? 1 : 0,
      c.inputGainAfterSpike ?? c.inputGain,
      surrogate.code,
      surrogate.slope,
      surrogate.resetFlows ? 1 : 0,
      addressOf(backend, inputs.recurrent),
      addressOf(backend, gradCurrent),
      sumOverSteps ? 1 : 0,
      scratch,
    );
    return [gradCurrent];
  },
  webgpu: lifBackwardWebgpu,
});

/** Membrane potentials (before the reset) and spikes of all steps; the caller owns both. */
export function lifForward(
  current: tf.Tensor,
  recurrent: tf.Tensor | null,
  attrs: LifAttrs,
): { membrane: tf.Tensor; spikes: tf.Tensor } {
  const [membrane, spikes] = lifForwardKernel({ current, recurrent }, attrs);
  if (membrane === undefined || spikes === undefined)
    throw new Error('lifForward returned nothing');
  return { membrane, spikes };
}

/** Gradient of the loss with respect to the current; the caller owns it. */
export function lifBackward(
  inputs: Parameters<typeof lifBackwardKernel>[0],
  attrs: LifBackwardAttrs,
): tf.Tensor {
  return only(lifBackwardKernel(inputs, attrs));
}
