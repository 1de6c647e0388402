import { parseRgb } from '../colour/rgb.ts';
import { csvLines } from '../csv.ts';
import { messages } from '../messages.ts';
import type { Plot } from '../plot.ts';
import type { PixelImage } from '../surface/pixelImage.ts';
import { createPixelImage } from '../surface/pixelImage.ts';
import type { Frame } from '../surface/surface.ts';
import type { Place } from '../surface/basicPlot.ts';
import { createBasicPlot } from '../surface/basicPlot.ts';
import { drawTag } from '../surface/text.ts';
import type { DecisionData, DecisionOptions, DecisionPoint } from './decisionData.ts';
import { drawDecisionMap, layoutDecision, shownPoints } from './drawDecisionMap.ts';
import { argMax, classShares, paintField } from './field.ts';

/** A point is picked within this distance. */
const PICK_PX = 14;

/** Class regions of a two-dimensional input with the samples over them; a click picks the nearest sample. */
export function createDecisionMap(
  container: HTMLElement,
  initial: DecisionOptions = {},
): Plot<DecisionData, DecisionOptions> {
  let cached: { key: string; image: PixelImage } | null = null;

  const {
    surface,
    signal,
    data: shown,
    options,
    outlets,
  } = createBasicPlot<DecisionData, DecisionOptions>(container, initial, {
    label: messages.decisionLabel,
    draw: (frame, data, own) => drawDecisionMap(frame, data, own, fieldImage(frame, data)),
    drawOverlay,
    describe: summary,
    onData() {
      cached = null;
    },
  });

  function fieldImage(
    { theme }: Frame,
    { scores, gridSize, classNames }: DecisionData,
  ): PixelImage | null {
    if (!scores) return null;
    const key = theme.surface + theme.categories.join();
    if (cached?.key === key) return cached.image;
    const colours = { ground: parseRgb(theme.surface), categories: theme.categories.map(parseRgb) };
    const image = createPixelImage(gridSize, gridSize, (pixels) => {
      paintField(scores, gridSize, classNames.length, colours, pixels);
    });
    cached = { key, image };
    return image;
  }

  /** Cell of the field under a place in the plane; −1 outside. */
  function cellAt(x: number, y: number): number {
    const data = shown();
    if (!data) return -1;
    const column = Math.floor(
      ((x - data.xDomain[0]) / (data.xDomain[1] - data.xDomain[0])) * data.gridSize,
    );
    const row = Math.floor(
      ((y - data.yDomain[0]) / (data.yDomain[1] - data.yDomain[0])) * data.gridSize,
    );
    const inside = column >= 0 && row >= 0 && column < data.gridSize && row < data.gridSize;
    return inside ? row * data.gridSize + column : -1;
  }

  function nearest(xPx: number, yPx: number): DecisionPoint | null {
    const data = shown();
    if (!data) return null;
    const { x, y } = layoutDecision(surface.widthPx, surface.heightPx, data);
    let best: DecisionPoint | null = null;
    let bestPx = PICK_PX;
    for (const point of shownPoints(data, options())) {
      const distancePx = Math.hypot(x(point.x) - xPx, y(point.y) - yPx);
      if (distancePx < bestPx) {
        best = point;
        bestPx = distancePx;
      }
    }
    return best;
  }

  function drawRing(
    { context, theme }: Frame,
    data: DecisionData,
    point: DecisionPoint,
    widthPx: number,
  ): void {
    const { x, y } = layoutDecision(surface.widthPx, surface.heightPx, data);
    context.beginPath();
    context.arc(x(point.x), y(point.y), 9, 0, 2 * Math.PI);
    context.strokeStyle = theme.ink;
    context.lineWidth = widthPx;
    context.stroke();
  }

  function drawOverlay(frame: Frame, data: DecisionData, hover: Place | null): void {
    const { selected } = options();
    const chosen = data.points.find(
      ({ split, sample }) => split === selected?.split && sample === selected.sample,
    );
    if (chosen) drawRing(frame, data, chosen, 2.5);
    if (!hover) return;
    const near = nearest(hover.xPx, hover.yPx);
    if (near) drawRing(frame, data, near, 1);
    const { x, y } = layoutDecision(surface.widthPx, surface.heightPx, data);
    const atX = x.invert(hover.xPx);
    const atY = y.invert(hover.yPx);
    const cell = cellAt(atX, atY);
    if (cell < 0 || !data.scores) return;
    const classes = data.classNames.length;
    const best = argMax(data.scores, cell * classes, classes);
    const share = data.scores[cell * classes + best] ?? NaN;
    drawTag(
      frame,
      messages.decisionHover(atX, atY, data.classNames[best] ?? '', share),
      hover.xPx,
      hover.yPx,
    );
  }

  function summary(): string {
    const data = shown();
    if (!data?.scores) return messages.noDecision;
    const { scores, gridSize, classNames } = data;
    const shares = classShares(scores, gridSize, classNames.length);
    const points = shownPoints(data, options());
    const right = points.filter(({ x, y, label }) => {
      const cell = cellAt(x, y);
      return cell >= 0 && argMax(scores, cell * classNames.length, classNames.length) === label;
    });
    return messages.decisionSummary(
      classNames.map((name, index) => messages.area(name, shares[index] ?? 0)),
      right.length,
      points.length,
    );
  }

  surface.element.addEventListener(
    'click',
    (event) => {
      const point = nearest(event.offsetX, event.offsetY);
      if (point) options().onSelect?.(point);
    },
    { signal },
  );

  return {
    ...outlets,
    toCsv: () => csvLines(['x', 'y', ...(shown()?.classNames ?? [])], fieldRows(shown())),
    summary,
  };
}

/** The centre of each cell with its class probabilities. */
function* fieldRows(data: DecisionData | null): Iterable<number[]> {
  if (!data?.scores) return;
  const { gridSize, xDomain, yDomain, scores } = data;
  const classes = data.classNames.length;
  for (let cell = 0; cell < gridSize * gridSize; cell += 1) {
    const x = xDomain[0] + (((cell % gridSize) + 0.5) / gridSize) * (xDomain[1] - xDomain[0]);
    const y =
      yDomain[0] + ((Math.floor(cell / gridSize) + 0.5) / gridSize) * (yDomain[1] - yDomain[0]);
    yield [x, y, ...scores.subarray(cell * classes, (cell + 1) * classes)];
  }
}
