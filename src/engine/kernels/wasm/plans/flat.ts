/** Optimisers, vector operations and random spikes as jobs for threads: entries, or samples. */
import type { Executor } from '../exports.ts';
import { RANDOM_SCRATCH_BYTES, scratchStride } from '../scratch.ts';
import type { WasmKernels } from '../wasmKernels.ts';
import { FLOAT, runParts, split } from './split.ts';

const NS_AN_ENTRY = 1;
/** Entries in the smallest part; whole cache lines. */
const ENTRIES = 4096;

export type FlatPlans = Pick<
  WasmKernels,
  | 'sgd'
  | 'momentum'
  | 'adam'
  | 'sumOfSquares'
  | 'scale'
  | 'axpy'
  | 'fillUniform'
  | 'bernoulliSpikes'
>;

export function flatPlans(executor: Executor): FlatPlans {
  const { exports } = executor;
  const ranges = (n: number): [number, number][] => split(n, n * NS_AN_ENTRY, executor, ENTRIES);
  return {
    sgd: (w, g, n, rate) =>
      runParts(executor, 'sgd', ranges(n), (from, to) => [
        w + FLOAT * from,
        g + FLOAT * from,
        to - from,
        rate,
      ]),
    momentum: (w, g, m, n, ...settings) =>
      runParts(executor, 'momentum', ranges(n), (from, to) => [
        w + FLOAT * from,
        g + FLOAT * from,
        m + FLOAT * from,
        to - from,
        ...settings,
      ]),
    adam: (w, g, m, v, n, ...settings) =>
      runParts(executor, 'adam', ranges(n), (from, to) => [
        w + FLOAT * from,
        g + FLOAT * from,
        m + FLOAT * from,
        v + FLOAT * from,
        to - from,
        ...settings,
      ]),
    // One sum in one order: its last bits would depend on how it was cut.
    sumOfSquares: (x, n) => exports.sumOfSquares(x, n),
    scale: (x, n, factor) =>
      runParts(executor, 'scale', ranges(n), (from, to) => [x + FLOAT * from, to - from, factor]),
    axpy: (x, y, n, factor) =>
      runParts(executor, 'axpy', ranges(n), (from, to) => [
        x + FLOAT * from,
        y + FLOAT * from,
        to - from,
        factor,
      ]),
    fillUniform: (...args) => exports.fillUniform(...args),
    bernoulliSpikes: (rates, streams, out, steps, batch, neurons, ...rest) => {
      const cost = steps * batch * neurons * NS_AN_ENTRY;
      runParts(
        executor,
        'bernoulliSpikes',
        split(batch, cost, executor),
        (from, to) => [rates, streams, out, steps, batch, neurons, ...rest, from, to],
        { scratchAt: 9, scratchBytes: scratchStride(RANDOM_SCRATCH_BYTES) },
      );
    },
  };
}
