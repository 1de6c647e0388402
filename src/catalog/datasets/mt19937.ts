/**
 * MT19937, the 32-bit Mersenne Twister, for data sets that are published as a seed of it.
 *
 * Everything else in this project draws from the counter-based streams of model/random.
 * Source: Matsumoto & Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998, with the 2002
 * initialisation (init_genrand).
 */
const N = 624;
const M = 397;

export interface Mt19937 {
  /** Next unsigned 32-bit integer. */
  uint32(): number;
  /** Next double in [0, 1) with 53 random bits, from two outputs. */
  uniform53(): number;
}

export function createMt19937(seed: number): Mt19937 {
  const state = new Uint32Array(N);
  state[0] = seed >>> 0;
  for (let i = 1; i < N; i++) {
    const previous = state[i - 1]!;
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  let next = N;

  const twist = (): void => {
    for (let i = 0; i < N; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % N]! & 0x7fffffff);
      state[i] = state[(i + M) % N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    next = 0;
  };
  const uint32 = (): number => {
    if (next === N) twist();
    let y = state[next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
  const uniform53 = (): number => {
    const high = uint32() >>> 5;
    const low = uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };
  return { uint32, uniform53 };
}
