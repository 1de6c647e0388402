/** The Bernoulli encoder on the WASM kernels: the same spikes as catalog/encoders/poisson.ts, faster. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { drawnIn } from '#catalog/encoders/poisson.ts';
import { numberParam } from '#model/params.ts';
import { PURPOSE } from '#model/random/stream.ts';
import type { BatchKernelInput } from '../data/batch.ts';
import type { Address } from '../kernels/wasm/wasmKernels.ts';
import { addressOf, scratchAddress, wasmKernels } from '../kernels/wasmRuntime.ts';
import { RANDOM_SCRATCH_BYTES } from '../kernels/wasm/scratch.ts';

/** Draws a batch's spikes into the tensor at an address; `out` need not be a view of it. */
export function bernoulliKernel(at: Address): (input: BatchKernelInput) => void {
  return ({ values, nInputs, streamIds, params, steps, seed, epoch }) => {
    const batch = streamIds.length;
    const peakRate = numberParam(params, 'peakRate');
    for (let i = 0; i < values.length; i++) values[i]! *= peakRate;
    tf.tidy(() => {
      const backend = tf.backend() as BackendWasm;
      const rates = tf.tensor1d(values);
      const streams = tf.tensor1d(
        new Int32Array(streamIds.buffer, streamIds.byteOffset, batch),
        'int32',
      );
      wasmKernels().bernoulliSpikes(
        addressOf(backend, rates),
        addressOf(backend, streams),
        at,
        steps,
        batch,
        nInputs,
        seed | 0,
        drawnIn(params, epoch) | 0,
        PURPOSE.encoding,
        scratchAddress(backend, RANDOM_SCRATCH_BYTES),
      );
    });
  };
}
