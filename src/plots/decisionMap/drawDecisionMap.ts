import { contours } from 'd3-contour';
import { scaleLinear } from 'd3-scale';
import type { ScaleLinear } from 'd3-scale';
import { drawBottomAxis, drawLeftAxis } from '../axis/drawAxis.ts';
import { withAlpha } from '../colour/rgb.ts';
import type { Area } from '../plot.ts';
import type { PixelImage } from '../surface/pixelImage.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { DecisionData, DecisionOptions, DecisionPoint } from './decisionData.ts';
import { drawMarker } from './drawMarker.ts';
import { classMargin } from './field.ts';

const LEFT_PX = 52;
const TOP_PX = 8;
const RIGHT_PX = 112;
/** Below this width the key has its place above the map, not beside it. */
const NARROW_PX = 400;
const NARROW_RIGHT_PX = 12;
const KEY_LINE_PX = 24;
const BOTTOM_PX = 40;
/** Areas of the markers, px². */
const TRAIN_SIZE = 22;
const TEST_SIZE = 52;
/** On maps narrower than this the markers shrink with the map. */
const FULL_SIZE_PX = 360;
const SMALLEST_SHARE = 0.4;

export interface DecisionLayout {
  area: Area;
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
}

/** The largest area with one unit as long on both axes, with room for the key at the right or above. */
export function layoutDecision(
  widthPx: number,
  heightPx: number,
  data: DecisionData,
): DecisionLayout {
  const narrow = widthPx < NARROW_PX;
  const topPx = narrow ? TOP_PX + KEY_LINE_PX : TOP_PX;
  const roomX = Math.max(16, widthPx - LEFT_PX - (narrow ? NARROW_RIGHT_PX : RIGHT_PX));
  const roomY = Math.max(16, heightPx - topPx - BOTTOM_PX);
  const [x0, x1] = data.xDomain;
  const [y0, y1] = data.yDomain;
  const perUnit = Math.min(roomX / (x1 - x0), roomY / (y1 - y0));
  const width = Math.floor((x1 - x0) * perUnit);
  const height = Math.floor((y1 - y0) * perUnit);
  // Beside a key the map keeps to the left; without one it stands in the middle.
  const leftPx = LEFT_PX + (narrow ? Math.floor((roomX - width) / 2) : 0);
  const area = { leftPx, topPx, widthPx: width, heightPx: height };
  return {
    area,
    x: scaleLinear()
      .domain([x0, x1])
      .range([leftPx, leftPx + width]),
    y: scaleLinear()
      .domain([y0, y1])
      .range([topPx + height, topPx]),
  };
}

/** The points that the toggles let through. */
export function shownPoints(data: DecisionData, options: DecisionOptions): DecisionPoint[] {
  return data.points.filter(({ split }) =>
    split === 'train' ? options.showTrain !== false : options.showTest !== false,
  );
}

/** Draws field, boundaries, points, axes and key. */
export function drawDecisionMap(
  frame: Frame,
  data: DecisionData,
  options: DecisionOptions,
  image: PixelImage | null,
): void {
  const { context, theme } = frame;
  const layout = layoutDecision(frame.widthPx, frame.heightPx, data);
  const { area, x, y } = layout;
  context.save();
  context.beginPath();
  context.rect(area.leftPx, area.topPx, area.widthPx, area.heightPx);
  context.clip();
  context.fillStyle = theme.sunken;
  context.fillRect(area.leftPx, area.topPx, area.widthPx, area.heightPx);
  if (image) context.drawImage(image.canvas, area.leftPx, area.topPx, area.widthPx, area.heightPx);
  if (data.scores) drawBoundaries(frame, data, data.scores, area);
  context.restore();
  const share = Math.min(1, Math.max(SMALLEST_SHARE, area.widthPx / FULL_SIZE_PX));
  for (const point of shownPoints(data, options)) {
    const size = (point.split === 'train' ? TRAIN_SIZE : TEST_SIZE) * share;
    drawMarker(frame, point.label, x(point.x), y(point.y), size);
  }
  drawBottomAxis(frame, area, x, { title: options.xTitle ?? 'x', spacingPx: 64 });
  drawLeftAxis(frame, area, y, {
    title: options.yTitle ?? 'y',
    titleXPx: area.leftPx - 38,
    spacingPx: 48,
  });
  if (frame.widthPx < NARROW_PX) drawKeyLine(frame, data.classNames, area);
  else drawKey(frame, data.classNames, area.leftPx + area.widthPx + 24, area.topPx + 8);
}

function drawBoundaries(frame: Frame, data: DecisionData, scores: Float32Array, area: Area): void {
  const { context, theme } = frame;
  const { gridSize, classNames } = data;
  const stepX = area.widthPx / gridSize;
  const stepY = area.heightPx / gridSize;
  context.beginPath();
  for (let c = 0; c < classNames.length; c += 1) {
    const margin = classMargin(scores, gridSize, classNames.length, c);
    const [contour] = contours().size([gridSize, gridSize]).thresholds([0])([...margin]);
    for (const ring of contour?.coordinates.flat() ?? []) {
      ring.forEach(([column = 0, row = 0], index) => {
        const xPx = area.leftPx + column * stepX;
        const yPx = area.topPx + area.heightPx - row * stepY;
        if (index === 0) context.moveTo(xPx, yPx);
        else context.lineTo(xPx, yPx);
      });
    }
  }
  context.strokeStyle = withAlpha(theme.ink, 0.7);
  context.lineWidth = 1;
  context.stroke();
}

function drawKey(frame: Frame, names: readonly string[], leftPx: number, topPx: number): void {
  names.forEach((name, index) => {
    const y = topPx + index * 20;
    drawMarker(frame, index, leftPx, y, TEST_SIZE);
    drawText(frame, name, leftPx + 12, y + 1, {
      baseline: 'middle',
      colour: frame.theme.inkSoft,
      maxPx: RIGHT_PX - 40,
    });
  });
}

/** The key as one line above the map, as far as there is room. */
function drawKeyLine(frame: Frame, names: readonly string[], area: Area): void {
  const y = area.topPx - 14;
  let x = area.leftPx + 4;
  names.forEach((name, index) => {
    const roomPx = frame.widthPx - x - 16;
    if (roomPx < 24) return;
    drawMarker(frame, index, x, y, TEST_SIZE);
    const style = { baseline: 'middle', colour: frame.theme.inkSoft, maxPx: roomPx } as const;
    x += 12 + drawText(frame, name, x + 10, y + 1, style) + 16;
  });
}
