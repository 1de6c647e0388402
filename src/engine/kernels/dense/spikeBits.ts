/**
 * Spikes of a whole pass as bits, for backends whose products read them that way.
 *
 * Bits are packed when a product first asks for them and then serve every product of the pass: those
 * of each layer that the spikes go to, and the gradients of the weights behind and around the layer.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { defineKernel } from '../defineKernel.ts';
import { packSpikesWebgpu } from './webgpu.ts';

export interface SpikeBits {
  /** A row of bits for each step and sample: int32 `[M, ⌈K/32⌉]`, input 32·w + b in bit b of word w. */
  rows(): tf.Tensor | null;
  /** A row of bits for each neuron: int32 `[K, ⌈M/32⌉]`. */
  columns(): tf.Tensor | null;
}

export interface PackAttrs {
  readonly along: 'rows' | 'columns';
}

const packKernel = defineKernel<{ spikes: tf.Tensor }, PackAttrs>({
  name: 'SpikegroundPackSpikes',
  // Products on WASM list the spikes they find.
  wasm: () => [],
  webgpu: packSpikesWebgpu,
});

/**
 * Bits of an activation `[T, B, K]` (M = T·B) of zeros and ones; null where the backend has no use
 * for them. They belong to the `tf.tidy` that first asks for them, as do the other tensors of a pass.
 */
export function spikeBits(spikes: tf.Tensor): SpikeBits {
  const pack = (along: PackAttrs['along']): (() => tf.Tensor | null) => {
    let packed: tf.Tensor | null | undefined;
    return () => (packed ??= packKernel({ spikes }, { along })[0] ?? null);
  };
  return { rows: pack('rows'), columns: pack('columns') };
}
