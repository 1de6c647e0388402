/** Seeded streams: one named purpose, one independent sequence. */
import { philox4x32 } from './philox.ts';

/** Last word of the Philox counter. Stored runs depend on these: never renumbered, never reused. */
export const PURPOSE = {
  weights: 1,
  shuffle: 2,
  encoding: 3,
  dataset: 4,
  noise: 5,
  augmentation: 7,
  /** The fixed pattern of a substrate: what its neurons have in place of what they were meant to. */
  substrate: 8,
  /** What happens to spikes on their way to the next layer. */
  transmission: 9,
} as const;

export type Purpose = keyof typeof PURPOSE;

export interface RandomStream {
  /** Next unsigned 32-bit integer. */
  uint32(): number;
  /** Next number in [0, 1), 32 random bits. */
  uniform(): number;
  /** Next standard normal number (Box and Muller 1958). */
  normal(): number;
  /** Next integer in [0, n), unbiased. */
  below(n: number): number;
}

/**
 * The stream (seed, purpose, a, b, c): `a`, `b` and `c` name a sub-stream, e.g. the layer or the epoch.
 *
 * Key = (seed, b), counter = (block, c, a, purpose).
 */
export function createStream(seed: number, purpose: Purpose, a = 0, b = 0, c = 0): RandomStream {
  const block = new Uint32Array(4);
  let index = 0;
  let used = 4;
  let spareNormal: number | null = null;

  const uint32 = (): number => {
    if (used === 4) {
      philox4x32([index++ >>> 0, c >>> 0, a >>> 0, PURPOSE[purpose]], [seed >>> 0, b >>> 0], block);
      used = 0;
    }
    return block[used++]!;
  };
  const uniform = (): number => uint32() / 4294967296;
  const normal = (): number => {
    if (spareNormal !== null) {
      const value = spareNormal;
      spareNormal = null;
      return value;
    }
    // 1 − u is in (0, 1], so the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  const below = (n: number): number => {
    const limit = 4294967296 - (4294967296 % n);
    let draw = uint32();
    while (draw >= limit) draw = uint32();
    return draw % n;
  };
  return { uint32, uniform, normal, below };
}

/** A seeded permutation of 0..n−1 (Fisher and Yates). */
export function permutation(n: number, stream: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    const swap = order[i]!;
    order[i] = order[j]!;
    order[j] = swap;
  }
  return order;
}
