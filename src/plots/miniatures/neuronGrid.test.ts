import { expect, it } from 'vitest';
import { cellOf, neuronAt, neuronGrid } from './neuronGrid.ts';

it('finds the squares that fill an area best', () => {
  // 8 × 8 squares of 12 px would need 104 px of height; 16 columns by 4 rows have 12.
  expect(neuronGrid(64, 200, 56)).toMatchObject({ columns: 16, rows: 4, cellPx: 12 });
  expect(neuronGrid(1, 200, 108)).toMatchObject({ columns: 1, rows: 1, cellPx: 100 });
});

it('leaves nobody out, and nothing outside the area', () => {
  for (const size of [1, 2, 3, 10, 63, 64, 65, 120, 350, 800, 4097]) {
    const grid = neuronGrid(size, 192, 132);
    const last = cellOf(grid, size - 1);
    expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(size);
    expect(last.topPx + last.heightPx).toBeLessThanOrEqual(132 - 4 + 1e-9);
    expect(grid.leftPx).toBeGreaterThanOrEqual(4 - 1e-9);
  }
});

it('says which neuron lies at a point, and that none does', () => {
  const grid = neuronGrid(120, 192, 132);
  for (const neuron of [0, 1, 57, 119]) {
    const { leftPx, topPx, widthPx } = cellOf(grid, neuron);
    expect(neuronAt(grid, 120, leftPx + widthPx / 2, topPx + widthPx / 2)).toBe(neuron);
  }
  expect(neuronAt(grid, 120, -1, 50)).toBeNull();
  expect(neuronAt(grid, 120, 191.9, 131.9)).toBeNull();
});
