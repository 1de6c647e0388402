import { scaleLinear } from 'd3-scale';
import { drawBottomAxis } from '../axis/drawAxis.ts';
import { formatValue } from '../axis/formatValue.ts';
import { withAlpha } from '../colour/rgb.ts';
import { csvLines } from '../csv.ts';
import { messages } from '../messages.ts';
import type { Area, Plot } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { createBasicPlot } from '../surface/basicPlot.ts';
import { drawText, textFont } from '../surface/text.ts';

export interface ClassBarsData {
  classNames: readonly string[];
  /** One score per class. */
  scores: Float32Array;
  /** Index of the predicted class. */
  predicted: number;
  /** Index of the true class; null when unknown. */
  trueClass: number | null;
}

export interface ClassBarsOptions {
  /** What the scores are, with their unit: the title of the axis. */
  scoreTitle: string;
  /** Range that is always shown, such as 0…1 for probabilities. */
  domain?: readonly [number, number];
}

const NAMES_PX = 88;
const MARKS_PX = 112;
/** From a bar to its mark, and from that to the edge. */
const MARK_GAP_PX = 12;
const NARROW_PX = 320;
const TOP_PX = 4;
const BOTTOM_PX = 40;

/** Where the bars lie, between names and marks of a width. */
export function layoutClassBars(
  widthPx: number,
  heightPx: number,
  leftPx = NAMES_PX,
  marksPx = MARKS_PX,
): Area {
  return {
    leftPx,
    topPx: TOP_PX,
    widthPx: Math.max(16, widthPx - leftPx - marksPx),
    heightPx: Math.max(8, heightPx - TOP_PX - BOTTOM_PX),
  };
}

/** Score of each class as a bar; words mark the predicted and the true class. */
export function createClassBars(
  container: HTMLElement,
  initial: ClassBarsOptions,
): Plot<ClassBarsData, ClassBarsOptions> {
  const { data: shown, outlets } = createBasicPlot<ClassBarsData, ClassBarsOptions>(
    container,
    initial,
    { label: messages.scoresLabel, draw: drawClassBars, describe: summary },
  );

  function summary(): string {
    const data = shown();
    if (!data) return messages.noScores;
    const { classNames, scores, predicted, trueClass } = data;
    const truth = trueClass === null ? null : (classNames[trueClass] ?? null);
    return messages.scoresSummary(classNames[predicted] ?? '', scores[predicted] ?? NaN, truth);
  }

  return {
    ...outlets,
    toCsv: () =>
      csvLines(
        ['class', 'score'],
        (shown()?.classNames ?? []).map((name, index) => [name, shown()?.scores[index] ?? NaN]),
      ),
    summary,
  };
}

/** Where there is little room, no more for the names than the longest needs. */
function namesWidth({ context, theme, widthPx }: Frame, names: readonly string[]): number {
  if (widthPx >= NARROW_PX) return NAMES_PX;
  context.font = textFont(theme, 650);
  const longest = names.reduce((most, name) => Math.max(most, context.measureText(name).width), 0);
  return Math.min(NAMES_PX, Math.ceil(longest) + 14);
}

/** The score of a class, and whether it is the answer, the truth or both. */
function markOf({ scores, predicted, trueClass }: ClassBarsData, index: number): string {
  const [isPredicted, isTrue] = [index === predicted, index === trueClass];
  return [
    formatValue(scores[index] ?? 0),
    ...(isPredicted && !isTrue ? [messages.predicted] : []),
    ...(isTrue ? [isPredicted ? messages.rightMark : messages.trueMark] : []),
  ].join(' · ');
}

function drawClassBars(frame: Frame, data: ClassBarsData, options: ClassBarsOptions): void {
  const { context, theme } = frame;
  const marks = data.classNames.map((_, index) => markOf(data, index));
  context.font = textFont(theme, 650);
  const marksPx = Math.max(...marks.map((mark) => context.measureText(mark).width)) + MARK_GAP_PX;
  const namesPx = namesWidth(frame, data.classNames);
  const area = layoutClassBars(
    frame.widthPx,
    frame.heightPx,
    namesPx,
    frame.widthPx >= NARROW_PX ? Math.max(MARKS_PX, marksPx) : marksPx,
  );
  const low = data.scores.reduce((a, b) => Math.min(a, b), options.domain?.[0] ?? 0);
  const high = data.scores.reduce((a, b) => Math.max(a, b), options.domain?.[1] ?? 0);
  const x = scaleLinear()
    .domain(low < high ? [low, high] : [0, 1])
    .range([area.leftPx, area.leftPx + area.widthPx]);
  drawBottomAxis(frame, area, x, { title: options.scoreTitle, grid: true, spacingPx: 64 });
  const rowPx = area.heightPx / data.classNames.length;
  const barPx = Math.min(16, rowPx * 0.64);
  data.classNames.forEach((name, index) => {
    const middle = area.topPx + (index + 0.5) * rowPx;
    const isPredicted = index === data.predicted;
    const isTrue = index === data.trueClass;
    const score = data.scores[index] ?? 0;
    context.fillStyle = isPredicted ? theme.spike : withAlpha(theme.inkSoft, 0.55);
    context.fillRect(
      Math.min(x(0), x(score)),
      middle - barPx / 2,
      Math.max(1, Math.abs(x(score) - x(0))),
      barPx,
    );
    if (rowPx < 11) return;
    const weight = isPredicted || isTrue ? 650 : 400;
    drawText(frame, name, area.leftPx - 8, middle, {
      align: 'right',
      baseline: 'middle',
      weight,
      maxPx: area.leftPx - 12,
    });
    drawText(frame, marks[index] ?? '', Math.max(x(0), x(score)) + 6, middle, {
      baseline: 'middle',
      weight,
      colour: isPredicted || isTrue ? theme.ink : theme.inkSoft,
    });
  });
  context.fillStyle = theme.zeroLine;
  context.fillRect(Math.round(x(0)), area.topPx, 1, area.heightPx);
}
