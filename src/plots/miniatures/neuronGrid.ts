import type { Area } from '../plot.ts';

/** Neurons in rows, 0 at the top left: as many columns as make the cells square. */
export interface NeuronGrid {
  readonly columns: number;
  readonly rows: number;
  readonly cellPx: number;
  readonly leftPx: number;
  readonly topPx: number;
}

const MARGIN_PX = 4;

/** The largest square cells with which so many neurons fit into the area, which stands in its middle. */
export function neuronGrid(size: number, widthPx: number, heightPx: number): NeuronGrid {
  const [width, height] = [widthPx - 2 * MARGIN_PX, heightPx - 2 * MARGIN_PX];
  let best = { columns: 1, rows: size, cellPx: 0 };
  // More columns than this make cells narrower than one more row makes them lower.
  for (let columns = 1; columns <= size; columns++) {
    const rows = Math.ceil(size / columns);
    const cellPx = Math.min(width / columns, height / rows);
    if (cellPx > best.cellPx) best = { columns, rows, cellPx };
    else if (width / columns < best.cellPx) break;
  }
  const { columns, rows, cellPx } = best;
  return {
    ...best,
    leftPx: (widthPx - columns * cellPx) / 2,
    topPx: (heightPx - rows * cellPx) / 2,
  };
}

export function cellOf(grid: NeuronGrid, neuron: number): Area {
  const { columns, cellPx, leftPx, topPx } = grid;
  return {
    leftPx: leftPx + (neuron % columns) * cellPx,
    topPx: topPx + Math.floor(neuron / columns) * cellPx,
    widthPx: cellPx,
    heightPx: cellPx,
  };
}

/** The neuron at a point of the picture; null beside them. */
export function neuronAt(
  { columns, cellPx, leftPx, topPx }: NeuronGrid,
  size: number,
  xPx: number,
  yPx: number,
): number | null {
  const [column, row] = [Math.floor((xPx - leftPx) / cellPx), Math.floor((yPx - topPx) / cellPx)];
  const neuron = row * columns + column;
  return column >= 0 && column < columns && row >= 0 && neuron < size ? neuron : null;
}
