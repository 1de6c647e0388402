/**
 * Bytes of scratch memory that the kernels of `wasmKernels.ts` need, by function and sizes.
 *
 * The constants mirror those in `assembly/`; a test fills the byte after each and looks for damage.
 */
const EVENT_BYTES = 8;
const PANEL = 16;
const LIF_BLOCK = 1024;
/** Event lists are written up to three events past their end. */
const MARGIN_BYTES = 64;

const chunkRows = (k: number, bytes: number, most: number): number =>
  Math.min(Math.max(Math.floor(bytes / (EVENT_BYTES * (k + 4))), 1), most);

const packedBytes = (k: number, n: number): number => 4 * k * PANEL * Math.ceil(n / PANEL);

const rowBytes = (n: number): number => 4 * (Math.ceil(n / 4) * 4);

const listBytes = (k: number): number => EVENT_BYTES * (k + 4);

export function lifForwardScratchBytes(batch: number, neurons: number, recurrent: boolean): number {
  const block = recurrent ? neurons : Math.min(LIF_BLOCK, batch * neurons);
  return 4 * rowBytes(block) + listBytes(block) + MARGIN_BYTES;
}

export function lifBackwardScratchBytes(
  batch: number,
  neurons: number,
  recurrent: boolean,
): number {
  const all = batch * neurons;
  if (!recurrent) return 4 * rowBytes(Math.min(LIF_BLOCK, all)) + MARGIN_BYTES;
  const weights = packedBytes(neurons, neurons) + 4 * neurons * neurons;
  return 4 * rowBytes(all) + weights + MARGIN_BYTES;
}

export function denseForwardScratchBytes(k: number, n: number): number {
  const rows = chunkRows(k, 262144, 64);
  const lists = 4 * (rows + 4) + rows * listBytes(k);
  return Math.max(lists, packedBytes(k, n)) + MARGIN_BYTES;
}

export function denseGradWeightsScratchBytes(m: number, k: number, n: number): number {
  const rows = chunkRows(k, 1048576, 128);
  const lists = 4 * (k + 4) + 2 * rows * listBytes(k);
  const count = Math.min(m, 256);
  return Math.max(lists, 4 * k * count + packedBytes(count, n)) + MARGIN_BYTES;
}

export function denseGradInputScratchBytes(k: number, n: number): number {
  return 4 * k * n + denseForwardScratchBytes(n, k);
}
