import { multiplyAdd } from './multiplyAdd';
import { storeLanes } from './partial';

/** Columns in a packed panel: 2 rows × 16 columns keep eight sums in registers. */
export const PANEL: i32 = 16;

/** Bytes of `packPanels`' output. */
// @ts-ignore: decorator
@inline
export function packedBytes(k: i32, n: i32): i32 {
  return ((((n + PANEL - 1) / PANEL) * PANEL) * k) << 2;
}

/**
 * Copies `w[k, n]`, its rows `rowBytes` apart, into panels of 16 columns, each panel row after row,
 * the last padded with zeros.
 */
export function packPanels(w: i32, rowBytes: i32, k: i32, n: i32, out: i32): void {
  for (let j = 0; j < n; j += PANEL) {
    const columns = n - j;
    let from = w + (j << 2);
    if (columns >= PANEL) {
      for (let row = 0; row < k; row++) {
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
        v128.store(out, v128.load(from, 32), 32);
        v128.store(out, v128.load(from, 48), 48);
        from += rowBytes;
        out += PANEL << 2;
      }
    } else {
      for (let row = 0; row < k; row++) {
        for (let c = 0; c < PANEL; c++) {
          store<f32>(out + (c << 2), c < columns ? load<f32>(from + (c << 2)) : 0);
        }
        from += rowBytes;
        out += PANEL << 2;
      }
    }
  }
}

/** out[n, k] = in[k, n]ᵀ, in 4 × 4 tiles; rows are `inBytes` and `outBytes` apart. */
export function transpose(
  w: i32, inBytes: i32, k: i32, n: i32, out: i32, outBytes: i32,
): void {
  const wholeK = k & ~3;
  const wholeN = n & ~3;
  for (let i = 0; i < wholeK; i += 4) {
    for (let j = 0; j < wholeN; j += 4) {
      let from = w + i * inBytes + (j << 2);
      const r0 = v128.load(from);
      from += inBytes;
      const r1 = v128.load(from);
      from += inBytes;
      const r2 = v128.load(from);
      from += inBytes;
      const r3 = v128.load(from);
      const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      let to = out + j * outBytes + (i << 2);
      v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
      to += outBytes;
      v128.store(to, v128.shuffle<f64>(a, b, 1, 3));
      to += outBytes;
      v128.store(to, v128.shuffle<f64>(c, d, 0, 2));
      to += outBytes;
      v128.store(to, v128.shuffle<f64>(c, d, 1, 3));
    }
  }
  for (let i = 0; i < k; i++) {
    for (let j = i < wholeK ? wholeN : 0; j < n; j++) {
      store<f32>(out + j * outBytes + (i << 2), load<f32>(w + i * inBytes + (j << 2)));
    }
  }
}

// @ts-ignore: decorator
@inline
function finish(c: i32, sum: v128, initial: i32, lanes: i32): void {
  if (lanes > 0) {
    storeLanes(c, initial ? f32x4.add(sum, v128.load(initial)) : sum, lanes);
  }
}

/**
 * c[m, n] = initial + a[m, k] · packed[k, n]. `initial` is 0, or a row of n (`initialBytes` 0), or a
 * matrix with rows `initialBytes` apart, which may be `c`. Rows of a and c are dense.
 */
export function gemmPacked(
  a: i32, packed: i32, initial: i32, initialBytes: i32, c: i32, m: i32, k: i32, n: i32,
): void {
  const aBytes = k << 2;
  const cBytes = n << 2;
  const panelBytes = (k * PANEL) << 2;
  for (let j = 0; j < n; j += PANEL) {
    const panel = packed + (j / PANEL) * panelBytes;
    const end = panel + panelBytes;
    const lanes = n - j;
    for (let i = 0; i < m; i += 2) {
      // An odd last row is computed twice over and stored once.
      const paired = i + 1 < m;
      let a0 = a + i * aBytes;
      let a1 = paired ? a0 + aBytes : a0;
      let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s03 = s00;
      let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
      for (let b = panel; b < end; b += PANEL << 2) {
        const b0 = v128.load(b);
        const b1 = v128.load(b, 16);
        const b2 = v128.load(b, 32);
        const b3 = v128.load(b, 48);
        const x0 = v128.load_splat<f32>(a0);
        s00 = multiplyAdd(s00, x0, b0);
        s01 = multiplyAdd(s01, x0, b1);
        s02 = multiplyAdd(s02, x0, b2);
        s03 = multiplyAdd(s03, x0, b3);
        const x1 = v128.load_splat<f32>(a1);
        s10 = multiplyAdd(s10, x1, b0);
        s11 = multiplyAdd(s11, x1, b1);
        s12 = multiplyAdd(s12, x1, b2);
        s13 = multiplyAdd(s13, x1, b3);
        a0 += 4;
        a1 += 4;
      }
      let to = c + i * cBytes + (j << 2);
      let from = initial ? initial + i * initialBytes + (j << 2) : 0;
      finish(to, s00, from, lanes);
      finish(to + 16, s01, from ? from + 16 : 0, lanes - 4);
      finish(to + 32, s02, from ? from + 32 : 0, lanes - 8);
      finish(to + 48, s03, from ? from + 48 : 0, lanes - 12);
      if (paired) {
        to += cBytes;
        if (from) from += initialBytes;
        finish(to, s10, from, lanes);
        finish(to + 16, s11, from ? from + 16 : 0, lanes - 4);
        finish(to + 32, s12, from ? from + 32 : 0, lanes - 8);
        finish(to + 48, s13, from ? from + 48 : 0, lanes - 12);
      }
    }
  }
}

/** Panels of the transpose of `w[n, n]`; needs n² floats of scratch. */
export function packTransposed(w: i32, n: i32, out: i32, scratch: i32): void {
  const rowBytes = n << 2;
  transpose(w, rowBytes, n, n, scratch, rowBytes);
  packPanels(scratch, rowBytes, n, n, out);
}
