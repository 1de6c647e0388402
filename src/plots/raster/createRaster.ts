import { attachAxisGestures, valueAt } from '../axis/axisGestures.ts';
import type { AxisLink, AxisWindow } from '../axis/axisLink.ts';
import { createAxisLink } from '../axis/axisLink.ts';
import { drawCursor } from '../axis/drawCursor.ts';
import { csvLines } from '../csv.ts';
import { messages } from '../messages.ts';
import type { Area, Plot } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawTag } from '../surface/text.ts';
import type { MarkedPlace } from './drawMarks.ts';
import { markNeuron, markPoint } from './drawMarks.ts';
import type { PaintedBand, PreparedRaster } from './drawRaster.ts';
import { createRasterScratch, drawNotes, drawRaster, prepareRaster } from './drawRaster.ts';
import { layerIndex, nearestSpike, nearestTime, spikesOfNeuron } from './nearSpike.ts';
import type { BandMode } from './paintBand.ts';
import type { NeuronRef, RasterData, RasterPoint } from './rasterData.ts';
import { isSpiking } from './rasterData.ts';
import type { Band, RasterLayout } from './rasterLayout.ts';
import { neuronAt } from './rasterLayout.ts';
import { layerStatistics } from './rates.ts';
import { moveOfKey, walkRaster } from './walk.ts';

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
  /** What the pointer or the keys rest on, in this or in another view. */
  pointed?: Omit<RasterPoint, 'step'> | null;
  /** Draws over the spikes, inside the plot; for what another view has to say about them. */
  paintOver?: RasterPainter | null;
  /** A point under the pointer or walked to with keys; null when it is left. */
  onHover?(point: RasterPoint | null, by: 'pointer' | 'keys'): void;
  /** A click, or Enter after walking; `add` with Shift. */
  onSelect?(point: RasterPoint, add: boolean): void;
}

export interface RasterPlot extends Plot<RasterData, RasterOptions> {
  /** How each layer was last drawn, in layer order. */
  modes(): readonly BandMode[];
}

/**
 * Layered spike raster with rates beside and below. Drag zooms time, double-click fits, shift-drag
 * pans; with focus ↑ ↓ walk from neuron to neuron, Shift ← → from spike to spike, Enter selects.
 */
