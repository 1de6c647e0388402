import type { ConvSizes } from './wasmKernels.ts';

/**
 * Bytes of scratch memory that the kernels of `wasmKernels.ts` need, by function and sizes.
 *
 * Kernels that run on several threads want `scratchStride` of these bytes for each of them.
 * The constants mirror those in `assembly/`; a test fills the byte after each and looks for damage.
 */
const EVENT_BYTES = 8;
const PANEL = 16;
const LIF_BLOCK = 1024;
const LIF_SAMPLES = 16;
const PIXEL_BLOCK = 64;
const ROW_GROUPS = 4;
const PACKED_ROW_BYTES = 128;
const PACKED_LIST_ROWS = 256;
const PACKED_LISTS = 262144;
const LARGE_WEIGHTS = 4194304;
/** Event lists are written up to three events past their end. */
const MARGIN_BYTES = 64;

const chunkRows = (k: number, bytes: number, most: number): number =>
  Math.min(Math.max(Math.floor(bytes / (EVENT_BYTES * (k + 4))), 1), most);

const packedBytes = (k: number, n: number): number => 4 * k * PANEL * Math.ceil(n / PANEL);

const rowBytes = (n: number): number => 4 * (Math.ceil(n / 4) * 4);

const listBytes = (k: number): number => EVENT_BYTES * (k + 4);

/** From one thread's scratch to the next: a whole number of cache lines. */
export function scratchStride(bytes: number): number {
  return 64 * Math.ceil(bytes / 64);
}

export function lifForwardScratchBytes(neurons: number, recurrent: boolean): number {
  const block = recurrent ? neurons : LIF_BLOCK;
  return 4 * rowBytes(block) + (recurrent ? listBytes(neurons) : 0) + MARGIN_BYTES;
}

/** Of one thread, in a recurrent layer beside the weights. */
export function lifStateBytes(neurons: number, recurrent: boolean): number {
  const block = recurrent ? LIF_SAMPLES * neurons : LIF_BLOCK;
  return 4 * rowBytes(block) + (recurrent ? listBytes(neurons) : 0) + MARGIN_BYTES;
}

/** Transposed weights, then their panels. */
export function recurrentWeightBytes(neurons: number): number {
  return 4 * neurons * neurons + packedBytes(neurons, neurons) + MARGIN_BYTES;
}

export function lifBackwardScratchBytes(neurons: number, recurrent: boolean): number {
  return (recurrent ? recurrentWeightBytes(neurons) : 0) + lifStateBytes(neurons, recurrent);
}

export function denseForwardScratchBytes(k: number, n: number): number {
  const rows = chunkRows(k, 262144, 64);
  const lists = 4 * (rows + 4) + rows * listBytes(k);
  const isLarge = k * n > LARGE_WEIGHTS / 4;
  const packedLists = isLarge
    ? 4 * PACKED_LIST_ROWS + PACKED_ROW_BYTES * k + Math.max(PACKED_LISTS, listBytes(k))
    : 0;
  return Math.max(lists, packedLists, packedBytes(k, n)) + MARGIN_BYTES;
}

/** Of one thread. */
export function gradWeightsListBytes(m: number, k: number, n: number): number {
  const rows = chunkRows(k, 1048576, 128);
  const lists = 4 * (k + 4) + 2 * rows * listBytes(k) + PACKED_ROW_BYTES * rows;
  const count = Math.min(m, 256);
  return Math.max(lists, 4 * k * count + packedBytes(count, n)) + MARGIN_BYTES;
}

/**
 * Groups of rows whose weight gradients are summed apart and then together: as many on one thread as
 * on several, as the bits depend on it. One where the sums themselves would outweigh the rows.
 */
export function gradWeightsGroups(m: number, k: number, n: number): number {
  return m * (k + n) > 4 * ROW_GROUPS * k * n ? ROW_GROUPS : 1;
}

/** The same for a convolution: groups of images. */
export function convGradWeightsGroups(...sizes: ConvSizes): number {
  const [images, , , , , , , , , , outHeight, outWidth] = sizes;
  return images * outHeight * outWidth > 64 * ROW_GROUPS ? Math.min(ROW_GROUPS, images) : 1;
}

export function denseGradWeightsScratchBytes(m: number, k: number, n: number): number {
  const parts = 4 * (gradWeightsGroups(m, k, n) - 1) * k * n;
  return parts + scratchStride(gradWeightsListBytes(m, k, n));
}

export function denseGradInputScratchBytes(k: number, n: number): number {
  return 4 * k * n + denseForwardScratchBytes(n, k);
}

/** Events of an image, and of the windows of one row of outputs. */
function convListBytes(sizes: ConvSizes): number {
  const [, height, width, cin, kh] = sizes;
  const starts = 4 * (height + 1) * (width + 1);
  return starts + listBytes(height * width * cin) + listBytes(kh * width * cin);
}

export function convForwardScratchBytes(...sizes: ConvSizes): number {
  const [, , , cin, kh, kw, cout] = sizes;
  const window = kh * kw * cin;
  const dense = 4 * (PIXEL_BLOCK * window + 4) + packedBytes(window, cout);
  return Math.max(dense, convListBytes(sizes)) + MARGIN_BYTES;
}

export function convGradWeightsScratchBytes(...sizes: ConvSizes): number {
  const [, , , cin, kh, kw, cout] = sizes;
  const parts = 4 * (convGradWeightsGroups(...sizes) - 1) * kh * kw * cin * cout;
  return parts + scratchStride(convGradWeightsListBytes(...sizes));
}

/** Of one thread. */
export function convGradWeightsListBytes(...sizes: ConvSizes): number {
  const [, , , cin, kh, kw, cout] = sizes;
  const window = kh * kw * cin;
  const dense = 8 * (PIXEL_BLOCK * window + 4) + packedBytes(PIXEL_BLOCK, cout);
  return Math.max(dense, convListBytes(sizes)) + MARGIN_BYTES;
}

export function convGradInputScratchBytes(...sizes: ConvSizes): number {
  const [, , , cin, kh, kw, cout, , , , outHeight, outWidth] = sizes;
  const window = kh * kw * cin;
  const dense = packedBytes(cout, window) + 4 * PIXEL_BLOCK * window;
  const pixels = outHeight * outWidth;
  const events = 4 * (pixels + 1) + EVENT_BYTES * (pixels * cout + 4);
  return 4 * cout * window + Math.max(dense, events) + MARGIN_BYTES;
}

/** For `fillUniform` and `bernoulliSpikes`: the numbers of four counters. */
export const RANDOM_SCRATCH_BYTES = 64;

/** For `softLifSpiking`: biases and state of a block of neurons. */
export const SPIKING_SCRATCH_BYTES = 6 * 4 * 512 + MARGIN_BYTES;
