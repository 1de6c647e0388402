/**
 * From strokes of a pen to an image like those of a data set. Pure.
 *
 * As MNIST was made: the ink is scaled, with its proportions, until its longer side has 20 of 28
 * pixels, anti-aliased, and moved by whole pixels until its centre of mass lies within half a pixel of
 * the middle of the image, (14, 14) counted from 0. In the files of MNIST all 10,000 test digits have
 * theirs between 13.5 and 14.5, and 96 % a longer side of 20.
 * Source: LeCun, Bottou, Bengio & Haffner 1998, Proceedings of the IEEE 86, §III.A.
 */
import type { DrawingStyle } from '#model/catalog.ts';

/** A place on the pad: 0..1 from the left and from the top. */
export interface PadPoint {
  readonly x: number;
  readonly y: number;
}

export type Stroke = readonly PadPoint[];

/** Half of the pen's width, in sides of the pad; strokes come out about 3 pixels wide, as in MNIST. */
export const PEN_RADIUS = 0.05;

/** Images that name no style of their own are drawn like MNIST. */
const MNIST_STYLE: DrawingStyle = {
  box: [20 / 28, 20 / 28],
  mostStretch: 1,
  centre: 'mass',
};

/** Places a pixel is tested at, along each side. */
const SUBSAMPLES = 8;

/** @returns ink of each pixel, 0..1, `[height, width]`; null for no stroke */
export function inkImage(
  strokes: readonly Stroke[],
  [height, width]: readonly [height: number, width: number],
  style: DrawingStyle = MNIST_STYLE,
): Float32Array | null {
  const points = strokes.flat();
  if (points.length === 0) return null;
  const span = (of: (point: PadPoint) => number): readonly [low: number, high: number] => [
    Math.min(...points.map(of)) - PEN_RADIUS,
    Math.max(...points.map(of)) + PEN_RADIUS,
  ];
  const [left, right] = span(({ x }) => x);
  const [top, bottom] = span(({ y }) => y);
  const box = [style.box[0] * height, style.box[1] * width] as const;
  const scale = scalesFor([bottom - top, right - left], box, style.mostStretch);
  const rows = Math.max(1, Math.round((bottom - top) * scale.y));
  const columns = Math.max(1, Math.round((right - left) * scale.x));
  const covered = rasterise(strokes, { left, top, scale, rows, columns });
  const [row, column] =
    style.centre === 'mass'
      ? placeByMass(covered, rows, columns, height, width)
      : [Math.round((height - rows) / 2), Math.round((width - columns) / 2)];
  const image = new Float32Array(height * width);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const [y, x] = [row + r, column + c];
      if (y < 0 || y >= height || x < 0 || x >= width) continue;
      image[y * width + x] = covered[r * columns + c]!;
    }
  }
  return image;
}

interface Scale {
  readonly x: number;
  readonly y: number;
}

/** Pixels a side of the pad, so that the ink fits into the box. */
function scalesFor(
  [inkHeight, inkWidth]: readonly [number, number],
  [boxHeight, boxWidth]: readonly [number, number],
  mostStretch: number,
): Scale {
  const [y, x] = [boxHeight / inkHeight, boxWidth / inkWidth];
  if (mostStretch === 1) return { x: Math.min(x, y), y: Math.min(x, y) };
  return { y, x: Math.min(x, mostStretch * y) };
}

interface Canvas {
  readonly left: number;
  readonly top: number;
  readonly scale: Scale;
  readonly rows: number;
  readonly columns: number;
}

/** Share of each pixel that lies within the pen's radius of a stroke. */
function rasterise(strokes: readonly Stroke[], canvas: Canvas): Float32Array {
  const { left, top, scale, rows, columns } = canvas;
  const [fineRows, fineColumns] = [rows * SUBSAMPLES, columns * SUBSAMPLES];
  const isInked = new Uint8Array(fineRows * fineColumns);
  const stepX = 1 / (scale.x * SUBSAMPLES);
  const stepY = 1 / (scale.y * SUBSAMPLES);
  for (const stroke of strokes) {
    stroke.forEach((to, index) => {
      const from = stroke[index - 1] ?? to;
      const [lowX, highX] = [
        Math.min(from.x, to.x) - PEN_RADIUS,
        Math.max(from.x, to.x) + PEN_RADIUS,
      ];
      const [lowY, highY] = [
        Math.min(from.y, to.y) - PEN_RADIUS,
        Math.max(from.y, to.y) + PEN_RADIUS,
      ];
      const lastRow = Math.min(fineRows - 1, Math.ceil((highY - top) / stepY));
      const lastColumn = Math.min(fineColumns - 1, Math.ceil((highX - left) / stepX));
      for (let r = Math.max(0, Math.floor((lowY - top) / stepY)); r <= lastRow; r++) {
        const y = top + (r + 0.5) * stepY;
        for (let c = Math.max(0, Math.floor((lowX - left) / stepX)); c <= lastColumn; c++) {
          const x = left + (c + 0.5) * stepX;
          if (distanceSquared(x, y, from, to) <= PEN_RADIUS ** 2) isInked[r * fineColumns + c] = 1;
        }
      }
    });
  }
  const covered = new Float32Array(rows * columns);
  for (let r = 0; r < fineRows; r++) {
    const row = Math.floor(r / SUBSAMPLES) * columns;
    for (let c = 0; c < fineColumns; c++) {
      covered[row + Math.floor(c / SUBSAMPLES)]! +=
        isInked[r * fineColumns + c]! / (SUBSAMPLES * SUBSAMPLES);
    }
  }
  return covered;
}

/** Of a place to the line between two points. */
function distanceSquared(x: number, y: number, from: PadPoint, to: PadPoint): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / length;
  const share = Math.max(0, Math.min(1, along));
  return (x - from.x - share * dx) ** 2 + (y - from.y - share * dy) ** 2;
}

/** First row and column of the ink in the image, so that its centre of mass lies in the middle. */
function placeByMass(
  covered: Float32Array,
  rows: number,
  columns: number,
  height: number,
  width: number,
): readonly [row: number, column: number] {
  let [mass, down, across] = [0, 0, 0];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const ink = covered[r * columns + c]!;
      mass += ink;
      down += ink * r;
      across += ink * c;
    }
  }
  return [Math.round(height / 2 - down / mass), Math.round(width / 2 - across / mass)];
}
