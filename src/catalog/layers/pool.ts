/** Pooling of spikes: the maximum (did any fire) or the average (share that fired) of a window. */
import type { LayerEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { needsImage, windowedExtent } from './windows.ts';

const params = {
  size: number({
    label: 'Window',
    default: 2,
    min: 2,
    max: 4,
    hardMax: 32,
    integer: true,
    unit: 'px',
    changesShape: true,
    help: 'Width and height of the window; windows do not overlap.',
  }),
} as const;

const outputShape: LayerEntry['outputShape'] = (shape, layer) => {
  const image = needsImage(shape, 'pooling layer');
  if ('reason' in image) return image;
  const size = numberParam(layer.params, 'size');
  const pooled = windowedExtent(image, { size, stride: size, same: false, param: 'size' });
  return 'reason' in pooled ? pooled : [pooled.height, pooled.width, image[2]];
};

const shared = {
  role: 'transform',
  family: 'pool',
  hasNeuron: false,
  allowsRecurrent: false,
  maxInputs: 1,
  params,
  outputShape,
  parameterCount: () => 0,
} as const;

export const maxPool = {
  ...shared,
  id: 'maxPool',
  label: 'Max pool',
  help: 'Keeps a spike when any neuron of the window fires.',
} as const satisfies LayerEntry;

export const avgPool = {
  ...shared,
  id: 'avgPool',
  label: 'Average pool',
  help: 'Passes on the share of the window that fires.',
} as const satisfies LayerEntry;
