import type { PlotTheme } from '../theme.ts';

/** A cleared canvas in CSS pixels, sized to the screen's pixel ratio. */
export interface MiniFrame {
  context: CanvasRenderingContext2D;
  widthPx: number;
  heightPx: number;
  theme: PlotTheme;
}

/** Prepares a canvas at its layout size; a canvas outside the page keeps its own size. */
export function beginMiniature(canvas: HTMLCanvasElement, theme: PlotTheme): MiniFrame {
  const ratio = canvas.clientWidth > 0 ? globalThis.devicePixelRatio || 1 : 1;
  const widthPx = canvas.clientWidth || canvas.width;
  const heightPx = canvas.clientHeight || canvas.height;
  const width = Math.round(widthPx * ratio);
  const height = Math.round(heightPx * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No 2-D canvas in this browser.');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  return { context, widthPx, heightPx, theme };
}
