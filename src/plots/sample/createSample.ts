import { scaleLinear } from 'd3-scale';
import { drawBottomAxis, drawLeftAxis } from '../axis/drawAxis.ts';
import { parseRgb } from '../colour/rgb.ts';
import { csvLines } from '../csv.ts';
import { messages } from '../messages.ts';
import type { Area, Plot } from '../plot.ts';
import { passingPixelImage } from '../surface/pixelImage.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawText, textFont } from '../surface/text.ts';
import { paintImage } from './paintImage.ts';
import type { SampleData } from './sampleData.ts';

const CAPTION_PX = 24;
const SMALL_PX = 200;
/** A sample has nothing to choose yet. */
export type SampleOptions = Record<never, never>;

/** The largest rectangle of an aspect ratio (height / width) centred in an area. */
export function fitArea(area: Area, aspect: number): Area {
  const widthPx = Math.floor(Math.min(area.widthPx, area.heightPx / aspect));
  const heightPx = Math.floor(widthPx * aspect);
  return {
    leftPx: Math.floor(area.leftPx + (area.widthPx - widthPx) / 2),
    topPx: Math.floor(area.topPx + (area.heightPx - heightPx) / 2),
    widthPx,
    heightPx,
  };
}

/** One input as image, place in the plane or bars, with its true class. */
export function createSample(container: HTMLElement): Plot<SampleData, SampleOptions> {
  let data: SampleData | null = null;
  const surface = createSurface(container, {
    label: messages.sampleLabel,
    draw(frame) {
      if (data) drawSample(frame, data);
    },
    describe: summary,
  });

  function summary(): string {
    if (!data) return messages.noSample;
    switch (data.kind) {
      case 'image':
        return messages.imageSummary(data.height, data.width, data.channels, data.trueClass);
      case 'point':
        return messages.pointSummary(data.x, data.y, data.trueClass);
      case 'spikes':
        return messages.spikesSummary(
          data.timesMs.length,
          data.size,
          endOf(data.timesMs),
          data.trueClass,
        );
      case 'vector':
        return messages.vectorSummary(data.values.length, data.trueClass);
      default:
        throw new Error(`Unknown sample ${String(data satisfies never)}`);
    }
  }

  return {
    setData(next) {
      data = next;
      surface.invalidate();
    },
    update: () => surface.invalidate(),
    ...surface.outlets,
    toCsv: () => (data?.kind === 'spikes' ? spikesCsv(data) : valuesCsv(data)),
    summary,
  };
}

type Spikes = Extract<SampleData, { kind: 'spikes' }>;

function spikesCsv({ timesMs, inputs }: Spikes): string {
  return csvLines(
    ['time_ms', 'input'],
    Array.from(timesMs, (time, i): [number, number] => [time, inputs[i] ?? 0]),
  );
}

function valuesCsv(data: Exclude<SampleData, Spikes> | null): string {
  const values = data === null ? [] : data.kind === 'point' ? [data.x, data.y] : data.values;
  return csvLines(['index', 'value'], [...values.entries()]);
}

/** When the last spike is over. */
function endOf(timesMs: Float32Array): number {
  return timesMs.reduce((latest, time) => Math.max(latest, time), 0);
}

function drawSample(frame: Frame, data: SampleData): void {
  const captionPx = data.trueClass === null ? 0 : CAPTION_PX;
  const area = {
    leftPx: 0,
    topPx: 0,
    widthPx: frame.widthPx,
    heightPx: frame.heightPx - captionPx,
  };
  if (data.kind === 'image') drawImage(frame, fitArea(area, data.height / data.width), data);
  else if (data.kind === 'point') drawPoint(frame, area, data);
  else if (data.kind === 'spikes') drawSpikes(frame, area, data);
  else drawVector(frame, area, data);
  if (data.trueClass === null) return;
  const whole = messages.trueClass(data.trueClass);
  frame.context.font = textFont(frame.theme, 650);
  const fits = frame.context.measureText(whole).width <= frame.widthPx - 8;
  drawText(frame, fits ? whole : data.trueClass, frame.widthPx / 2, frame.heightPx - 10, {
    align: 'center',
    baseline: 'middle',
    weight: 650,
    maxPx: frame.widthPx - 8,
  });
}

function drawImage(
  { context, theme }: Frame,
  area: Area,
  data: Extract<SampleData, { kind: 'image' }>,
): void {
  const image = passingPixelImage(data.width, data.height, (pixels) => {
    paintImage(data, parseRgb(theme.sunken), parseRgb(theme.spike), pixels);
  });
  context.imageSmoothingEnabled = false;
  context.drawImage(image.canvas, area.leftPx, area.topPx, area.widthPx, area.heightPx);
  context.imageSmoothingEnabled = true;
}

