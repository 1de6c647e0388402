/** From the traces in a frame to what the plot draws. Pure. */
import type { MembraneTraces } from '#protocol/frame.ts';
import type { MembraneTrace, TracesData } from '#plots/traces/tracesData.ts';
import type { Activity } from '#state/frames/parts.ts';
import { messages } from './messages.ts';
import type { Reset } from './resetOf.ts';

export type Quantity = 'membrane' | 'current';

/**
 * Traces of the neurons that the frame holds membranes of; null when it holds none.
 * @param ghost the same sample before the last update, drawn behind where it is of the same layer
 */
export function tracesData(
  { sample, layers, traces }: Activity,
  reset: Reset,
  quantity: Quantity,
  ghost: Activity | null = null,
): TracesData | null {
  if (traces === null) return null;
  const { steps, dtMs } = sample;
  const { layerId } = traces;
  const spikeSteps = spikesOf(
    traces,
    layers.find(({ id }) => id === layerId),
  );
  const isMembrane = quantity === 'membrane';
  const isSame = ghost?.traces?.layerId === layerId;
  const before = ghost !== null && isSame ? tracesData(ghost, reset, quantity) : null;
  return {
    steps,
    dtMs,
    quantity,
    threshold: isMembrane && traces.spiking ? traces.threshold : null,
    resetValue: isMembrane && traces.spiking && traces.resetsToZero ? 0 : null,
    refractorySteps: isMembrane ? traces.refractorySteps : 0,
    traces: traces.neurons.map((neuron, row): MembraneTrace => {
      const own = spikeSteps.get(neuron) ?? new Float32Array(0);
      const values = traces[quantity].subarray(row * steps, (row + 1) * steps);
      const old = before?.traces.find((trace) => trace.neuron === neuron);
      return {
        ...(old === undefined ? {} : { ghost: old.membrane }),
        neuron,
        label: messages.neuron(neuron),
        membrane: isMembrane ? afterReset(values, own, reset) : values,
        spikeSteps: own,
      };
    }),
  };
}

/** v = u where there is no spike; 0, u − resetSize or u where there is one. Spikes lie on steps here. */
export function afterReset(u: Float32Array, spikeSteps: Float32Array, reset: Reset): Float32Array {
  const v = Float32Array.from(u);
  for (const step of spikeSteps) {
    if (reset.resetKind === 'zero') v[step] = 0;
    else if (reset.resetKind === 'subtract') v[step] = (u[step] ?? 0) - reset.resetSize;
  }
  return v;
}

/** The steps at which each traced neuron fired, rising. */
function spikesOf(
  { neurons }: MembraneTraces,
  layer: Activity['layers'][number] | undefined,
): Map<number, Float32Array> {
  const steps = new Map(neurons.map((neuron): [number, number[]] => [neuron, []]));
  if (layer !== undefined) {
    for (let i = 0; i < layer.neurons.length; i++) {
      steps.get(layer.neurons[i]!)?.push(layer.times[i]!);
    }
  }
  return new Map([...steps].map(([neuron, list]) => [neuron, Float32Array.from(list)]));
}
