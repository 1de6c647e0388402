/** Extents of sliding windows, shared by convolution and pooling layers. */
import type { Refusal } from '#model/catalog.ts';
import type { Shape } from '#model/shape.ts';
import { shapeLabel } from '#model/shape.ts';

type ImageShape = readonly [height: number, width: number, channels: number];

/** The shape as feature maps, or why it is none. */
export function needsImage(shape: Shape, what: string): ImageShape | Refusal {
  if (shape.length === 3) return shape;
  return {
    reason: `A ${what} needs height × width × channels; this input is a list of ${shapeLabel(shape)} values.`,
    remedy: 'Connect it before a Flatten or Dense layer, or choose an image data set.',
  };
}

/** Output height and width of a window, or why it does not fit. */
export function windowedExtent(
  [height, width]: ImageShape,
  window: { size: number; stride: number; same: boolean; param: string },
): { height: number; width: number } | Refusal {
  if (window.same) {
    return { height: Math.ceil(height / window.stride), width: Math.ceil(width / window.stride) };
  }
  const smallest = Math.min(height, width);
  if (window.size > smallest) {
    return {
      reason: `A window of ${window.size} px does not fit into maps of ${height} × ${width} px.`,
      remedy: `Make it ${smallest} px or smaller, or remove a pooling layer before it.`,
      fix: { kind: 'setParam', param: window.param, value: smallest },
    };
  }
  return {
    height: Math.floor((height - window.size) / window.stride) + 1,
    width: Math.floor((width - window.size) / window.stride) + 1,
  };
}
