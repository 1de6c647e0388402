import { storeLanes } from './partial';

/** out[j] = Σ_m x[m, j] for the columns `first` … `last` of n, `first` divisible by 16. */
export function columnSum(x: i32, out: i32, m: i32, n: i32, first: i32, last: i32): void {
  const rowBytes = n << 2;
  for (let j = first; j < last; j += 16) {
    const left = last - j;
    let at = x + (j << 2);
    const to = out + (j << 2);
    let s0 = f32x4.splat(0);
    let s1 = s0, s2 = s0, s3 = s0;
    if (left > 12) {
      for (let i = 0; i < m; i++, at += rowBytes) {
        s0 = f32x4.add(s0, v128.load(at));
        s1 = f32x4.add(s1, v128.load(at, 16));
        s2 = f32x4.add(s2, v128.load(at, 32));
        s3 = f32x4.add(s3, v128.load(at, 48));
      }
    } else if (left > 4) {
      for (let i = 0; i < m; i++, at += rowBytes) {
        s0 = f32x4.add(s0, v128.load(at));
        s1 = f32x4.add(s1, v128.load(at, 16));
        if (left > 8) s2 = f32x4.add(s2, v128.load(at, 32));
      }
    } else {
      for (let i = 0; i < m; i++, at += rowBytes) s0 = f32x4.add(s0, v128.load(at));
    }
    storeLanes(to, s0, left);
    if (left > 4) storeLanes(to + 16, s1, left - 4);
    if (left > 8) storeLanes(to + 32, s2, left - 8);
    if (left > 12) storeLanes(to + 48, s3, left - 12);
  }
}

/** out[j] = Σ_t x[t, j] for `first` … `last` of n, block by block so that the sums stay in the cache. */
export function sumOverTime(x: i32, out: i32, steps: i32, n: i32, first: i32, last: i32): void {
  const block = 1024;
  for (let j = first; j < last; j += block) {
    const to = out + (j << 2);
    const count = min(block, last - j);
    memory.fill(to, 0, count << 2);
    for (let t = 0; t < steps; t++) {
      const from = x + ((t * n + j) << 2);
      for (let i = 0; i < count; i += 4) {
        const p = to + (i << 2);
        storeLanes(p, f32x4.add(v128.load(p), v128.load(from + (i << 2))), count - i);
      }
    }
  }
}
