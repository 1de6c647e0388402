import { scaleLinear } from 'd3-scale';
import type { AxisScale } from '../axis/drawAxis.ts';
import { drawBottomAxis, drawLeftAxis } from '../axis/drawAxis.ts';
import type { AxisWindow } from '../axis/axisLink.ts';
import { drawLine } from '../axis/drawLine.ts';
import { finiteDomain } from '../axis/domain.ts';
import { formatValue } from '../axis/formatValue.ts';
import { withAlpha } from '../colour/rgb.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { OutputData, OutputOptions } from './outputData.ts';
import { scorePath } from './outputData.ts';

const LEFT_PX = 60;
const RIGHT_PX = 52;
const TOP_PX = 18;
const BOTTOM_PX = 40;
/** A letter of a name is about as wide. */
const LETTER_PX = 8;
const LINE_PX = 14;
const LABEL_DASH = [6, 4];
const MARK_PX = 5;
/** Classes that fit are named on the axis. */
const ROW_PX = 13;

export function layoutOutput(
  widthPx: number,
  heightPx: number,
  classNames: readonly string[] = [],
): Area {
  const rightPx = namesWidth(widthPx, classNames);
  return {
    leftPx: LEFT_PX,
    topPx: TOP_PX,
    widthPx: Math.max(16, widthPx - LEFT_PX - rightPx),
    heightPx: Math.max(16, heightPx - TOP_PX - BOTTOM_PX),
  };
}

/** Room for the names of classes at the ends of their lines: a third of the picture at most. */
function namesWidth(widthPx: number, classNames: readonly string[]): number {
  const letters = classNames.reduce((most, { length }) => Math.max(most, length), 0);
  return Math.min(widthPx / 3, Math.max(RIGHT_PX, 12 + LETTER_PX * letters));
}

/** Scores as a line a class, or the first spike of each class; the decision as an upright line. */
export function drawOutput(
  frame: Frame,
  data: OutputData,
  window: AxisWindow,
  options: OutputOptions,
): void {
  const area = layoutOutput(frame.widthPx, frame.heightPx, data.classNames);
  const x = scaleLinear()
    .domain([window.start, window.end])
    .range([area.leftPx, area.leftPx + area.widthPx]);
  if (data.activity.kind === 'firstSpikes') drawFirstSpikes(frame, data, options, area, x);
  else drawScores(frame, data, options, area, x);
  drawBottomAxis(frame, area, x, { title: options.timeTitle, spacingPx: 56 });
  const { decisionMs } = data;
  const isShown = decisionMs !== null && decisionMs >= window.start && decisionMs <= window.end;
  if (isShown) drawDecision(frame, decisionMs, options, area, x);
}

/** Paths alternate between times and values. */
const isValue = (_: number, i: number): boolean => i % 2 === 1;

function drawScores(
  frame: Frame,
  data: OutputData,
  options: OutputOptions,
  area: Area,
  x: AxisScale,
): void {
  const { theme } = frame;
  const { answer, label, classNames } = data;
  const paths = classNames.map((_, k) => scorePath(data, k));
  const [low, high] = finiteDomain(paths.flatMap((path) => [...path].filter(isValue))) ?? [0, 1];
  const bottom = Math.min(0, low);
  const y = scaleLinear()
    .domain([bottom, high > bottom ? high : bottom + 1])
    .nice()
    .range([area.topPx + area.heightPx, area.topPx]);
  drawLeftAxis(frame, area, y, { title: options.scoreTitle, grid: true, format: formatValue });
  const pathOf = (k: number): Float64Array =>
    (paths[k] ?? new Float64Array(0)).map((value, i) => (isValue(value, i) ? value : x(value)));
  classNames.forEach((_, k) => {
    if (k === answer || k === label) return;
    inside(frame, area, () =>
      drawLine(frame, pathOf(k), y, { colour: withAlpha(theme.inkSoft, 0.45), widthPx: 1 }),
    );
  });
  const named = [...new Set([label, answer])].filter((k) => k >= 0);
  const placed: number[] = [];
  for (const k of named) {
    const isAnswer = k === answer;
    const colour = theme.categoryLines[isAnswer ? 4 : 5] ?? theme.ink;
    inside(frame, area, () =>
      drawLine(frame, pathOf(k), y, {
        colour,
        widthPx: 2,
        ...(isAnswer ? {} : { dash: LABEL_DASH }),
      }),
    );
    const wanted = y(paths[k]?.at(-1) ?? 0);
    const near = placed.find((other) => Math.abs(other - wanted) < LINE_PX);
    const yPx = near === undefined ? wanted : near + (wanted < near ? -LINE_PX : LINE_PX);
    placed.push(yPx);
    drawText(frame, classNames[k] ?? String(k), area.leftPx + area.widthPx + 5, yPx, {
      baseline: 'middle',
      weight: isAnswer ? 650 : 400,
      maxPx: frame.widthPx - area.leftPx - area.widthPx - 6,
    });
  }
}

function drawFirstSpikes(
  frame: Frame,
  data: OutputData,
  options: OutputOptions,
  area: Area,
  x: AxisScale,
): void {
  const { context, theme } = frame;
  const { classNames, firstMs, answer, label } = data;
  const rowPx = area.heightPx / classNames.length;
  const every = Math.max(1, Math.ceil(ROW_PX / rowPx));
  classNames.forEach((name, k) => {
    const middle = area.topPx + (k + 0.5) * rowPx;
    context.strokeStyle = theme.hairline;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(area.leftPx, middle);
    context.lineTo(area.leftPx + area.widthPx, middle);
    context.stroke();
    if (k % every === 0 || k === answer || k === label) {
      drawText(frame, name, area.leftPx - 8, middle, {
        align: 'right',
        baseline: 'middle',
        colour: k === answer || k === label ? theme.ink : theme.inkSoft,
        weight: k === answer ? 650 : 400,
        maxPx: LEFT_PX - 26,
      });
    }
    if (k === label) {
      drawText(frame, options.labelMark, area.leftPx + area.widthPx + 5, middle, {
        baseline: 'middle',
        maxPx: frame.widthPx - area.leftPx - area.widthPx - 6,
      });
    }
    const first = firstMs[k];
    if (first === undefined || Number.isNaN(first)) return;
    const isAnswer = k === answer;
    inside(frame, area, () => {
      context.beginPath();
      context.arc(x(first), middle, MARK_PX, 0, 2 * Math.PI);
      context.strokeStyle = isAnswer ? (theme.categoryLines[4] ?? theme.ink) : theme.inkSoft;
      context.fillStyle = context.strokeStyle;
      context.lineWidth = 2;
      if (isAnswer) context.fill();
      context.stroke();
    });
  });
  drawText(frame, options.classTitle, 14, area.topPx + area.heightPx / 2, {
    align: 'center',
    turns: 1,
  });
}

/** Clips to the area: a stretch of time is shown of lines that go on. */
function inside({ context }: Frame, area: Area, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(area.leftPx, area.topPx - MARK_PX, area.widthPx, area.heightPx + 2 * MARK_PX);
  context.clip();
  draw();
  context.restore();
}

function drawDecision(
  frame: Frame,
  decisionMs: number,
  options: OutputOptions,
  area: Area,
  x: AxisScale,
): void {
  const { context, theme } = frame;
  const at = Math.round(x(decisionMs));
  context.fillStyle = theme.accent;
  context.fillRect(at, area.topPx, 1, area.heightPx);
  drawText(frame, options.decisionMark, at, area.topPx - 6, {
    align: at > area.leftPx + 0.7 * area.widthPx ? 'right' : 'left',
    colour: theme.accent,
    weight: 500,
  });
}
