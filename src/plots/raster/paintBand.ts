import type { Ramp } from '../colour/ramps.ts';

/** A rectangle of device pixels that one layer's spikes are painted into. */
export interface PixelBand {
  /** Whole buffer, one packed colour per pixel, row-major. */
  pixels: Uint32Array;
  /** Pixels per row of the buffer. */
  stride: number;
  topPx: number;
  heightPx: number;
  /** Number of neurons. */
  size: number;
}

export interface BandSpikes {
  neurons: Uint32Array;
  times: Float32Array;
}

export interface BandView {
  /** First step shown and device pixels per step. */
  startStep: number;
  pxPerStep: number;
  /** Smallest side of a mark: one CSS pixel. */
  leastPx: number;
}

export type BandMode = 'ticks' | 'density';

/** Lowest colour index used for a count of one, so that single spikes stay visible on the ground. */
const LOWEST_DENSITY_INDEX = 72;

/** Counts of spikes per cell: a cell is one device pixel wide and one neuron, or one pixel, high. */
export interface CellCounts {
  columns: number;
  rows: number;
  counts: Uint16Array;
  max: number;
}

let scratch = new Uint16Array(0);

/** Counts the visible spikes of a layer per cell; the counts array is reused by the next call. */
function countCells(band: PixelBand, spikes: BandSpikes, view: BandView): CellCounts {
  const columns = band.stride;
  const rows = Math.max(1, Math.min(band.size, band.heightPx));
  if (scratch.length < columns * rows) scratch = new Uint16Array(columns * rows);
  else scratch.fill(0, 0, columns * rows);
  const { neurons, times } = spikes;
  const rowsPerNeuron = rows / band.size;
  let max = 0;
  for (let i = 0; i < times.length; i += 1) {
    const column = Math.floor((times[i]! - view.startStep) * view.pxPerStep);
    if (column < 0 || column >= columns) continue;
    const cell = Math.floor(neurons[i]! * rowsPerNeuron) * columns + column;
    const count = scratch[cell]! + 1;
    scratch[cell] = count;
    if (count > max) max = count;
  }
  return { columns, rows, counts: scratch, max };
}

/**
 * Paints one layer: a tick per spike (80 % of the row high), or, where some pixel would hold more than
 * one spike, the count per pixel in sequential colours. Returns the mode and the largest count.
 */
export function paintBand(
  band: PixelBand,
  spikes: BandSpikes,
  view: BandView,
  colours: { spike: number; ramp: Ramp },
): { mode: BandMode; max: number } {
  const { columns, rows, counts, max } = countCells(band, spikes, view);
  const mode: BandMode = max > 1 ? 'density' : 'ticks';
  const rowHeight = band.heightPx / rows;
  const dense = mode === 'density';
  const height = dense
    ? Math.max(1, Math.ceil(rowHeight))
    : Math.max(Math.min(view.leastPx, Math.ceil(rowHeight)), Math.round(rowHeight * 0.8));
  const width = Math.round(
    dense
      ? Math.max(1, Math.min(view.pxPerStep * 0.8, 6 * view.leastPx))
      : Math.max(view.leastPx, Math.min(view.pxPerStep * 0.4, 2 * view.leastPx)),
  );
  const { neurons, times } = spikes;
  const { pixels, stride, topPx } = band;
  const bottom = topPx + band.heightPx;
  const shades = dense ? densityColours(max, colours.ramp) : Uint32Array.of(0, colours.spike);
  const rowsPerNeuron = rows / band.size;
  const inset = dense ? 0 : (rowHeight - height) / 2;
  const mark = (row: number, column: number, colour: number): void => {
    const top = Math.max(topPx, topPx + Math.floor(row * rowHeight + inset));
    const end = Math.min(bottom, top + height);
    const right = Math.min(stride, column + width);
    // Marks are a few pixels: plain loops beat a call to fill() per row.
    for (let y = top; y < end; y += 1) {
      for (let x = column; x < right; x += 1) pixels[y * stride + x] = colour;
    }
  };
  if (dense && times.length > columns * rows) {
    // Cells are fewer than spikes: each is painted once.
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const count = counts[row * columns + column]!;
        if (count > 0) mark(row, column, shades[count]!);
      }
    }
    return { mode, max };
  }
  for (let i = 0; i < times.length; i += 1) {
    const column = Math.floor((times[i]! - view.startStep) * view.pxPerStep);
    if (column < 0 || column >= columns) continue;
    const row = Math.floor(neurons[i]! * rowsPerNeuron);
    mark(row, column, shades[counts[row * columns + column]!]!);
  }
  return { mode, max };
}

/** The colour of every count from 0 to `max`; one spike already stands out from the ground. */
export function densityColours(max: number, ramp: Ramp): Uint32Array {
  const span = ramp.length - 1 - LOWEST_DENSITY_INDEX;
  return Uint32Array.from({ length: max + 1 }, (_, count) => {
    const share = max > 1 ? Math.max(0, count - 1) / (max - 1) : 0;
    return ramp[Math.round(LOWEST_DENSITY_INDEX + share * span)]!;
  });
}
