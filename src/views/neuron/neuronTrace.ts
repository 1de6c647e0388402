/** The neuron in focus, through the shown presentation, from what frames hold. Pure. */
import type { Experiment } from '#model/experiment.ts';
import type { TracesData } from '#plots/traces/tracesData.ts';
import type { Activity } from '#state/frames/parts.ts';
import { resetOf } from '../membranes/resetOf.ts';
import { tracesData } from '../membranes/tracesData.ts';
import { messages } from './messages.ts';
import type { NeuronTrace } from './neuronEquation.ts';

/** A neuron of a layer. */
export interface Focus {
  readonly layerId: string;
  readonly neuron: number;
}

type Document = Pick<Experiment, 'network' | 'simulation'>;

/** Current above, membrane below, on their own scales; null while the frame has no trace of the neuron. */
export function focusTraces(
  activity: Activity,
  focus: Focus,
  { network }: Document,
): TracesData | null {
  const { traces, sample } = activity;
  if (traces?.layerId !== focus.layerId) return null;
  const reset = resetOf(network, traces, sample.dtMs);
  const membranes = tracesData(activity, reset, 'membrane');
  const currents = tracesData(activity, reset, 'current');
  const own = membranes?.traces.find(({ neuron }) => neuron === focus.neuron);
  const drive = currents?.traces.find(({ neuron }) => neuron === focus.neuron);
  if (membranes === null || own === undefined || drive === undefined) return null;
  const { neuron } = focus;
  return {
    ...membranes,
    traces: [
      { ...drive, quantity: 'current', name: '', label: messages.current(neuron) },
      { ...own, quantity: 'membrane', name: '', label: messages.membrane(neuron) },
    ],
  };
}

/** The same as numbers for the equation. */
export function neuronTrace(
  { traces, layers, sample }: Activity,
  focus: Focus,
  { network }: Document,
): NeuronTrace | null {
  const model = network.layers.find(({ id }) => id === focus.layerId)?.neuron;
  if (traces?.layerId !== focus.layerId || model === undefined) return null;
  const row = traces.neurons.indexOf(focus.neuron);
  const layer = layers.find(({ id }) => id === focus.layerId);
  if (row < 0 || layer === undefined) return null;
  const { steps, dtMs } = sample;
  const spikes: number[] = [];
  for (let i = 0; i < layer.times.length; i++) {
    if (layer.neurons[i] === focus.neuron) spikes.push(layer.times[i]!);
  }
  return {
    ...{ neuron: model, steps, dtMs, spikes },
    membrane: traces.membrane.subarray(row * steps, (row + 1) * steps),
    current: traces.current.subarray(row * steps, (row + 1) * steps),
    threshold: traces.threshold,
    reset: resetOf(network, traces, dtMs),
    refractorySteps: traces.refractorySteps,
  };
}

/** Where the equation stands when nobody points at a time: at the first spike, else at the highest membrane. */
export function restingStep({ spikes, membrane }: NeuronTrace): number {
  const [first] = spikes;
  if (first !== undefined) return Math.min(Math.floor(first), membrane.length - 1);
  let best = 0;
  for (let t = 1; t < membrane.length; t++) if (membrane[t]! > membrane[best]!) best = t;
  return best;
}
