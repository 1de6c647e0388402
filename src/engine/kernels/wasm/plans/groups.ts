/**
 * A weight gradient as sums over groups of rows, each written on its own and then added in order: the
 * groups do not depend on the threads, so neither do the bits.
 */
import type { Executor, KernelExports, KernelName } from '../exports.ts';
import type { Address } from '../wasmKernels.ts';
import { FLOAT, runParts, split } from './split.ts';

/** Floats in the smallest part of the final sum; whole cache lines. */
const SUM_BLOCK = 4096;

export interface Groups<Name extends KernelName> {
  readonly kernel: Name;
  readonly count: number;
  /** Rows, or images, in all. */
  readonly rows: number;
  /** The gradient, and how many floats it has. */
  readonly out: Address;
  readonly size: number;
  /** Sums of all groups but the first, then the lists of each thread. */
  readonly scratch: Address;
  readonly scratchAt: number;
  readonly listBytes: number;
  /** Rough cost of the whole on one thread. */
  readonly ns: number;
  argumentsOf(
    from: number,
    to: number,
    sums: Address,
    lists: Address,
  ): Parameters<KernelExports[Name]>;
}

export function runGroups<Name extends KernelName>(executor: Executor, groups: Groups<Name>): void {
  const { kernel, count, rows, out, size, scratch, scratchAt, listBytes, ns } = groups;
  const lists = scratch + FLOAT * (count - 1) * size;
  const bound = (group: number): number => Math.round((group * rows) / count);
  const parts = Array.from({ length: count }, (_, group) => {
    const sums = group === 0 ? out : scratch + FLOAT * (group - 1) * size;
    return groups.argumentsOf(bound(group), bound(group + 1), sums, lists);
  });
  const job = { kernel, parts, scratchAt, scratchBytes: listBytes };
  // Small ones are not worth sharing, but are summed in the same groups.
  if (ns > 2 * executor.partNs) executor.run(job);
  else for (const part of parts) executor.run({ ...job, parts: [part] });
  if (count === 1) return;
  runParts(executor, 'addParts', split(size, size, executor, SUM_BLOCK), (from, to) => [
    out,
    scratch,
    count - 1,
    size,
    from,
    to,
  ]);
}
