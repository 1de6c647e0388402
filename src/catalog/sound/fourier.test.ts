import { expect, it } from 'vitest';
import { createStream } from '#model/random/stream.ts';
import { createFourier } from './fourier.ts';

/** The sum as it is defined. */
function defined(x: Float64Array): { re: Float64Array; im: Float64Array } {
  const n = x.length;
  const part = (wave: (angle: number) => number) =>
    Float64Array.from({ length: n }, (_, k) =>
      x.reduce((sum, value, t) => sum + value * wave((-2 * Math.PI * k * t) / n), 0),
    );
  return { re: part(Math.cos), im: part(Math.sin) };
}

it.each([2, 8, 64, 256])('is the sum it stands for, and keeps the energy, at length %d', (size) => {
  const random = createStream(1, 'dataset', size);
  const x = Float64Array.from({ length: size }, () => random.normal());
  const re = Float64Array.from(x);
  const im = new Float64Array(size);
  createFourier(size)(re, im);
  const expected = defined(x);
  for (let k = 0; k < size; k++) {
    expect(re[k]).toBeCloseTo(expected.re[k]!, 9);
    expect(im[k]).toBeCloseTo(expected.im[k]!, 9);
  }
  const energy = (values: Float64Array): number => values.reduce((sum, v) => sum + v * v, 0);
  expect((energy(re) + energy(im)) / size).toBeCloseTo(energy(x), 9);
});

it('puts a whole number of waves into one bin', () => {
  const size = 128;
  const re = Float64Array.from({ length: size }, (_, t) => Math.cos((2 * Math.PI * 5 * t) / size));
  const im = new Float64Array(size);
  createFourier(size)(re, im);
  const loud = [...re.keys()].filter((k) => Math.hypot(re[k]!, im[k]!) > 1e-9);
  expect(loud).toEqual([5, size - 5]);
  expect(re[5]).toBeCloseTo(size / 2, 9);
});

it.each([0, 1, 3, 100, 2.5])('refuses length %d', (size) => {
  expect(() => createFourier(size)).toThrow(`got ${size}, expected a power of two`);
});
