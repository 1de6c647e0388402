/** The Bernoulli encoder on the WASM kernels: the same spikes as catalog/encoders/poisson.ts, faster. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { numberParam } from '#model/params.ts';
import { PURPOSE } from '#model/random/stream.ts';
import type { BatchKernelInput } from '../data/batch.ts';
import { addressOf, heapView, scratchAddress, wasmKernels } from '../kernels/wasmRuntime.ts';
import { RANDOM_SCRATCH_BYTES } from '../kernels/wasm/scratch.ts';

export function bernoulliKernel(input: BatchKernelInput): void {
  const { values, nInputs, streamIds, params, steps, seed, epoch, out } = input;
  const batch = streamIds.length;
  const peakRate = numberParam(params, 'peakRate');
  tf.tidy(() => {
    const backend = tf.backend() as BackendWasm;
    const rates = tf.tensor1d(values.map((value) => value * peakRate));
    const streams = tf.tensor1d(
      new Int32Array(streamIds.buffer, streamIds.byteOffset, batch),
      'int32',
    );
    const spikes = tf.zeros([out.length]);
    wasmKernels().bernoulliSpikes(
      addressOf(backend, rates),
      addressOf(backend, streams),
      addressOf(backend, spikes),
      steps,
      batch,
      nInputs,
      seed | 0,
      epoch | 0,
      PURPOSE.encoding,
      scratchAddress(backend, RANDOM_SCRATCH_BYTES),
    );
    out.set(heapView(backend, spikes));
  });
}
