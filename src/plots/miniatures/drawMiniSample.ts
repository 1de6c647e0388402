import type { SampleData } from '../sample/sampleData.ts';
import type { PlotTheme } from '../theme.ts';
import { drawMiniImage } from './drawMiniImage.ts';
import { beginMiniature } from './miniFrame.ts';

const POINT_PX = 4;

/** A sample without axes: the image, its place in the plane, its spikes, or a bar a value. */
export function drawMiniSample(
  canvas: HTMLCanvasElement,
  data: SampleData,
  theme: PlotTheme,
): void {
  if (data.kind === 'image') {
    drawMiniImage(canvas, data, theme);
    return;
  }
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  context.fillStyle = theme.sunken;
  context.fillRect(0, 0, widthPx, heightPx);
  context.fillStyle = theme.spike;
  if (data.kind === 'point') {
    const share = (value: number, [low, high]: readonly [number, number]): number =>
      (value - low) / (high - low);
    const x = share(data.x, data.xDomain) * widthPx;
    const y = (1 - share(data.y, data.yDomain)) * heightPx;
    context.beginPath();
    context.arc(x, y, POINT_PX, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  if (data.kind === 'spikes') {
    const { timesMs, inputs, size } = data;
    const endMs = timesMs.reduce((latest, time) => Math.max(latest, time), 0) || 1;
    const row = heightPx / size;
    timesMs.forEach((time, i) => {
      const left = Math.min((time / endMs) * widthPx, widthPx - 1);
      context.fillRect(left, (inputs[i] ?? 0) * row, 1, Math.max(1, row));
    });
    return;
  }
  const low = data.values.reduce((least, value) => Math.min(least, value), 0);
  const high = data.values.reduce((most, value) => Math.max(most, value), 0);
  const perUnit = high > low ? heightPx / (high - low) : 0;
  const bar = widthPx / data.values.length;
  data.values.forEach((value, i) => {
    const top = (high - Math.max(0, value)) * perUnit;
    context.fillRect(i * bar, top, Math.max(1, bar - 1), Math.abs(value) * perUnit);
  });
}
