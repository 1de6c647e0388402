/**
 * A network of first-spike layers on the compiled kernels: one update is forward, loss, then either a
 * bump or the backward pass and Adam's step (§3 to §7).
 */
import type { Float64Module } from '../float64Module.ts';
import { createFloat64Module } from '../float64Module.ts';
import type { BumpSettings, BumpState } from './bumping.ts';
import { nextBump } from './bumping.ts';
import type { FirstSpikeExports } from './exports.ts';
import type { KernelLayer, LayerSpec, TimesBlock } from './kernelLayer.ts';
import { createKernelLayer, padded } from './kernelLayer.ts';
import type { TimeLoss } from '../shared/timeLoss.ts';
import { earliest, timeLoss } from '../shared/timeLoss.ts';

export interface BatchResult {
  readonly lossSum: number;
  readonly right: number;
}

/** When the spikes of a layer (−1: the input) arrive in sample b; null where they do as they are sent. */
export type Transmission = (layer: number, b: number) => ((time: number) => number) | null;

export interface KernelNetwork {
  /** `[capacity, stride]`: times of the inputs, to be written before `forward`. */
  readonly input: TimesBlock;
  readonly layers: readonly KernelLayer[];
  readonly capacity: number;
  /** Spike times of all layers for the first `batch` rows of the input. */
  forward(batch: number): void;
  /** What reached a layer in the last forward pass. */
  inputsOf(layer: number): TimesBlock;
  /** Loss of the last forward pass; its mean's gradient goes to the errors of the last layer. */
  loss(labels: ArrayLike<number>, loss: TimeLoss): BatchResult;
  /** Weight gradients of all layers from the errors of the last. */
  backward(batch: number, maxDwNorm: number): void;
  /** Bumps a layer with too many silent neurons, if there is one; else its `layer` is −1. */
  bump(batch: number, before: BumpState, settings: BumpSettings): BumpState;
  /** Times of the output for sample b, Infinity where silent. */
  outputOf(b: number): Float64Array;
}

export type FirstSpikeModule = Float64Module<FirstSpikeExports>;

export function createFirstSpikeModule(bytes: BufferSource): Promise<FirstSpikeModule> {
  return createFloat64Module<FirstSpikeExports>(bytes);
}

/**
 * @param capacity largest batch
 * @param transmission what happens to spikes between layers; null for nothing
 */
export function createKernelNetwork(
  module: FirstSpikeModule,
  specs: readonly LayerSpec[],
  capacity: number,
  transmission: Transmission | null = null,
): KernelNetwork {
  const nInput = specs[0]?.nReal ?? 0;
  const inputStride = padded(nInput);
  const input: TimesBlock = {
    block: module.alloc64(capacity * inputStride),
    stride: inputStride,
    n: nInput,
  };
  const layers = specs.map((spec) => createKernelLayer(module, spec, capacity));
  const last = layers.at(-1);
  if (last === undefined) throw new Error('a network needs a layer');
  const sentTo = (l: number): TimesBlock => layers[l - 1]?.spikes ?? input;
  const arrived =
    transmission === null
      ? []
      : layers.map((_, l): TimesBlock => {
          const { stride, n } = sentTo(l);
          return { block: module.alloc64(capacity * stride), stride, n };
        });
  const inputsOf = (l: number): TimesBlock => arrived[l] ?? sentTo(l);
  const transmit = (l: number, batch: number): void => {
    const to = arrived[l];
    if (transmission === null || to === undefined) return;
    const { stride, n } = to;
    const sent = sentTo(l).block.values;
    const times = to.block.values;
    for (let b = 0; b < batch; b++) {
      const arrival = transmission(l - 1, b);
      for (let i = 0; i < n; i++) {
        const at = b * stride + i;
        const time = sent[at]!;
        times[at] = arrival === null || time === Infinity ? time : arrival(time);
      }
      for (let i = n; i < stride; i++) times[b * stride + i] = sent[b * stride + i]!;
    }
  };
  const rowOf = (values: Float64Array, b: number): Float64Array =>
    values.subarray(b * last.stride, b * last.stride + last.spec.nOut);

  return {
    input,
    layers,
    capacity,
    forward: (batch) => {
      layers.forEach((layer, l) => {
        transmit(l, batch);
        layer.forward(inputsOf(l), batch);
      });
    },
    inputsOf,
    loss: (labels, loss) => {
      const times = last.spikes.block.values;
      const errors = last.errors.values;
      let lossSum = 0;
      let right = 0;
      for (let b = 0; b < labels.length; b++) {
        const own = rowOf(times, b);
        const label = labels[b]!;
        lossSum += timeLoss(own, label, loss, 1 / labels.length, rowOf(errors, b));
        if (earliest(own) === label) right++;
      }
      return { lossSum, right };
    },
    backward: (batch, maxDwNorm) => {
      for (let l = layers.length - 1; l >= 0; l--) {
        layers[l]!.backward(inputsOf(l), batch, maxDwNorm, layers[l - 1]?.errors ?? null);
      }
    },
    bump: (batch, before, settings) => {
      const missing = layers.map(({ silent, spec }) => silent.values.subarray(0, spec.nOut));
      const next = nextBump(missing, batch, before, settings);
      const layer = layers[next.layer];
      layer?.bump(next.value, settings.targeted);
      return next;
    },
    outputOf: (b) => rowOf(last.spikes.block.values, b),
  };
}
