import { withAlpha } from '../colour/rgb.ts';
import type { PlotTheme } from '../theme.ts';
import { beginMiniature } from './miniFrame.ts';

/** A horizontal bar: a rate on a range of 0…maxHz. */
export function drawRateBar(
  canvas: HTMLCanvasElement,
  data: { rateHz: number; maxHz: number },
  theme: PlotTheme,
): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  context.fillStyle = theme.sunken;
  context.fillRect(0, 0, widthPx, heightPx);
  const share = data.maxHz > 0 ? Math.min(1, data.rateHz / data.maxHz) : 0;
  context.fillStyle = theme.inkSoft;
  context.fillRect(0, 0, share * widthPx, heightPx);
}

export interface MiniClassBarsData {
  scores: Float32Array;
  predicted: number;
  /** null when unknown. */
  trueClass: number | null;
}

/** A column per class; the predicted one in spike colour, the true one with a triangle under it. */
export function drawMiniClassBars(
  canvas: HTMLCanvasElement,
  data: MiniClassBarsData,
  theme: PlotTheme,
): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  const { scores, predicted, trueClass } = data;
  const markPx = 8;
  const low = scores.reduce((a, b) => Math.min(a, b), 0);
  const high = scores.reduce((a, b) => Math.max(a, b), 0);
  const perUnit = high > low ? (heightPx - markPx - 2) / (high - low) : 0;
  const zero = heightPx - markPx - 2 + low * perUnit;
  const cell = widthPx / scores.length;
  const bar = Math.max(1, Math.min(cell * 0.7, 20));
  scores.forEach((score, index) => {
    const middle = (index + 0.5) * cell;
    context.fillStyle = index === predicted ? theme.spike : withAlpha(theme.inkSoft, 0.55);
    const top = Math.min(zero, zero - score * perUnit);
    context.fillRect(middle - bar / 2, top, bar, Math.max(1, Math.abs(score * perUnit)));
    if (index !== trueClass) return;
    context.fillStyle = theme.accent;
    context.beginPath();
    context.moveTo(middle, heightPx - markPx + 1);
    context.lineTo(middle - 5, heightPx - 1);
    context.lineTo(middle + 5, heightPx - 1);
    context.fill();
  });
}
