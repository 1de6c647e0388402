import { expect, it } from 'vitest';
import { fileStem } from './exportPlot.ts';

it('makes file names without signs that a system refuses', () => {
  expect(fileStem('MNIST 784–800–10', 'Raster')).toBe('mnist-784-800-10-raster');
  expect(fileStem('../a\\b: "c"?', 'Loss and accuracy')).toBe('a-b-c-loss-and-accuracy');
  expect(fileStem('Größe', 'Map')).toBe('größe-map');
});
