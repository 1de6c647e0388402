/**
 * Paints errors over a raster: blue where more would raise the loss, orange where it would lower it.
 *
 * The second channel beside colour: triangles that point up or down, larger for larger errors. Each
 * layer has its own scale, symmetric about zero, as errors shrink or grow by orders from layer to layer.
 */
import { withAlpha } from '../colour/rgb.ts';
import type { RasterCanvas, RasterPainter } from '../raster/createRaster.ts';
import type { Band } from '../raster/rasterLayout.ts';
import { largestOf, xOfStep, yOfNeuron } from './places.ts';
import type { RasterErrors, ShownErrors, ShownPlace } from './rasterErrors.ts';
import { paintArrows } from './paintArrows.ts';

/** Ground over the plain spikes, so that they stay to be seen behind the errors. */
const VEIL = 0.78;
const SMALLEST_MARK_PX = 2;
const LARGEST_MARK_PX = 6;
/** More marks than a band has room for hide each other: the largest are drawn. */
const MOST_MARKS = 4000;

/** A painter that draws a pass; the cells are kept as a picture while nothing moves. */
export function createErrorPainter(errors: RasterErrors): RasterPainter {
  let picture: { canvas: HTMLCanvasElement; key: string } | null = null;
  return (canvas) => {
    const { frame, plot, window } = canvas;
    const { widthPx, heightPx, scale, theme } = frame;
    const key = [
      widthPx,
      heightPx,
      scale,
      window.start,
      window.end,
      theme.surface,
      theme.positive,
    ].join(' ');
    if (picture?.key !== key) picture = { canvas: painted(canvas, errors), key };
    const { context } = frame;
    context.save();
    context.beginPath();
    context.rect(plot.leftPx, plot.topPx, plot.widthPx, plot.heightPx);
    context.clip();
    context.drawImage(picture.canvas, 0, 0, widthPx, heightPx);
    paintArrows(canvas, errors.arrows);
    if (errors.here !== null) paintPlace(canvas, errors.here);
    context.restore();
  };
}

function painted(canvas: RasterCanvas, { layers }: RasterErrors): HTMLCanvasElement {
  const { frame, plot } = canvas;
  const element = document.createElement('canvas');
  element.width = Math.round(frame.widthPx * frame.scale);
  element.height = Math.round(frame.heightPx * frame.scale);
  const context = element.getContext('2d');
  if (context === null) throw new Error('No 2-D canvas in this browser.');
  context.scale(frame.scale, frame.scale);
  context.fillStyle = withAlpha(frame.theme.surface, VEIL);
  context.fillRect(plot.leftPx, plot.topPx, plot.widthPx, plot.heightPx);
  const onPicture = { ...canvas, frame: { ...frame, context } };
  for (const layer of layers) {
    const band = canvas.band(layer.layerId);
    if (band === null) continue;
    paintField(onPicture, band, layer);
    paintMarks(onPicture, band, layer);
  }
  return element;
}

function paintField(canvas: RasterCanvas, band: Band, { field }: ShownErrors): void {
  if (field === null) return;
  const { context, theme } = canvas.frame;
  const limit = largestOf(field.errors);
  const rowPx = Math.max(1, band.heightPx / band.size);
  const { plot } = canvas;
  const stepPx = field.isStatic
    ? plot.widthPx
    : Math.max(1, xOfStep(canvas, 1) - xOfStep(canvas, 0));
  for (let i = 0; i < field.errors.length; i++) {
    const share = field.errors[i]! / limit;
    context.fillStyle = withAlpha(
      share > 0 ? theme.positive : theme.negative,
      // Square root: small errors beside large ones are what shows how far they reach.
      0.6 * Math.sqrt(Math.abs(share)),
    );
    const top = band.topPx + (field.neurons[i]! / band.size) * band.heightPx;
    const left = field.isStatic ? plot.leftPx : xOfStep(canvas, field.times[i]!);
    context.fillRect(left, top, stepPx, rowPx);
  }
}

function paintMarks(canvas: RasterCanvas, band: Band, layer: ShownErrors): void {
  const { context, theme } = canvas.frame;
  const { neurons, times, errors } = layer;
  const limit = largestOf(errors);
  const order = Array.from({ length: errors.length }, (_, i) => i);
  order.sort((a, b) => Math.abs(errors[a]!) - Math.abs(errors[b]!));
  for (const i of order.slice(-MOST_MARKS)) {
    const share = limit > 0 ? errors[i]! / limit : 0;
    const size =
      SMALLEST_MARK_PX + (LARGEST_MARK_PX - SMALLEST_MARK_PX) * Math.sqrt(Math.abs(share));
    const x = xOfStep(canvas, times[i]!);
    const y = yOfNeuron(band, neurons[i]!);
    context.beginPath();
    if (share === 0) {
      context.arc(x, y, 1.2, 0, 2 * Math.PI);
      context.fillStyle = theme.zeroLine;
    } else {
      const tip = share > 0 ? -size : size;
      context.moveTo(x, y + tip);
      context.lineTo(x + size * 0.8, y - tip * 0.6);
      context.lineTo(x - size * 0.8, y - tip * 0.6);
      context.fillStyle = share > 0 ? theme.positive : theme.negative;
    }
    context.fill();
  }
}

/** The row, the step, or both, of where the walk stands. */
function paintPlace(canvas: RasterCanvas, { layerId, neuron, time }: ShownPlace): void {
  const band = canvas.band(layerId);
  if (band === null) return;
  const { frame, plot } = canvas;
  const { context, theme } = frame;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  if (neuron === null && time === null) {
    context.strokeRect(plot.leftPx + 1, band.topPx + 1, plot.widthPx - 2, band.heightPx - 2);
    return;
  }
  context.beginPath();
  if (time !== null) {
    const x = xOfStep(canvas, time);
    context.moveTo(x, band.topPx);
    context.lineTo(x, band.topPx + band.heightPx);
  }
  if (neuron !== null && time === null) {
    const y = yOfNeuron(band, neuron);
    context.moveTo(plot.leftPx, y);
    context.lineTo(plot.leftPx + plot.widthPx, y);
  }
  context.stroke();
  if (neuron === null || time === null) return;
  context.beginPath();
  context.arc(xOfStep(canvas, time), yOfNeuron(band, neuron), 7, 0, 2 * Math.PI);
  context.stroke();
}
