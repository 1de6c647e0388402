import { philox4x32 } from '#model/random/philox.ts';

/** Seeded numbers for tests and benchmarks: uniform in [low, high). */
export function uniform(seed: number, n: number, low: number, high: number): Float64Array {
  const words = new Uint32Array(4 * Math.ceil(n / 4));
  for (let i = 0; i < n; i += 4) philox4x32([i / 4, 0, 0, 0], [seed, 0], words, i);
  return Float64Array.from({ length: n }, (_, i) => {
    // Through float32, so that float64 and float32 computations start from the same numbers.
    return Math.fround(low + (high - low) * (words[i]! / 2 ** 32));
  });
}

/** Zero but for a share `density` of entries: uniform in [low, high), or all `low` if equal. */
export function sparse(seed: number, n: number, density: number, low = 1, high = 1): Float64Array {
  const values = uniform(seed, n, low, high);
  const draws = uniform(seed + 0x10000, n, 0, 1);
  return values.map((value, i) => (draws[i]! < density ? value : 0));
}
