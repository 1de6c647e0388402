/**
 * Discrete Fourier transform of a fixed length:
 *
 *   X_k = Σ_n x_n·exp(−2πi·k·n/N)      k = 0..N−1
 *
 * In place on real and imaginary parts, N a power of two. No scaling: Σ|X_k|² = N·Σ|x_n|² (Parseval).
 * Source: Cooley & Tukey 1965, doi 10.1090/S0025-5718-1965-0178586-1, radix 2.
 */
export type Fourier = (re: Float64Array, im: Float64Array) => void;

/** @throws RangeError for a length that is no power of two from 2 */
export function createFourier(size: number): Fourier {
  if (!Number.isInteger(Math.log2(size)) || size < 2)
    throw new RangeError(`size: got ${size}, expected a power of two from 2`);
  const half = size / 2;
  // Computed one by one: recurrences for sines lose digits with the length.
  const cos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  const mirrored = bitReversed(size);
  return (re, im) => {
    for (let i = 0; i < size; i++) {
      const j = mirrored[i]!;
      if (j <= i) continue;
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
    for (let width = 1; width < size; width *= 2) {
      const stride = half / width;
      for (let from = 0; from < size; from += 2 * width) {
        for (let k = 0; k < width; k++) {
          const c = cos[k * stride]!;
          const s = sin[k * stride]!;
          const low = from + k;
          const high = low + width;
          const x = re[high]! * c - im[high]! * s;
          const y = re[high]! * s + im[high]! * c;
          re[high] = re[low]! - x;
          im[high] = im[low]! - y;
          re[low]! += x;
          im[low]! += y;
        }
      }
    }
  };
}

/** Each index with its bits in the opposite order. */
function bitReversed(size: number): Uint32Array {
  const mirrored = new Uint32Array(size);
  for (let i = 1; i < size; i++) mirrored[i] = (mirrored[i >> 1]! >> 1) | (i & 1 ? size / 2 : 0);
  return mirrored;
}
