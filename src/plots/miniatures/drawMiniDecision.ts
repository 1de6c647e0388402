import { parseRgb } from '../colour/rgb.ts';
import { paintField } from '../decisionMap/field.ts';
import { passingPixelImage } from '../surface/pixelImage.ts';
import type { PlotTheme } from '../theme.ts';
import { beginMiniature } from './miniFrame.ts';

export interface MiniDecisionData {
  gridSize: number;
  classes: number;
  /** Class probabilities, first row at the low end of y. */
  probabilities: Float32Array;
  /** The shown sample, both coordinates in 0..1. */
  point: { x: number; y: number } | null;
  /** Scores of the shown sample, from 0 up. */
  scores: Float32Array;
  predicted: number;
  trueClass: number;
}

const MARGIN_PX = 8;
const MARK_PX = 10;

/** The plane in the colours of its classes, the sample on it, and a bar per class beside it. */
export function drawMiniDecision(
  canvas: HTMLCanvasElement,
  data: MiniDecisionData,
  theme: PlotTheme,
): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  const side = Math.min(heightPx, widthPx * 0.7);
  const top = (heightPx - side) / 2;
  const { gridSize, classes, probabilities } = data;
  const colours = { ground: parseRgb(theme.surface), categories: theme.categories.map(parseRgb) };
  const field = passingPixelImage(gridSize, gridSize, (pixels) =>
    paintField(probabilities, gridSize, classes, colours, pixels),
  );
  context.imageSmoothingEnabled = true;
  context.drawImage(field.canvas, 0, top, side, side);
  if (data.point !== null) drawPoint(context, data.point, side, top, theme);
  drawBars(context, data, side + MARGIN_PX, widthPx - side - 2 * MARGIN_PX, heightPx, theme);
}

function drawPoint(
  context: CanvasRenderingContext2D,
  point: { x: number; y: number },
  side: number,
  top: number,
  theme: PlotTheme,
): void {
  context.beginPath();
  context.arc(point.x * side, top + (1 - point.y) * side, 4, 0, 2 * Math.PI);
  context.fillStyle = theme.spike;
  context.fill();
  context.strokeStyle = theme.surface;
  context.lineWidth = 1.5;
  context.stroke();
}

/** The predicted class in full colour, the true one with a triangle: never colour alone. */
function drawBars(
  context: CanvasRenderingContext2D,
  { scores, predicted, trueClass }: MiniDecisionData,
  left: number,
  width: number,
  heightPx: number,
  theme: PlotTheme,
): void {
  const cell = width / scores.length;
  const bar = Math.max(2, Math.min(cell * 0.7, 18));
  const highest = scores.reduce((most, score) => Math.max(most, score), 0);
  const room = heightPx - 2 * MARGIN_PX - MARK_PX;
  scores.forEach((score, index) => {
    const middle = left + (index + 0.5) * cell;
    const height = highest > 0 ? Math.max(1, (score / highest) * room) : 1;
    context.globalAlpha = index === predicted ? 1 : 0.45;
    context.fillStyle = theme.categories[index % theme.categories.length] ?? theme.spike;
    context.fillRect(middle - bar / 2, MARGIN_PX + room - height, bar, height);
    context.globalAlpha = 1;
    if (index !== trueClass) return;
    const foot = heightPx - MARGIN_PX;
    context.fillStyle = theme.ink;
    context.beginPath();
    context.moveTo(middle, foot - MARK_PX + 3);
    context.lineTo(middle - 5, foot);
    context.lineTo(middle + 5, foot);
    context.fill();
  });
}
