/**
 * Convolution layer of spiking neurons. Currents can be pooled before they reach the membranes, the
 * order conv → pool → LIF of many published networks; a pooling layer after it pools spikes.
 */
import type { LayerEntry } from '#model/catalog.ts';
import { choice, flagParam, number, numberParam, stringParam } from '#model/params.ts';
import { needsImage, windowedExtent } from './windows.ts';
import { weightParams } from './weightParams.ts';

export const conv = {
  id: 'conv',
  label: 'Conv LIF',
  help: 'Small filters slide over feature maps; neurons that share a filter share weights.',
  role: 'weighted',
  hasNeuron: true,
  defaultNeuron: 'lif',
  allowsRecurrent: false,
  maxInputs: 1,
  params: {
    filters: number({
      label: 'Filters',
      default: 12,
      min: 1,
      max: 128,
      hardMax: 1024,
      integer: true,
      unit: 'maps',
      changesShape: true,
      help: 'Number of feature maps the layer produces.',
    }),
    kernelSize: number({
      label: 'Filter size',
      default: 5,
      min: 1,
      max: 11,
      hardMax: 64,
      integer: true,
      unit: 'px',
      changesShape: true,
      help: 'Width and height of each filter.',
    }),
    stride: number({
      label: 'Stride',
      default: 1,
      min: 1,
      max: 4,
      hardMax: 64,
      integer: true,
      unit: 'px',
      advanced: true,
      changesShape: true,
      help: 'Distance between neighbouring filter positions.',
    }),
    padding: choice({
      label: 'Padding',
      default: 'valid',
      advanced: true,
      changesShape: true,
      oneOf: [
        ['valid', 'None'],
        ['same', 'Keep size'],
      ],
      help: 'Whether the borders are filled with zeros so that the maps keep their size.',
    }),
    currentPool: choice({
      label: 'Pool currents',
      default: 'none',
      advanced: true,
      changesShape: true,
      oneOf: [
        ['none', 'No'],
        ['max', 'Maximum'],
        ['average', 'Average'],
      ],
      help: 'Pool the filter responses before they reach the neurons.',
    }),
    currentPoolSize: number({
      label: 'Pool size',
      default: 2,
      min: 2,
      max: 4,
      hardMax: 16,
      integer: true,
      unit: 'px',
      advanced: true,
      changesShape: true,
      visibleIf: { param: 'currentPool', oneOf: ['max', 'average'] },
      help: 'Width and height of the pooling window, and its step.',
    }),
    ...weightParams,
  },
  outputShape: (shape, layer) => {
    const image = needsImage(shape, 'convolution');
    if ('reason' in image) return image;
    const convolved = windowedExtent(image, {
      size: numberParam(layer.params, 'kernelSize'),
      stride: numberParam(layer.params, 'stride'),
      same: stringParam(layer.params, 'padding') === 'same',
      param: 'kernelSize',
    });
    if ('reason' in convolved) return convolved;
    const channels = numberParam(layer.params, 'filters');
    if (stringParam(layer.params, 'currentPool') === 'none') {
      return [convolved.height, convolved.width, channels];
    }
    const size = numberParam(layer.params, 'currentPoolSize');
    const pooled = windowedExtent([convolved.height, convolved.width, channels], {
      size,
      stride: size,
      same: false,
      param: 'currentPoolSize',
    });
    return 'reason' in pooled ? pooled : [pooled.height, pooled.width, channels];
  },
  parameterCount: (inputs, _output, layer) => {
    const shape = inputs[0];
    const channelsIn = shape?.length === 3 ? shape[2] : 0;
    const filters = numberParam(layer.params, 'filters');
    const kernel = numberParam(layer.params, 'kernelSize') ** 2 * channelsIn * filters;
    return kernel + (flagParam(layer.params, 'bias') ? filters : 0);
  },
} as const satisfies LayerEntry;
