/** Walking over a raster with keys: from neuron to neuron, from layer to layer, from spike to spike. Pure. */
import { layerIndex, nearestTime, spikesOfNeuron } from './nearSpike.ts';
import type { RasterData, RasterPoint } from './rasterData.ts';

export type WalkMove =
  'previousNeuron' | 'nextNeuron' | 'previousLayer' | 'nextLayer' | 'previousSpike' | 'nextSpike';

/** The move that a key stands for; null for other keys. */
export function moveOfKey({
  key,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'shiftKey'>): WalkMove | null {
  if (key === 'ArrowUp') return 'previousNeuron';
  if (key === 'ArrowDown') return 'nextNeuron';
  if (key === 'PageUp') return 'previousLayer';
  if (key === 'PageDown') return 'nextLayer';
  if (key === 'ArrowLeft' && shiftKey) return 'previousSpike';
  if (key === 'ArrowRight' && shiftKey) return 'nextSpike';
  return null;
}

/**
 * Where a move leads; null without layers. Neurons follow each other through all layers; another
 * neuron is entered at its spike nearest in time. At an end the point stays where it is.
 */
export function walkRaster(
  data: RasterData,
  from: RasterPoint | null,
  move: WalkMove,
): RasterPoint | null {
  const start = from ?? startOf(data);
  const at = start === null ? -1 : layerIndex(data, start.layerId);
  const layer = data.layers[at];
  if (start === null || layer === undefined) return from === null ? null : startOf(data);
  if (from === null) return start;
  const step = from.spikeStep ?? from.step;
  switch (move) {
    case 'previousNeuron':
      return from.neuron > 0
        ? enter(data, at, from.neuron - 1, step)
        : enter(data, at - 1, Infinity, step, from);
    case 'nextNeuron':
      return from.neuron < layer.size - 1
        ? enter(data, at, from.neuron + 1, step)
        : enter(data, at + 1, 0, step, from);
    case 'previousLayer':
      return enter(data, at - 1, 0, step, from);
    case 'nextLayer':
      return enter(data, at + 1, 0, step, from);
    case 'previousSpike':
    case 'nextSpike': {
      const times = spikesOfNeuron(layer, from.neuron);
      const next =
        move === 'nextSpike'
          ? times.find((time) => time > step)
          : times.findLast((time) => time < step);
      return next === undefined ? from : { ...from, step: Math.floor(next), spikeStep: next };
    }
    default:
      return move satisfies never;
  }
}

/** The first spike of the first layer that has one, else the first neuron. */
function startOf(data: RasterData): RasterPoint | null {
  const at = data.layers.findIndex(({ times }) => times.length > 0);
  const neuron = data.layers[at]?.neurons[0] ?? 0;
  return enter(data, Math.max(0, at), neuron, 0);
}

function enter(
  { layers }: RasterData,
  index: number,
  wanted: number,
  step: number,
  otherwise: RasterPoint | null = null,
): RasterPoint | null {
  const layer = layers[index];
  if (layer === undefined) return otherwise;
  const neuron = Math.min(wanted, layer.size - 1);
  const spikeStep = nearestTime(spikesOfNeuron(layer, neuron), step);
  return { layerId: layer.id, neuron, step: Math.floor(spikeStep ?? step), spikeStep };
}
