import type { PoolSizes } from '../wasm/wasmKernels.ts';

/** Calls `visit` with each output's index and its window's input indices, row by row. */
function eachWindow(sizes: PoolSizes, visit: (y: number, window: number[]) => void): void {
  const [images, height, width, channels, size, stride] = sizes;
  let y = 0;
  for (let m = 0; m < images; m++) {
    for (let oh = 0; oh * stride + size <= height; oh++) {
      for (let ow = 0; ow * stride + size <= width; ow++) {
        for (let c = 0; c < channels; c++) {
          const window: number[] = [];
          for (let r = 0; r < size; r++) {
            for (let q = 0; q < size; q++) {
              const pixel = (m * height + oh * stride + r) * width + ow * stride + q;
              window.push(pixel * channels + c);
            }
          }
          visit(y++, window);
        }
      }
    }
  }
}

/** Index of a window's largest input; the first of equals. */
function firstLargest(x: Float64Array, window: number[]): number {
  return window.reduce((best, index) => (x[index]! > x[best]! ? index : best));
}

export function maxPoolForward(x: Float64Array, sizes: PoolSizes): Float64Array {
  const y: number[] = [];
  eachWindow(sizes, (_, window) => y.push(x[firstLargest(x, window)]!));
  return Float64Array.from(y);
}

export function maxPoolBackward(x: Float64Array, gy: Float64Array, sizes: PoolSizes): Float64Array {
  const gx = new Float64Array(x.length);
  eachWindow(sizes, (y, window) => (gx[firstLargest(x, window)]! += gy[y]!));
  return gx;
}

export function avgPoolForward(x: Float64Array, sizes: PoolSizes): Float64Array {
  const y: number[] = [];
  eachWindow(sizes, (_, window) => {
    y.push(window.reduce((sum, index) => sum + x[index]!, 0) / window.length);
  });
  return Float64Array.from(y);
}

export function avgPoolBackward(gy: Float64Array, sizes: PoolSizes): Float64Array {
  const [images, height, width, channels] = sizes;
  const gx = new Float64Array(images * height * width * channels);
  eachWindow(sizes, (y, window) => {
    for (const index of window) gx[index]! += gy[y]! / window.length;
  });
  return gx;
}
