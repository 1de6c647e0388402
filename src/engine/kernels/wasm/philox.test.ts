import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { philox4x32 } from '#model/random/philox.ts';
import { createArena } from './arena.ts';
import { RANDOM_SCRATCH_BYTES } from './scratch.ts';
import { createWasmKernels } from './createKernels.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));

const SEED = 0xdeadbeef;
const EPOCH = 7;
const PURPOSE = 3;

function setUp() {
  const arena = createArena(4);
  return {
    arena,
    kernels: createWasmKernels(arena.memory, bytes),
    scratch: arena.reserve(RANDOM_SCRATCH_BYTES),
  };
}

/** Spikes [T, B, N] by the kernel. */
function spikes(rates: number[][], streams: number[], steps: number): Float32Array {
  const { arena, kernels, scratch } = setUp();
  const batch = rates.length;
  const neurons = rates[0]!.length;
  const streamsAt = arena.reserve(4 * batch);
  new Uint32Array(arena.memory.buffer, streamsAt, batch).set(streams);
  const out = arena.reserve(4 * steps * batch * neurons);
  const from = arena.floats(rates.flat());
  kernels.bernoulliSpikes(
    from,
    streamsAt,
    out,
    steps,
    batch,
    neurons,
    SEED,
    EPOCH,
    PURPOSE,
    scratch,
  );
  arena.assertIntact();
  return arena.view(out, steps * batch * neurons);
}

describe('fillUniform', () => {
  it('gives the known answer of counter 0, key 0', () => {
    const { arena, kernels, scratch } = setUp();
    const out = arena.reserve(16);
    kernels.fillUniform(out, 4, 0, 0, 0, 0, 0, scratch);
    // Distributed with Random123 (Salmon et al. 2011); the TypeScript twin has the other two.
    const words = [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8];
    expect([...arena.view(out, 4)]).toEqual(words.map((word) => (word >>> 8) / 2 ** 24));
  });

  it.each([1, 3, 15, 16, 17, 1001])('fills %i numbers, counter by counter', (n) => {
    const { arena, kernels, scratch } = setUp();
    const out = arena.reserve(4 * n);
    kernels.fillUniform(out, n, SEED, EPOCH, 1, 2, 3, scratch);
    const words = new Uint32Array(4);
    const want = Array.from({ length: n }, (_, i) => {
      philox4x32([i >> 2, 1, 2, 3], [SEED, EPOCH], words);
      return (words[i & 3]! >>> 8) / 2 ** 24;
    });
    expect([...arena.view(out, n)]).toEqual(want);
    arena.assertIntact();
  });
});

describe('bernoulliSpikes', () => {
  const rates = [0, 1].map((b) =>
    Array.from({ length: 37 }, (_, n) => (n < 16 ? 0 : Math.fround(((n * 7 + b) % 11) / 10))),
  );
  const streams = [5, 0xfffffff0];

  it('compares the number of (seed, epoch, purpose, stream, t, n) with the rate', () => {
    const steps = 50;
    const got = spikes(rates, streams, steps);
    const words = new Uint32Array(4);
    const want = new Float32Array(got.length);
    for (let t = 0; t < steps; t++) {
      rates.forEach((row, b) => {
        row.forEach((rate, n) => {
          philox4x32([n >> 2, t, streams[b]!, PURPOSE], [SEED, EPOCH], words);
          want[(t * 2 + b) * 37 + n] = words[n & 3]! < rate * 2 ** 32 ? 1 : 0;
        });
      });
    }
    expect(got).toEqual(want);
    expect(want).toContain(1);
    expect(want).toContain(0);
  });

  it('gives a sample the same spikes in any batch', () => {
    const alone = spikes([rates[1]!], [streams[1]!], 20);
    const together = spikes(rates, streams, 20);
    const picked = alone.map((_, i) => together[Math.floor(i / 37) * 74 + 37 + (i % 37)]!);
    expect(picked).toEqual(alone);
  });

  it('always fires at rate 1, never at 0', () => {
    const got = spikes([[1, 0, 1, 0, 1]], [9], 200);
    expect(got.every((spike, i) => spike === ((i % 5) % 2 === 0 ? 1 : 0))).toBe(true);
  });
});
