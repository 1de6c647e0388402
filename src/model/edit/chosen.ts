/** The selected layer and its neurons, as panels change them. */
import type { View } from '../experiment.ts';
import { VIEW_NEURON_LIMIT } from '../experiment.ts';

/** Membranes drawn for a layer nobody has chosen neurons of. */
const NEURONS_SHOWN = 4;

/** The view with a layer selected and its first neurons. */
export function viewOfLayer(layerId: string, size: number): Pick<View, 'layerId' | 'neurons'> {
  const count = Math.min(NEURONS_SHOWN, size);
  return { layerId, neurons: Array.from({ length: count }, (_, neuron) => neuron) };
}

/**
 * The view after a neuron was picked: alone, or with `add` in or out of those chosen. A ninth takes
 * the place of the oldest.
 */
export function viewOfNeuron(
  view: Pick<View, 'layerId' | 'neurons'>,
  layerId: string,
  neuron: number,
  add: boolean,
): Pick<View, 'layerId' | 'neurons'> {
  if (!add || view.layerId !== layerId) return { layerId, neurons: [neuron] };
  const others = view.neurons.filter((other) => other !== neuron);
  const neurons =
    others.length < view.neurons.length ? others : [...others, neuron].slice(-VIEW_NEURON_LIMIT);
  return { layerId, neurons };
}
