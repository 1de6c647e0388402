import { describe, expect, it } from 'vitest';
import { digits } from '#catalog/datasets/digits.ts';
import { fashionMnist } from '#catalog/datasets/fashionMnist.ts';
import type { Stroke } from './inkImage.ts';
import { inkImage } from './inkImage.ts';

const line = (...points: readonly (readonly [x: number, y: number])[]): Stroke =>
  points.map(([x, y]) => ({ x, y }));

const one = [line([0.5, 0.2], [0.5, 0.8])];
const seven = [line([0.2, 0.2], [0.7, 0.2], [0.35, 0.9])];
const dot = [line([0.9, 0.1])];

/** Extents of the ink, its centre of mass and its amount. */
function measure(image: Float32Array, [height, width]: readonly [number, number]) {
  const rows: number[] = [];
  const columns: number[] = [];
  let [mass, down, across] = [0, 0, 0];
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      const ink = image[r * width + c]!;
      if (ink === 0) continue;
      rows.push(r);
      columns.push(c);
      mass += ink;
      down += ink * r;
      across += ink * c;
    }
  }
  const extent = (places: number[]): number => Math.max(...places) - Math.min(...places) + 1;
  return {
    height: extent(rows),
    width: extent(columns),
    centre: [down / mass, across / mass] as const,
    left: Math.min(...columns),
    top: Math.min(...rows),
    mass,
  };
}

describe('as MNIST', () => {
  it.each([
    ['a one', one],
    ['a seven', seven],
    ['a dot in a corner', dot],
    ['a small seven', [seven[0]!.map(({ x, y }) => ({ x: 0.6 + x / 8, y: 0.6 + y / 8 }))]],
  ])('%s fills 20 pixels, its centre of mass in the middle', (_, strokes) => {
    const image = inkImage(strokes, [28, 28])!;
    const { height, width, centre } = measure(image, [28, 28]);
    expect(Math.max(height, width)).toBe(20);
    for (const place of centre) {
      expect(place).toBeGreaterThanOrEqual(13.5);
      expect(place).toBeLessThanOrEqual(14.5);
    }
    expect(image.some((ink) => ink > 0 && ink < 1)).toBe(true);
    expect(Math.max(...image)).toBe(1);
  });

  it('keeps proportions, and draws strokes as wide as those of MNIST', () => {
    const { width, mass } = measure(inkImage(one, [28, 28])!, [28, 28]);
    expect(width).toBe(3);
    // The ones of the test set have 60 pixels of ink.
    expect(mass).toBeGreaterThan(45);
    expect(mass).toBeLessThan(75);
    const tall = measure(inkImage(seven, [28, 28])!, [28, 28]);
    expect(tall.height / tall.width).toBeCloseTo(0.8 / 0.6, 1);
  });

  it('is the same wherever on the pad one draws', () => {
    const moved = [seven[0]!.map(({ x, y }) => ({ x: x + 0.25, y: y + 0.03125 }))];
    const [there, here] = [inkImage(moved, [28, 28])!, inkImage(seven, [28, 28])!];
    const differ = there.filter((ink, i) => Math.abs(ink - here[i]!) > 0.1);
    expect(differ.length).toBeLessThan(8);
  });
});

it('is nothing without a stroke', () => {
  expect(inkImage([], [28, 28])).toBeNull();
});

it('fills the rows of 8 × 8 digits, narrow ink twice as wide at most', () => {
  const { drawing } = digits;
  const wide = measure(inkImage(seven, [8, 8], drawing)!, [8, 8]);
  expect([wide.height, wide.width, wide.top]).toEqual([8, 5, 0]);
  const narrow = measure(inkImage(one, [8, 8], drawing)!, [8, 8]);
  expect([narrow.height, narrow.width]).toEqual([8, 2]);
  expect(narrow.left).toBe(3);
});

it('fills the longer side for Fashion-MNIST, with the shorter in the middle', () => {
  const shoe = [line([0.1, 0.5], [0.9, 0.6])];
  const drawn = measure(inkImage(shoe, [28, 28], fashionMnist.drawing)!, [28, 28]);
  expect([drawn.width, drawn.left]).toEqual([28, 0]);
  expect(drawn.top + drawn.height / 2).toBeCloseTo(14, 0);
});
