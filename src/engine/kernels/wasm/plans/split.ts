/** How work is cut into parts that threads take one after another. */
import type { Executor, Job, KernelExports, KernelName } from '../exports.ts';

/** More parts than threads, so that a thread that is held up takes fewer. */
const PARTS_A_THREAD = 3;

/** Bytes of a float32. */
export const FLOAT = 4;

/**
 * Ranges that cover 0 … units, each a multiple of `align` long but for the last.
 * @param ns rough cost of the whole on one thread
 */
export function split(
  units: number,
  ns: number,
  { threads, partNs }: Pick<Executor, 'threads' | 'partNs'>,
  align = 1,
  partsAThread = PARTS_A_THREAD,
): [from: number, to: number][] {
  const blocks = Math.ceil(units / align);
  const wanted = Math.min(threads * partsAThread, Math.floor(ns / partNs), blocks);
  if (threads === 1 || wanted < 2) return units > 0 ? [[0, units]] : [];
  const ranges: [number, number][] = [];
  let from = 0;
  for (let part = 1; part <= wanted; part++) {
    const to = Math.min(units, align * Math.round((blocks * part) / wanted));
    ranges.push([from, to]);
    from = to;
  }
  return ranges;
}

/** Runs a kernel on each range; `argumentsOf` gives the arguments for one. */
export function runParts<Name extends KernelName>(
  executor: Executor,
  kernel: Name,
  ranges: readonly [number, number][],
  argumentsOf: (from: number, to: number) => Parameters<KernelExports[Name]>,
  scratch: Pick<Job, 'scratchAt' | 'scratchBytes'> = NO_SCRATCH,
): void {
  const parts = ranges.map(([from, to]) => argumentsOf(from, to));
  if (parts.length > 0) executor.run({ kernel, parts, ...scratch });
}

const NO_SCRATCH = { scratchAt: -1, scratchBytes: 0 } as const;
