import { expect, it } from 'vitest';
import { packRgb } from '../colour/rgb.ts';
import { fitArea } from './createSample.ts';
import { paintImage } from './paintImage.ts';

it('fits a picture without stretching it', () => {
  const area = { leftPx: 10, topPx: 0, widthPx: 200, heightPx: 100 };
  expect(fitArea(area, 1)).toEqual({ leftPx: 60, topPx: 0, widthPx: 100, heightPx: 100 });
  expect(fitArea(area, 0.25)).toEqual({ leftPx: 10, topPx: 25, widthPx: 200, heightPx: 50 });
});

it('paints grey, colour and the mean of other channel counts', () => {
  const paint = (channels: number, values: number[]): number => {
    const pixels = new Uint32Array(1);
    const image = { height: 1, width: 1, channels, values: Float32Array.from(values) };
    paintImage(image, [0, 0, 0], [255, 255, 255], pixels);
    return pixels[0] ?? 0;
  };
  expect(paint(1, [2])).toBe(packRgb([255, 255, 255]));
  expect(paint(3, [1, 0, 0.2])).toBe(packRgb([255, 0, 51]));
  expect(paint(2, [1, 0.2])).toBe(packRgb([153, 153, 153]));
});
