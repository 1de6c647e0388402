import type { ConvSizes } from '../wasm/wasmKernels.ts';

/** Calls `visit` with the flat indices of each product x·w that enters y. */
function eachProduct(sizes: ConvSizes, visit: (x: number, w: number, y: number) => void): void {
  const [images, height, width, cin, kh, kw, cout, stride, padTop, padLeft, oHeight, oWidth] =
    sizes;
  for (let m = 0; m < images; m++) {
    for (let oh = 0; oh < oHeight; oh++) {
      for (let ow = 0; ow < oWidth; ow++) {
        for (let r = 0; r < kh; r++) {
          for (let q = 0; q < kw; q++) {
            const ih = oh * stride - padTop + r;
            const iw = ow * stride - padLeft + q;
            if (ih < 0 || ih >= height || iw < 0 || iw >= width) continue;
            for (let ci = 0; ci < cin; ci++) {
              const x = ((m * height + ih) * width + iw) * cin + ci;
              for (let co = 0; co < cout; co++) {
                const w = ((r * kw + q) * cin + ci) * cout + co;
                visit(x, w, ((m * oHeight + oh) * oWidth + ow) * cout + co);
              }
            }
          }
        }
      }
    }
  }
}

/** y[m, oh, ow, co] = bias[co] + Σ x[m, oh·stride − top + r, ow·stride − left + q, ci] w[r, q, ci, co]. */
export function convForward(
  x: Float64Array,
  w: Float64Array,
  bias: Float64Array | null,
  sizes: ConvSizes,
): Float64Array {
  const [images, , , , , , cout, , , , outHeight, outWidth] = sizes;
  const y = new Float64Array(images * outHeight * outWidth * cout);
  if (bias) y.forEach((_, i) => (y[i] = bias[i % cout]!));
  eachProduct(sizes, (xi, wi, yi) => (y[yi]! += x[xi]! * w[wi]!));
  return y;
}

/** gw[r, q, ci, co] = Σ x·gy over the products in which the weight takes part. */
export function convGradWeights(x: Float64Array, gy: Float64Array, sizes: ConvSizes): Float64Array {
  const [, , , cin, kh, kw, cout] = sizes;
  const gw = new Float64Array(kh * kw * cin * cout);
  eachProduct(sizes, (xi, wi, yi) => (gw[wi]! += x[xi]! * gy[yi]!));
  return gw;
}

/** gx[m, ih, iw, ci] = Σ w·gy over the products in which the input takes part. */
export function convGradInput(gy: Float64Array, w: Float64Array, sizes: ConvSizes): Float64Array {
  const [images, height, width, cin] = sizes;
  const gx = new Float64Array(images * height * width * cin);
  eachProduct(sizes, (xi, wi, yi) => (gx[xi]! += w[wi]! * gy[yi]!));
  return gx;
}
