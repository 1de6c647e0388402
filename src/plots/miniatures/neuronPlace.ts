import type { Area } from '../plot.ts';
import { cellOf, neuronGrid } from './neuronGrid.ts';
import { layoutMaps, mapCorner } from './drawFeatureMaps.ts';

/** A mark of less than this is not seen. */
const LEAST_PX = 3;

export interface PlacedPicture {
  /** What is drawn: a raster, neurons as dots, an image, or a map a channel. */
  readonly kind: string | undefined;
  readonly shape: readonly number[];
  /** Channels that are drawn, where not all are. */
  readonly channelsShown: number;
}

/**
 * Where a neuron lies in the miniature of its layer, in CSS pixels: its row of a raster, its dot, its
 * pixel of an image or a feature map. Null where the miniature has no place for it.
 */
export function neuronPlace(
  { kind, shape, channelsShown }: PlacedPicture,
  neuron: number,
  widthPx: number,
  heightPx: number,
): Area | null {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (kind === 'neurons') return atLeast(cellOf(neuronGrid(size, widthPx, heightPx), neuron));
  if (kind === 'raster') {
    const row = heightPx / size;
    return atLeast({ leftPx: 0, topPx: neuron * row, widthPx, heightPx: row });
  }
  const [height = 0, width = 0, channels = 0] = shape;
  const pixel = Math.floor(neuron / channels);
  const [y, x, channel] = [Math.floor(pixel / width), pixel % width, neuron % channels];
  if (kind === 'image') {
    const scale = Math.min(widthPx / width, heightPx / height);
    return atLeast({
      leftPx: (widthPx - width * scale) / 2 + x * scale,
      topPx: (heightPx - height * scale) / 2 + y * scale,
      widthPx: scale,
      heightPx: scale,
    });
  }
  if (kind !== 'maps' || channel >= channelsShown) return null;
  const shown = { height, width, channels: Math.min(channels, channelsShown) };
  const layout = layoutMaps(shown, widthPx, heightPx);
  const { leftPx, topPx } = mapCorner(layout, channel);
  const side = layout.cellWidthPx / width;
  return atLeast({
    leftPx: leftPx + x * side,
    topPx: topPx + y * side,
    widthPx: side,
    heightPx: side,
  });
}

function atLeast({ leftPx, topPx, widthPx, heightPx }: Area): Area {
  const [width, height] = [Math.max(LEAST_PX, widthPx), Math.max(LEAST_PX, heightPx)];
  return {
    leftPx: leftPx - (width - widthPx) / 2,
    topPx: topPx - (height - heightPx) / 2,
    widthPx: width,
    heightPx: height,
  };
}
