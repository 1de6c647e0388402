import { rampFromStops, sequentialIndex } from '../colour/ramps.ts';
import { cssOf, inkOn } from '../colour/rgb.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { ConfusionCell, ConfusionData, ConfusionOptions } from './confusionData.ts';
import { hasNoAnswers } from './confusionData.ts';

const LEFT_PX = 68;
const TOP_PX = 40;
const SHARES_PX = 44;
const BOTTOM_PX = 22;
const CELL_WIDTH_PX = 26;
const CELL_HEIGHT_PX = 20;
/** Narrower cells show colours alone; their numbers are in the line of the cell and in the table. */
const LEAST_TEXT_PX = 20;

export interface ConfusionLayout {
  readonly area: Area;
  readonly columns: number;
  readonly rows: number;
}

/** Room in which every cell can hold its number. */
export function roomOf(data: ConfusionData): {
  readonly widthPx: number;
  readonly heightPx: number;
} {
  const rows = data.classNames.length;
  const columns = rows + Number(hasNoAnswers(data));
  return {
    widthPx: LEFT_PX + SHARES_PX + columns * CELL_WIDTH_PX,
    heightPx: TOP_PX + BOTTOM_PX + rows * CELL_HEIGHT_PX,
  };
}

export function layoutConfusion(
  widthPx: number,
  heightPx: number,
  data: ConfusionData,
): ConfusionLayout {
  return {
    area: {
      leftPx: LEFT_PX,
      topPx: TOP_PX,
      widthPx: Math.max(16, widthPx - LEFT_PX - SHARES_PX),
      heightPx: Math.max(16, heightPx - TOP_PX - BOTTOM_PX),
    },
    columns: data.classNames.length + Number(hasNoAnswers(data)),
    rows: data.classNames.length,
  };
}

/** Counts on a sequential scale; in per cent, recall right of its label, precision under its answer. */
export function drawConfusion(frame: Frame, data: ConfusionData, options: ConfusionOptions): void {
  const { context, theme, widthPx, heightPx } = frame;
  const { area, columns, rows } = layoutConfusion(widthPx, heightPx, data);
  const cellWidthPx = area.widthPx / columns;
  const cellHeightPx = area.heightPx / rows;
  const largest = data.counts.reduce((most, row) => Math.max(most, ...row), 0);
  const ramp = rampFromStops(theme.sequential);
  data.counts.forEach((row, label) => {
    for (let answer = 0; answer < columns; answer++) {
      const count = row[answer] ?? 0;
      // The root: a handful of mistakes must be seen beside hundreds of right answers.
      const packed = ramp[sequentialIndex(Math.sqrt(count), Math.sqrt(largest))] ?? 0;
      const leftPx = area.leftPx + answer * cellWidthPx;
      const topPx = area.topPx + label * cellHeightPx;
      context.fillStyle = count === 0 ? theme.sunken : cssOf(packed);
      context.fillRect(leftPx + 0.5, topPx + 0.5, cellWidthPx - 1, cellHeightPx - 1);
      if (cellWidthPx < LEAST_TEXT_PX || cellHeightPx < 12) continue;
      drawText(frame, String(count), leftPx + cellWidthPx / 2, topPx + cellHeightPx / 2, {
        align: 'center',
        baseline: 'middle',
        sizePx: cellWidthPx < 34 ? 10 : 12,
        weight: answer === label ? 650 : 400,
        colour: count === 0 ? theme.inkSoft : inkOn(packed),
      });
    }
  });
  drawNames(frame, data, options, { area, columns, rows });
  drawShares(frame, data, options, { area, columns, rows });
}

function drawNames(
  frame: Frame,
  { classNames }: ConfusionData,
  options: ConfusionOptions,
  { area, columns, rows }: ConfusionLayout,
): void {
  const { theme } = frame;
  const cellWidthPx = area.widthPx / columns;
  const cellHeightPx = area.heightPx / rows;
  const everyRow = Math.ceil(14 / cellHeightPx);
  const everyColumn = Math.ceil(18 / cellWidthPx);
  classNames.forEach((name, label) => {
    if (label % everyRow !== 0) return;
    drawText(frame, name, area.leftPx - 6, area.topPx + (label + 0.5) * cellHeightPx, {
      align: 'right',
      baseline: 'middle',
      maxPx: LEFT_PX - 26,
    });
  });
  for (let column = 0; column < columns; column++) {
    if (column % everyColumn !== 0) continue;
    const name = classNames[column] ?? options.noAnswer;
    drawText(frame, name, area.leftPx + (column + 0.5) * cellWidthPx, area.topPx - 7, {
      align: 'center',
      maxPx: cellWidthPx * everyColumn - 2,
    });
  }
  drawText(frame, options.columnsTitle, area.leftPx + area.widthPx / 2, 12, {
    align: 'center',
    colour: theme.inkSoft,
    maxPx: area.widthPx,
  });
  drawText(frame, options.rowsTitle, 14, area.topPx + area.heightPx / 2, {
    align: 'center',
    turns: 1,
    colour: theme.inkSoft,
  });
}

const percent = (share: number | null): string =>
  share === null ? '–' : String(Math.round(100 * share));

function drawShares(
  frame: Frame,
  { recalls, precisions }: ConfusionData,
  options: ConfusionOptions,
  { area, columns, rows }: ConfusionLayout,
): void {
  const soft = { colour: frame.theme.inkSoft, sizePx: 11 };
  const cellHeightPx = area.heightPx / rows;
  const cellWidthPx = area.widthPx / columns;
  const right = area.leftPx + area.widthPx + 4;
  const below = area.topPx + area.heightPx + 14;
  if (cellHeightPx >= 12) {
    recalls.forEach((share, label) => {
      const middle = area.topPx + (label + 0.5) * cellHeightPx;
      drawText(frame, percent(share), right, middle, { ...soft, baseline: 'middle' });
    });
  }
  drawText(frame, options.recall, right, area.topPx - 7, { ...soft, maxPx: SHARES_PX });
  if (cellWidthPx < LEAST_TEXT_PX) return;
  precisions.forEach((share, answer) => {
    const middle = area.leftPx + (answer + 0.5) * cellWidthPx;
    drawText(frame, percent(share), middle, below, { ...soft, align: 'center' });
  });
  drawText(frame, options.precision, area.leftPx - 6, below, {
    ...soft,
    align: 'right',
    maxPx: LEFT_PX - 10,
  });
}

/** The frame around the cell that is walked to. */
export function drawCell(
  { context, theme }: Frame,
  { area, columns, rows }: ConfusionLayout,
  { label, answer }: ConfusionCell,
): void {
  const width = area.widthPx / columns;
  const height = area.heightPx / rows;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2.5;
  context.strokeRect(area.leftPx + answer * width, area.topPx + label * height, width, height);
}
