import { describe, expect, it } from 'vitest';
import type { Arena } from '#engine/kernels/wasm/arena.ts';
import { createArena } from '#engine/kernels/wasm/arena.ts';
import { createWasmKernels, kernelsOn } from '#engine/kernels/wasm/createKernels.ts';
import { WORD } from '#engine/kernels/wasm/pool/control.ts';
import type { PoolOptions } from '#engine/kernels/wasm/pool/pool.ts';
import { createPool } from '#engine/kernels/wasm/pool/pool.ts';
import {
  kernelCases,
  kernelNames,
  resultsOf,
  sameBits,
} from '#engine/kernels/wasm/testing/kernelCases.ts';
import type { WasmKernels } from '#engine/kernels/wasm/wasmKernels.ts';
import { fetchBytes } from '#engine/fetchBytes.ts';

const CALLS = 1000;
/** Random cases are drawn anew this often. */
const DRAWS = 100;

const module = await WebAssembly.compile(await fetchBytes('/kernels/spikes-threads.wasm'));

const createHelper = (): Worker =>
  new Worker(new URL('./kernelPool.worker.ts', import.meta.url), { type: 'module' });

const fails = (message: string): never => {
  throw new Error(message);
};

const poolOn = (memory: WebAssembly.Memory, options: Partial<PoolOptions>) =>
  createPool({ memory, module, threads: 2, createHelper, onLost: fails, partNs: 1, ...options });

describe('a pool of kernel threads', () => {
  it('runs in a page that may share memory', () => {
    expect(crossOriginIsolated).toBe(true);
  });

  it.each([2, 3])(
    'gives the bits of one thread, call after call, with %i threads',
    async (threads) => {
      const arena = createArena(64, true);
      const pool = await poolOn(arena.memory, { threads });
      const one = createWasmKernels(arena.memory, module);
      const pooled = kernelsOn(pool);
      let calls = 0;
      for (let seed = 1; seed <= DRAWS; seed++) {
        const mark = arena.mark();
        const name = kernelNames[seed % kernelNames.length]!;
        const example = kernelCases[name]({ arena, threads, seed });
        const repeats = Array.from({ length: CALLS / DRAWS }, () => pooled);
        const [want, ...got] = resultsOf(example, arena, [one, ...repeats]);
        calls += got.length;
        expect(got.every(({ bits, sum }) => sum === want!.sum && sameBits(bits, want!.bits))).toBe(
          true,
        );
        arena.assertIntact();
        arena.release(mark);
      }
      expect(calls).toBe(CALLS);
      pool.dispose();
    },
  );

  it('uses memory that has grown since it started', async () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 64, shared: true });
    const pool = await poolOn(memory, {});
    memory.grow(32);
    const kernels = kernelsOn(pool);
    const n = 200_000;
    const values = new Float32Array(memory.buffer, 1 << 16, n).fill(2);
    for (let call = 0; call < 5; call++) kernels.scale(1 << 16, n, 0.5);
    expect(values.every((value) => value === 2 / 32)).toBe(true);
    pool.dispose();
  });

  it('does not miss a helper that has ended between calls', async () => {
    const arena = createArena(4, true);
    const helpers: Worker[] = [];
    const pool = await poolOn(arena.memory, {
      createHelper: () => helpers[helpers.push(createHelper()) - 1]!,
    });
    helpers[0]!.terminate();
    expectSums(kernelsOn(pool), arena);
  });

  it('goes on to the same result without a helper that ended in the middle of a part', async () => {
    const arena = createArena(4, true);
    const messages: string[] = [];
    const pool = await poolOn(arena.memory, {
      createHelper: thief,
      onLost: (message) => messages.push(message),
      lostAfterMs: 200,
    });
    const kernels = kernelsOn(pool);
    // Until the helper was quick enough to take a part.
    while (messages.length === 0) expectSums(kernels, arena);
    expect(messages[0]).toContain('one thread');
    expectSums(kernels, arena);
    expect(messages).toHaveLength(1);
  });
});

/** Sums known beforehand, in several parts. */
function expectSums(kernels: WasmKernels, arena: Arena): void {
  const mark = arena.mark();
  const n = 40_000;
  const x = arena.floats(new Float32Array(2 * n).fill(1.5));
  const out = arena.zeros(n);
  kernels.sumOverTime(x, out, 2, n);
  expect(arena.view(out, n).every((value) => value === 3)).toBe(true);
  arena.release(mark);
}

/** A helper that takes one part, does nothing with it and ends. */
function thief(): Worker {
  const code = `onmessage = ({ data }) => {
    const words = new Int32Array(data.control, 0, 64);
    postMessage('ready');
    const remaining = ${WORD.remaining};
    while (Atomics.load(words, remaining) <= 0 || Atomics.sub(words, remaining, 1) <= 0) {}
    close();
  }`;
  return new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
}