export function createRaster(container: HTMLElement, initial: RasterOptions = {}): RasterPlot {
  let options = initial;
  const link = initial.link ?? createAxisLink();
  const scratch = createRasterScratch();
  let data: RasterData | null = null;
  let prepared: PreparedRaster | null = null;
  let layout: RasterLayout | null = null;
  let painted: PaintedBand[] = [];
  let brush: AxisWindow | null = null;
  let hover: { xPx: number; yPx: number } | null = null;
  /** Where the keys have walked to. */
  let walked: RasterPoint | null = null;

  const surface = createSurface(container, {
    label: messages.rasterLabel,
    draw(frame) {
      if (!data || !prepared) return;
      ({ layout, painted } = drawRaster(frame, prepared, link.window(), scratch));
      const { plot, bands } = layout;
      const { layers, steps, dtMs } = data;
      options.paintOver?.({
        ...{ frame, plot, window: link.window(), steps, dtMs },
        band: (layerId) => bands[layers.findIndex(({ id }) => id === layerId)] ?? null,
      });
      drawNotes(frame, data, layout);
    },
    drawOverlay,
    describe: () => `${summary()} ${messages.rasterKeys}`,
  });

  function pointAt(xPx: number, yPx: number): RasterPoint | null {
    if (!data || !layout || xPx < layout.plot.leftPx) return null;
    const hit = neuronAt(layout.bands, yPx);
    const layer = hit && data.layers[hit.band];
    if (!layer) return null;
    const band = layout.bands[hit.band]!;
    const { plot } = layout;
    const window = link.window();
    const spike = nearestSpike(layer, { band, plot, window }, { xPx, yPx }, data.dtMs);
    const at = spike?.step ?? valueAt(xPx, plot, window) / data.dtMs;
    const step = Math.max(0, Math.min(data.steps - 1, Math.floor(at)));
    const neuron = spike?.neuron ?? hit.neuron;
    return { layerId: layer.id, neuron, step, spikeStep: spike?.step ?? null };
  }

  /** The time axis points at the spike itself, where there is one. */
  function hoverAt(point: { xPx: number; yPx: number } | null): void {
    hover = point;
    walked = null;
    const inside = point && layout && point.xPx >= layout.plot.leftPx;
    const under = point && pointAt(point.xPx, point.yPx);
    const spikeMs = under && under.spikeStep !== null && data ? under.spikeStep * data.dtMs : null;
    const underMs = inside && layout ? valueAt(point.xPx, layout.plot, link.window()) : null;
    link.setCursor(inside ? (spikeMs ?? underMs) : null);
    options.onHover?.(under, 'pointer');
    surface.invalidateOverlay();
  }

  function walkTo(point: RasterPoint | null): void {
    hover = null;
    walked = point;
    if (data && point) {
      const tMs = (point.spikeStep ?? point.step) * data.dtMs;
      const { start, end } = link.window();
      const half = (end - start) / 2;
      if (tMs < start || tMs > end) link.setWindow({ start: tMs - half, end: tMs + half });
      link.setCursor(tMs);
    } else link.setCursor(null);
    options.onHover?.(point, 'keys');
    surface.invalidateOverlay();
  }

  /** From where the keys are, else from what is marked or selected. */
  function walkStart(): RasterPoint | null {
    const selected = options.selected?.at(-1);
    const marked = options.pointed ?? (selected && { ...selected, spikeStep: null });
    if (walked || !marked || !data || layerIndex(data, marked.layerId) < 0) return walked;
    return { ...marked, step: Math.floor(marked.spikeStep ?? 0) };
  }

  /** New spikes of the same neuron: the mark goes with the nearest, not to another neuron. */
  function followSpike(): void {
    const { pointed = null } = options;
    if (!data || pointed === null || pointed.spikeStep === null) return;
    const layer = data.layers[layerIndex(data, pointed.layerId)];
    if (!layer) return;
    const spikeStep = nearestTime(spikesOfNeuron(layer, pointed.neuron), pointed.spikeStep);
    if (spikeStep === pointed.spikeStep) return;
    const wasAt = pointed.spikeStep * data.dtMs;
    if (spikeStep !== null && link.cursor() === wasAt) link.setCursor(spikeStep * data.dtMs);
    const { layerId, neuron } = pointed;
    const point = { layerId, neuron, step: Math.floor(spikeStep ?? pointed.spikeStep), spikeStep };
    if (walked) walked = point;
    options.onHover?.(point, 'pointer');
  }

  function onKey(event: KeyboardEvent): boolean {
    if (!data) return false;
    const move = moveOfKey(event);
    if (move !== null) {
      walkTo(walkRaster(data, walkStart(), move));
      return true;
    }
    if (walked && event.key === 'Enter') options.onSelect?.(walked, event.shiftKey);
    else if (walked && event.key === 'Escape') walkTo(null);
    else return false;
    return true;
  }

  function drawOverlay(frame: Frame): void {
    if (!data || !layout) return;
    const { plot, bands } = layout;
    for (const { layerId, neuron } of options.selected ?? []) {
      const band = bands[data.layers.findIndex((layer) => layer.id === layerId)];
      if (band && neuron < band.size) markNeuron(frame, plot, band, neuron);
    }
    drawCursor(frame, plot, link, brush);
    if (brush) return;
    const { pointed = null } = options;
    const place = pointed && placeOf(pointed);
    if (pointed && place) markPoint(frame, plot, place, pointed);
    const point = hover ? pointAt(hover.xPx, hover.yPx) : walked;
    const name = data.layers.find((layer) => layer.id === point?.layerId)?.name;
    if (!point || name === undefined) return;
    if (hover && hover.xPx > plot.leftPx + plot.widthPx) return;
    const { xPx, yPx } = hover ?? placeOf(point) ?? { xPx: plot.leftPx, yPx: plot.topPx };
    const { neuron, step, spikeStep } = point;
    drawTag(
      frame,
      spikeStep === null
        ? messages.rasterHover(name, neuron, step * data.dtMs)
        : messages.rasterSpike(name, neuron, spikeStep * data.dtMs),
      xPx ?? plot.leftPx,
      yPx,
    );
  }

  /** Pixels of a neuron's row and of its spike, null for a spike that is not shown; null for another layer. */
  function placeOf(point: Omit<RasterPoint, 'step'>): MarkedPlace | null {
    if (!data || !layout) return null;
    const band = layout.bands[layerIndex(data, point.layerId)];
    if (!band || point.neuron >= band.size) return null;
    const { plot } = layout;
    const { start, end } = link.window();
    const tMs = (point.spikeStep ?? NaN) * data.dtMs;
    const isShown = tMs >= start && tMs <= end;
    return {
      band,
      xPx: isShown ? plot.leftPx + ((tMs - start) / (end - start)) * plot.widthPx : null,
      yPx: band.topPx + ((point.neuron + 0.5) / band.size) * band.heightPx,
    };
  }

  function summary(): string {
    const shown = data;
    if (!shown) return messages.noSpikes;
    return shown.layers
      .map((layer, index) => {
        if (!isSpiking(layer))
          return messages.rasterQuiet(layer.name, layer.size, layer.note ?? '');
        const { silent, meanRateHz, firstMs } = layerStatistics(layer, shown.steps, shown.dtMs);
        const words = messages.rasterLayer(layer.name, layer.size, silent, meanRateHz, firstMs);
        const drawn = painted[index];
        return drawn?.mode === 'density' ? `${words} ${messages.rasterDensity(drawn.max)}` : words;
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
    onHover: hoverAt,
    onClick({ xPx, yPx }, event) {
      const point = pointAt(xPx, yPx);
      if (point) options.onSelect?.(point, event.shiftKey);
    },
    onKey,
    onBrush(range) {
      brush = range;
      surface.invalidateOverlay();
    },
  });

  // What the keys had marked is left with the focus.
  const onBlur = (): void => {
    if (walked) walkTo(null);
  };
  surface.element.addEventListener('blur', onBlur);

  return {
    setData(next) {
      data = next;
      prepared = next && prepareRaster(next);
      if (next) link.setExtent({ start: 0, end: next.steps * next.dtMs });
      else layout = null;
      followSpike();
      surface.invalidate();
    },
    update(changes) {
      options = { ...options, ...changes };
      if ('paintOver' in changes) surface.invalidate();
      else surface.invalidateOverlay();
    },
    modes: () => painted.map(({ mode }) => mode),
    ...surface.outlets,
    destroy() {
      stopLink();
      stopGestures();
      surface.element.removeEventListener('blur', onBlur);
      surface.outlets.destroy();
    },
    toCsv() {
      return csvLines(['layer', 'neuron', 'time_ms'], spikeRows(data));
    },
    summary,
  };
}

function* spikeRows(data: RasterData | null): Iterable<[string, number, number]> {
  if (!data) return;
  for (const { name, neurons, times } of data.layers) {
    for (let i = 0; i < times.length; i += 1) yield [name, neurons[i]!, times[i]! * data.dtMs];
  }
}
