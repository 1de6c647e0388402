import { divergingRamp } from '../colour/ramps.ts';
import { csvLines } from '../csv.ts';
import { messages } from '../messages.ts';
import type { Area, Plot } from '../plot.ts';
import type { PixelImage } from '../surface/pixelImage.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawTag } from '../surface/text.ts';
import { drawFields, drawMatrix, fieldOrigin, layoutWeights, matrixImage } from './drawWeights.ts';
import { drawWeightScale } from './drawWeightScale.ts';
import type { FieldGrid, WeightStatistics } from './weightMath.ts';
import { FIELD_GAP_PX, layoutFields, weightHistogram, weightStatistics } from './weightMath.ts';
import type { WeightsData, WeightsOptions } from './weightsData.ts';

const HISTOGRAM_BINS = 41;

/** Weights of one connection: orange negative, blue positive, zero the ground, range symmetric. */
export function createWeights(
  container: HTMLElement,
  initial: WeightsOptions = {},
): Plot<WeightsData, WeightsOptions> {
  let options = initial;
  let data: WeightsData | null = null;
  let statistics: WeightStatistics | null = null;
  let counts: Uint32Array = new Uint32Array(HISTOGRAM_BINS);
  /** The matrix picture of the last draw, kept while data, size and theme stay. */
  let cached: { key: string; image: PixelImage } | null = null;
  let hover: { xPx: number; yPx: number } | null = null;

  const mode = (): 'matrix' | 'fields' =>
    options.mode === 'fields' && data?.sourceImage ? 'fields' : 'matrix';
  const limit = (): number => options.limit ?? data?.layer?.limit ?? statistics?.largest ?? 0;
  const surface = createSurface(container, {
    label: messages.weightsLabel,
    draw,
    drawOverlay,
    describe: summary,
  });
  const pictureArea = (): Area => layoutWeights(surface.widthPx, surface.heightPx, mode()).picture;

  function grid(area: Area): FieldGrid | null {
    return data?.sourceImage
      ? layoutFields(data.targets, data.sourceImage, area.widthPx, area.heightPx)
      : null;
  }

  function draw(frame: Frame): void {
    if (!data) return;
    const { theme, scale } = frame;
    const { picture, scale: scaleArea } = layoutWeights(frame.widthPx, frame.heightPx, mode());
    const ramp = divergingRamp(theme.negative, theme.surface, theme.positive);
    const fields = mode() === 'fields' ? grid(picture) : null;
    if (fields) {
      drawFields(frame, data, picture, fields, options.channel ?? 0, ramp, limit());
    } else {
      const key = [
        picture.widthPx,
        picture.heightPx,
        scale,
        limit(),
        theme.surface,
        theme.positive,
      ].join();
      if (cached?.key !== key)
        cached = { key, image: matrixImage(data, picture, scale, ramp, limit()) };
      drawMatrix(frame, data, picture, cached.image);
    }
    drawWeightScale(frame, scaleArea, ramp, limit(), counts);
  }

  function hit(xPx: number, yPx: number): { target: number; source: number | null } | null {
    if (!data) return null;
    const area = pictureArea();
    const x = xPx - area.leftPx;
    const y = yPx - area.topPx;
    if (x < 0 || y < 0 || x >= area.widthPx || y >= area.heightPx) return null;
    const fields = mode() === 'fields' ? grid(area) : null;
    if (!fields) {
      return {
        target: Math.floor((y / area.heightPx) * data.targets),
        source: Math.floor((x / area.widthPx) * data.sources),
      };
    }
    const column = Math.floor(x / (fields.cellWidthPx + FIELD_GAP_PX));
    const target = Math.floor(y / (fields.cellHeightPx + FIELD_GAP_PX)) * fields.columns + column;
    return column < fields.columns && target < fields.shown ? { target, source: null } : null;
  }

  function drawOverlay(frame: Frame): void {
    if (!data) return;
    const { context, theme } = frame;
    const area = pictureArea();
    const target = options.selectedTarget;
    if (target !== null && target !== undefined && target >= 0 && target < data.targets) {
      const fields = mode() === 'fields' ? grid(area) : null;
      const origin = fields && fieldOrigin(area, fields, target);
      context.strokeStyle = theme.accent;
      context.lineWidth = 2;
      if (fields && origin && target < fields.shown) {
        context.strokeRect(origin.xPx, origin.yPx, fields.cellWidthPx, fields.cellHeightPx);
      } else if (!fields) {
        const height = area.heightPx / data.targets;
        context.strokeRect(
          area.leftPx,
          area.topPx + target * height,
          area.widthPx,
          Math.max(2, height),
        );
      }
    }
    const under = hover && hit(hover.xPx, hover.yPx);
    const first = data.firstTarget ?? 0;
    if (!hover || !under) return;
    const text =
      under.source === null
        ? messages.fieldHover(first + under.target)
        : messages.weightHover(
            first + under.target,
            under.source,
            data.values[under.source * data.targets + under.target] ?? NaN,
          );
    drawTag(frame, text, hover.xPx, hover.yPx);
  }

  function summary(): string {
    if (!data || !statistics) return messages.noWeights;
    const { lowest, highest, mean, deviation } = statistics;
    return messages.weightsSummary(data.targets, data.sources, lowest, highest, mean, deviation);
  }

  function measure(): void {
    statistics = data && data.values.length > 0 ? weightStatistics(data.values) : null;
    counts =
      data?.layer?.counts ??
      (data
        ? weightHistogram(data.values, limit(), HISTOGRAM_BINS)
        : new Uint32Array(HISTOGRAM_BINS));
    cached = null;
    surface.invalidate();
  }

  const listening = new AbortController();
  const { signal } = listening;
  const move = (event: PointerEvent | null): void => {
    hover = event && { xPx: event.offsetX, yPx: event.offsetY };
    options.onHover?.((hover && hit(hover.xPx, hover.yPx))?.target ?? null);
    surface.invalidateOverlay();
  };
  surface.element.addEventListener('pointermove', move, { signal });
  surface.element.addEventListener('pointerleave', () => move(null), { signal });
  surface.element.addEventListener(
    'click',
    (event) => {
      const under = hit(event.offsetX, event.offsetY);
      if (under) options.onSelect?.(under.target);
    },
    { signal },
  );

  return {
    setData(next) {
      data = next;
      measure();
    },
    update(changes) {
      options = { ...options, ...changes };
      if (changes.limit === undefined) surface.invalidate();
      else measure();
    },
    ...surface.outlets,
    destroy() {
      listening.abort();
      surface.outlets.destroy();
    },
    toCsv: () => csvLines(['source', 'target', 'weight'], weightRows(data)),
    summary,
  };
}

function* weightRows(data: WeightsData | null): Iterable<number[]> {
  if (!data) return;
  for (let i = 0; i < data.values.length; i += 1) {
    const target = (data.firstTarget ?? 0) + (i % data.targets);
    yield [Math.floor(i / data.targets), target, data.values[i]!];
  }
}
