import { scaleLinear, scaleLog } from 'd3-scale';
import type { AxisScale } from '../axis/drawAxis.ts';
import { drawBottomAxis, drawLeftAxis } from '../axis/drawAxis.ts';
import { drawLine } from '../axis/drawLine.ts';
import { csvLines } from '../csv.ts';
import { messages } from '../messages.ts';
import type { Area, Plot } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { createBasicPlot } from '../surface/basicPlot.ts';
import { drawText } from '../surface/text.ts';

export interface LengthsData {
  /** Lengths of presentations in steps, rising. */
  lengths: readonly number[];
  series: readonly {
    label: string;
    /** A share for each length, 0..1. */
    values: readonly number[];
  }[];
}

export interface LengthsOptions {
  xTitle: string;
  yTitle: string;
}

const LEFT_PX = 68;
const RIGHT_PX = 16;
const TOP_PX = 28;
const BOTTOM_PX = 40;
const KEY_PX = 18;
const MARK_PX = 3.5;
/** One pattern a series, so that colour is not all that tells them apart. */
const DASHES = [[], [7, 4], [2, 3]] as const;

/** Where the lines lie; the legend has the line above. */
export function layoutLengths(widthPx: number, heightPx: number): Area {
  return {
    leftPx: LEFT_PX,
    topPx: TOP_PX,
    widthPx: Math.max(16, widthPx - LEFT_PX - RIGHT_PX),
    heightPx: Math.max(16, heightPx - TOP_PX - BOTTOM_PX),
  };
}

/** The share shown at the foot of the axis: a tenth below the lowest, by whole tenths. */
export function lowestShare({ series }: LengthsData): number {
  const lowest = Math.min(1, ...series.flatMap(({ values }) => values));
  return Math.max(0, Math.floor(10 * lowest - 0.5) / 10);
}

/** Shares over the length of the presentation, on a logarithmic axis with a tick for each length. */
export function createLengths(
  container: HTMLElement,
  initial: LengthsOptions,
): Plot<LengthsData, LengthsOptions> {
  const { data: shown, outlets } = createBasicPlot<LengthsData, LengthsOptions>(
    container,
    initial,
    { label: messages.lengthsLabel, draw: drawLengths, describe: summary },
  );

  function summary(): string {
    const data = shown();
    if (!data) return messages.noLengths;
    const last = data.lengths.length - 1;
    return messages.lengthsSummary(
      data.lengths[last] ?? 0,
      data.series.map(({ label, values }) => `${label} ${percent(values[last] ?? NaN)}`),
    );
  }

  return {
    ...outlets,
    toCsv() {
      const { lengths, series } = shown() ?? { lengths: [], series: [] };
      return csvLines(
        ['steps', ...series.map(({ label }) => label)],
        lengths.map((length, index) => [
          length,
          ...series.map(({ values }) => values[index] ?? NaN),
        ]),
      );
    },
    summary,
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function drawLengths(frame: Frame, data: LengthsData, options: LengthsOptions): void {
  const { context, theme } = frame;
  const area = layoutLengths(frame.widthPx, frame.heightPx);
  const { lengths } = data;
  const [first = 1, last = 2] = [lengths[0], lengths.at(-1)];
  const logarithmic = scaleLog()
    .domain([first, Math.max(last, first + 1)])
    .range([area.leftPx, area.leftPx + area.widthPx]);
  const x: AxisScale = Object.assign((value: number) => logarithmic(value), {
    ticks: () => [...lengths],
    tickFormat: () => String,
  });
  const y = scaleLinear()
    .domain([lowestShare(data), 1])
    .range([area.topPx + area.heightPx, area.topPx]);
  drawLeftAxis(frame, area, y, {
    title: options.yTitle,
    grid: true,
    format: (share) => `${Math.round(100 * share)} %`,
  });
  drawBottomAxis(frame, area, x, { title: options.xTitle });
  let legendPx = area.leftPx;
  data.series.forEach(({ label, values }, index) => {
    const style = {
      colour: theme.categoryLines[[4, 5, 2][index] ?? 7] ?? theme.ink,
      widthPx: 2,
      dash: DASHES[index % DASHES.length] ?? [],
    };
    const path = Float64Array.from(values.flatMap((value, i) => [x(lengths[i] ?? NaN), value]));
    drawLine(frame, path, y, style);
    context.fillStyle = style.colour;
    values.forEach((value, i) => {
      context.beginPath();
      context.arc(x(lengths[i] ?? NaN), y(value), MARK_PX, 0, 2 * Math.PI);
      context.fill();
    });
    const key = Float64Array.of(legendPx, 12, legendPx + KEY_PX, 12);
    drawLine(frame, key, (value) => value, style);
    legendPx += KEY_PX + 6;
    legendPx += drawText(frame, label, legendPx, 12, { baseline: 'middle' }) + 16;
  });
}
