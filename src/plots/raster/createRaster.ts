import { attachAxisGestures, valueAt } from '../axis/axisGestures.ts';
import type { AxisLink, AxisWindow } from '../axis/axisLink.ts';
import { createAxisLink } from '../axis/axisLink.ts';
import { drawCursor } from '../axis/drawCursor.ts';
import { csvLines } from '../csv.ts';
import { withAlpha } from '../colour/rgb.ts';
import { messages } from '../messages.ts';
import type { Area, Plot } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawTag } from '../surface/text.ts';
import { createRasterScratch, drawRaster } from './drawRaster.ts';
import type { BandMode } from './paintBand.ts';
import type { NeuronRef, RasterData, RasterPoint } from './rasterData.ts';
import { isSpiking } from './rasterData.ts';
import type { Band, RasterLayout } from './rasterLayout.ts';
import { neuronAt } from './rasterLayout.ts';
import { layerStatistics, neuronRatesHz } from './rates.ts';

/** What a painter over the raster gets: where each neuron and each step lies. */
export interface RasterCanvas {
  readonly frame: Frame;
  readonly plot: Area;
  readonly window: AxisWindow;
  readonly steps: number;
  readonly dtMs: number;
  /** The stripe of a layer; null for one that is not drawn. */
  band(layerId: string): Band | null;
}

export type RasterPainter = (canvas: RasterCanvas) => void;

export interface RasterOptions {
  /** Shared time axis, ms; the raster makes its own when none is given. */
  link?: AxisLink;
  /** The neurons marked in their bands. */
  selected?: readonly NeuronRef[];
  /** Draws over the spikes, inside the plot; for what another view has to say about them. */
  paintOver?: RasterPainter | null;
  onHover?(point: RasterPoint | null): void;
  onSelect?(point: RasterPoint, event: PointerEvent): void;
}

export interface RasterPlot extends Plot<RasterData, RasterOptions> {
  /** How each layer was last drawn, in layer order. */
  modes(): readonly BandMode[];
}