function drawPoint(frame: Frame, room: Area, data: Extract<SampleData, { kind: 'point' }>): void {
  const { context, theme } = frame;
  // A small picture has no room for the names of its axes, and needs them least.
  const small = room.widthPx < SMALL_PX;
  const [leftPx, belowPx] = small ? [32, 20] : [44, 44];
  const inner = {
    leftPx,
    topPx: 8,
    widthPx: room.widthPx - leftPx - (small ? 6 : 16),
    heightPx: room.heightPx - belowPx - 8,
  };
  const spanX = data.xDomain[1] - data.xDomain[0];
  const area = fitArea(inner, (data.yDomain[1] - data.yDomain[0]) / spanX);
  const right = area.leftPx + area.widthPx;
  const bottom = area.topPx + area.heightPx;
  const x = scaleLinear().domain(data.xDomain).range([area.leftPx, right]);
  const y = scaleLinear().domain(data.yDomain).range([bottom, area.topPx]);
  context.fillStyle = theme.sunken;
  context.fillRect(area.leftPx, area.topPx, area.widthPx, area.heightPx);
  const format = small ? { format: (value: number) => String(value) } : {};
  const spacingPx = small ? 96 : 64;
  drawBottomAxis(frame, area, x, { ...(small ? {} : { title: 'x' }), ...format, spacingPx });
  drawLeftAxis(frame, area, y, {
    ...(small ? {} : { title: 'y' }),
    ...format,
    titleXPx: area.leftPx - 32,
    spacingPx,
  });
  context.strokeStyle = theme.axisLine;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(area.leftPx, y(data.y));
  context.lineTo(x(data.x), y(data.y));
  context.lineTo(x(data.x), bottom);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.arc(x(data.x), y(data.y), 5, 0, 2 * Math.PI);
  context.fillStyle = theme.spike;
  context.fill();
}

/** A mark for each spike: time to the right, input 0 at the top. */
function drawSpikes(frame: Frame, room: Area, data: Spikes): void {
  const { context, theme } = frame;
  const area = { leftPx: 8, topPx: 4, widthPx: room.widthPx - 16, heightPx: room.heightPx - 44 };
  const x = scaleLinear()
    .domain([0, endOf(data.timesMs) || 1])
    .range([area.leftPx, area.leftPx + area.widthPx]);
  context.fillStyle = theme.sunken;
  context.fillRect(area.leftPx, area.topPx, area.widthPx, area.heightPx);
  drawBottomAxis(frame, area, x, { title: messages.timeMs });
  const row = area.heightPx / data.size;
  const tall = Math.max(1, 0.8 * row);
  context.fillStyle = theme.spike;
  data.timesMs.forEach((time, i) => {
    const top = area.topPx + (data.inputs[i] ?? 0) * row + (row - tall) / 2;
    context.fillRect(Math.min(x(time), area.leftPx + area.widthPx - 1), top, 1, tall);
  });
}

function drawVector(frame: Frame, room: Area, data: Extract<SampleData, { kind: 'vector' }>): void {
  const { context, theme } = frame;
  const area = { leftPx: 56, topPx: 8, widthPx: room.widthPx - 64, heightPx: room.heightPx - 48 };
  const low = data.values.reduce((a, b) => Math.min(a, b), 0);
  const high = data.values.reduce((a, b) => Math.max(a, b), 0);
  const y = scaleLinear()
    .domain(low < high ? [low, high] : [0, 1])
    .range([area.topPx + area.heightPx, area.topPx]);
  const x = scaleLinear()
    .domain([0, data.values.length])
    .range([area.leftPx, area.leftPx + area.widthPx]);
  drawLeftAxis(frame, area, y, { title: messages.value, grid: true });
  const width = area.widthPx / data.values.length;
  context.fillStyle = theme.spike;
  data.values.forEach((value, index) => {
    const top = Math.min(y(value), y(0));
    context.fillRect(
      x(index) + width * 0.1,
      top,
      Math.max(1, width * 0.8),
      Math.max(1, Math.abs(y(value) - y(0))),
    );
  });
  if (data.names && width >= 24) {
    drawBottomAxis(
      frame,
      area,
      Object.assign((value: number) => x(value), { ticks: () => [], tickFormat: () => String }),
    );
    data.names.forEach((name, index) => {
      drawText(frame, name, x(index + 0.5), area.topPx + area.heightPx + 16, {
        align: 'center',
        colour: theme.inkSoft,
        maxPx: width - 4,
      });
    });
  } else {
    drawBottomAxis(frame, area, x, { title: messages.inputIndex });
  }
}
