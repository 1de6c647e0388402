// Rate-coded spikes as lists by step: the draws of src/catalog/encoders/poisson.ts.
import { sixteen } from '../../../kernels/wasm/assembly/philox';

/**
 * Input j fires at step t where the number of counter (⌊j/4⌋, t, stream, purpose), word j mod 4, is at
 * most bounds[j] and j may fire at all.
 *
 * @param bounds, allowed [⌈n/16⌉·16]: largest number that fires (u32); all bits set, or none
 * @param groups numbers of the groups of 16 inputs in which one may fire
 * @param scratch 64 bytes
 */
export function drawSpikes(
  bounds: i32, allowed: i32, groups: i32, nGroups: i32, steps: i32,
  key0: i32, key1: i32, stream: i32, purpose: i32, scratch: i32, starts: i32, neurons: i32,
): void {
  let count = 0;
  store<i32>(starts, 0);
  for (let t = 0; t < steps; t++) {
    for (let g = 0; g < nGroups; g++) {
      const first = load<i32>(groups + (g << 2)) << 4;
      sixteen(first >> 2, t, stream, purpose, key0, key1, scratch);
      for (let j = 0; j < 16; j += 4) {
        const at = (first + j) << 2;
        const low = i32x4.le_u(v128.load(scratch + (j << 2)), v128.load(bounds + at));
        let mask = i32x4.bitmask(v128.and(low, v128.load(allowed + at)));
        while (mask) {
          store<i32>(neurons + (count << 2), first + j + ctz(mask));
          count++;
          mask &= mask - 1;
        }
      }
    }
    store<i32>(starts + ((t + 1) << 2), count);
  }
}