/** Layered spike raster with rates beside and below. Drag zooms time, double-click fits, shift-drag pans. */
export function createRaster(container: HTMLElement, initial: RasterOptions = {}): RasterPlot {
  let options = initial;
  const link = initial.link ?? createAxisLink();
  const scratch = createRasterScratch();
  let data: RasterData | null = null;
  let ratesHz: Float32Array[] = [];
  let layout: RasterLayout | null = null;
  let modes: BandMode[] = [];
  let brush: AxisWindow | null = null;
  let hover: { xPx: number; yPx: number } | null = null;

  const surface = createSurface(container, {
    label: messages.rasterLabel,
    draw(frame) {
      if (!data) return;
      ({ layout, modes } = drawRaster(frame, data, link.window(), ratesHz, scratch));
      const { plot, bands } = layout;
      const { layers, steps, dtMs } = data;
      options.paintOver?.({
        ...{ frame, plot, window: link.window(), steps, dtMs },
        band: (layerId) => bands[layers.findIndex(({ id }) => id === layerId)] ?? null,
      });
    },
    drawOverlay,
    describe: summary,
  });

  function pointAt(xPx: number, yPx: number): RasterPoint | null {
    if (!data || !layout || xPx < layout.plot.leftPx) return null;
    const hit = neuronAt(layout.bands, yPx);
    const layer = hit && data.layers[hit.band];
    if (!layer) return null;
    const tMs = valueAt(xPx, layout.plot, link.window());
    const step = Math.max(0, Math.min(data.steps - 1, Math.floor(tMs / data.dtMs)));
    return { layerId: layer.id, neuron: hit.neuron, step };
  }

  function drawOverlay(frame: Frame): void {
    if (!data || !layout) return;
    const { plot, bands } = layout;
    for (const { layerId, neuron } of options.selected ?? []) {
      const band = bands[data.layers.findIndex((layer) => layer.id === layerId)];
      if (band && neuron < band.size) markNeuron(frame, plot, band, neuron);
    }
    drawCursor(frame, plot, link, brush);
    const point = hover && !brush ? pointAt(hover.xPx, hover.yPx) : null;
    const name = data.layers.find((layer) => layer.id === point?.layerId)?.name;
    if (!hover || !point || name === undefined || hover.xPx > plot.leftPx + plot.widthPx) return;
    drawTag(
      frame,
      messages.rasterHover(name, point.neuron, point.step * data.dtMs),
      hover.xPx,
      hover.yPx,
    );
  }

  function summary(): string {
    const shown = data;
    if (!shown) return messages.noSpikes;
    return shown.layers
      .map((layer) => {
        if (!isSpiking(layer))
          return messages.rasterQuiet(layer.name, layer.size, layer.note ?? '');
        const { silent, meanRateHz, firstMs } = layerStatistics(layer, shown.steps, shown.dtMs);
        return messages.rasterLayer(layer.name, layer.size, silent, meanRateHz, firstMs);
      })
      .join(' ');
  }

  const stopLink = link.subscribe((change) => {
    if (change === 'window') surface.invalidate();
    else surface.invalidateOverlay();
  });
  const stopGestures = attachAxisGestures(surface.element, {
    link,
    area: () =>
      layout?.plot ?? { leftPx: 0, topPx: 0, widthPx: surface.widthPx, heightPx: surface.heightPx },
    onHover(point) {
      hover = point;
      const inside = point && layout && point.xPx >= layout.plot.leftPx;
      link.setCursor(inside && layout ? valueAt(point.xPx, layout.plot, link.window()) : null);
      options.onHover?.(point && pointAt(point.xPx, point.yPx));
      surface.invalidateOverlay();
    },
    onClick({ xPx, yPx }, event) {
      const point = pointAt(xPx, yPx);
      if (point) options.onSelect?.(point, event);
    },
    onBrush(range) {
      brush = range;
      surface.invalidateOverlay();
    },
  });

  return {
    setData(next) {
      data = next;
      ratesHz = next ? next.layers.map((layer) => neuronRatesHz(layer, next.steps, next.dtMs)) : [];
      if (next) link.setExtent({ start: 0, end: next.steps * next.dtMs });
      else layout = null;
      surface.invalidate();
    },
    update(changes) {
      options = { ...options, ...changes };
      if ('paintOver' in changes) surface.invalidate();
      else surface.invalidateOverlay();
    },
    modes: () => modes,
    flush: surface.flush,
    resize: surface.resize,
    destroy() {
      stopLink();
      stopGestures();
      surface.destroy();
    },
    exportPng: surface.exportPng,
    toCsv() {
      return csvLines(['layer', 'neuron', 'time_ms'], spikeRows(data));
    },
    summary,
  };
}

/** A tint along the neuron's row and an arrowhead at its index. */
function markNeuron({ context, theme }: Frame, plot: Area, band: Band, neuron: number): void {
  const rowHeight = band.heightPx / band.size;
  const top = band.topPx + neuron * rowHeight;
  context.fillStyle = withAlpha(theme.accent, 0.2);
  context.fillRect(plot.leftPx, top, plot.widthPx, Math.max(2, rowHeight));
  context.fillStyle = theme.accent;
  const middle = top + rowHeight / 2;
  context.beginPath();
  context.moveTo(plot.leftPx, middle);
  context.lineTo(plot.leftPx - 6, middle - 3.5);
  context.lineTo(plot.leftPx - 6, middle + 3.5);
  context.fill();
}

function* spikeRows(data: RasterData | null): Iterable<[string, number, number]> {
  if (!data) return;
  for (const { name, neurons, times } of data.layers) {
    for (let i = 0; i < times.length; i += 1) yield [name, neurons[i]!, times[i]! * data.dtMs];
  }
}
