import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createArena } from './arena.ts';
import { createWasmKernels, kernelsOn } from './createKernels.ts';
import type { Executor } from './exports.ts';
import { instantiate, kernelOf } from './exports.ts';
import { kernelCases, kernelNames, resultsOf, sameBits } from './testing/kernelCases.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));
const module = new WebAssembly.Module(bytes);

/** One thread that does the parts of each job last to first, with scratch of different threads. */
function backwards(memory: WebAssembly.Memory, threads: number) {
  const exports = instantiate(memory, module);
  let mostParts = 0;
  const executor: Executor = {
    exports,
    threads,
    partNs: 1,
    run: ({ kernel, parts, scratchAt, scratchBytes }) => {
      mostParts = Math.max(mostParts, parts.length);
      [...parts].reverse().forEach((part, index) => {
        const args: number[] = [...part];
        if (scratchAt >= 0) args[scratchAt]! += (index % threads) * scratchBytes;
        kernelOf(exports, kernel)(...args);
      });
    },
  };
  return { kernels: kernelsOn(executor), mostParts: () => mostParts };
}

/** Computed whole: a sum in one order, and numbers that only tests fill. */
const WHOLE = ['sumOfSquares', 'fillUniform'];

describe('parts of a kernel give the bits of the whole', () => {
  it.each(kernelNames)('%s', (name) => {
    for (const threads of [2, 3, 4]) {
      for (let seed = 1; seed <= 6; seed++) {
        const arena = createArena(12);
        const parted = backwards(arena.memory, threads);
        const whole = createWasmKernels(arena.memory, module);
        const example = kernelCases[name]({ arena, threads, seed });
        const [want, got] = resultsOf(example, arena, [whole, parted.kernels]);
        expect(got?.sum).toBe(want?.sum);
        expect(sameBits(got!.bits, want!.bits)).toBe(true);
        for (const bits of want!.bits) expect(new Set(bits).size).toBeGreaterThan(1);
        if (!WHOLE.includes(name)) expect(parted.mostParts()).toBeGreaterThan(1);
        arena.assertIntact();
      }
    }
  });
});
