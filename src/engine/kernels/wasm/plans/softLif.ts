/** Soft-LIF neurons as jobs for threads: samples while training, neurons while they spike. */
import type { Executor } from '../exports.ts';
import { RANDOM_SCRATCH_BYTES, SPIKING_SCRATCH_BYTES, scratchStride } from '../scratch.ts';
import type { WasmKernels } from '../wasmKernels.ts';
import { runParts, split } from './split.ts';

const NS_A_RATE = 6;
const NS_A_STEP = 1.5;
const NS_A_PRODUCT = 0.5;
/** Entries in the smallest parts; whole cache lines. */
const ELEMENTS = 4096;
const ENTRIES = 512;

export type SoftLifPlans = Pick<WasmKernels, 'softLifForward' | 'multiply' | 'softLifSpiking'>;

export function softLifPlans(executor: Executor): SoftLifPlans {
  return {
    softLifForward: (x, values, slopes, batch, neurons, ...rest) =>
      runParts(
        executor,
        'softLifForward',
        split(batch, batch * neurons * NS_A_RATE, executor),
        (from, to) => [x, values, slopes, batch, neurons, ...rest, from, to],
        { scratchAt: 18, scratchBytes: scratchStride(RANDOM_SCRATCH_BYTES) },
      ),
    multiply: (a, b, out, n) =>
      runParts(executor, 'multiply', split(n, n * NS_A_PRODUCT, executor, ELEMENTS), (from, to) => [
        a,
        b,
        out,
        from,
        to,
      ]),
    softLifSpiking: (x, still, bias, biasSize, steps, all, ...rest) =>
      runParts(
        executor,
        'softLifSpiking',
        split(all, steps * all * NS_A_STEP, executor, ENTRIES),
        (from, to) => [x, still, bias, biasSize, steps, all, ...rest, from, to],
        { scratchAt: 18, scratchBytes: scratchStride(SPIKING_SCRATCH_BYTES) },
      ),
  };
}
