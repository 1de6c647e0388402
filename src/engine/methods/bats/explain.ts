/** The errors of one sample's spike times, as the kernel computed them, and the ways they took (§4). */
import type { Explanation } from '#protocol/backward.ts';
import type { GradientNorm } from '#protocol/backward.ts';
import type { SampleResult } from '#protocol/frame.ts';
import type { TimedSpike } from '../shared/explainTimes.ts';
import { addWay, errorEvents, normOf, timedSpike, walkTimes } from '../shared/explainTimes.ts';
import { type KernelLayer, neuronOfPadded } from './kernel.ts';
import type { BatsNetwork } from './network.ts';
import { rowsInto } from './probe.ts';
import { fire, type OutputSpike, timeByInput, timeByOwnSpike } from './referenceLayer.ts';

/** A spike of the kernel with what its derivatives need; times in the kernel's unit. */
export interface KernelSpike {
  readonly spike: TimedSpike;
  readonly time: number;
  /** u′(T); 0 for inputs and for crossings that only touch the threshold. */
  slope: number;
}

export interface BatsErrors {
  /** The input first. */
  readonly layers: readonly (readonly KernelSpike[])[];
  /** ∂L/∂w by parameter, without padding. */
  readonly gradients: ReadonlyMap<string, Float64Array>;
}

interface Arrived {
  readonly from: KernelSpike;
  readonly weight: number;
}

/**
 * Takes the sample whose forward pass and loss have been computed back through the kernel; gradients
 * are cleared again, as between two updates.
 */
export function readErrors(network: BatsNetwork): BatsErrors {
  const { kernel, plan } = network;
  const { unitMs } = plan;
  const direct = kernel.layers.map(({ spikes }) => spikes.errors.values.slice(0, spikes.count));
  kernel.backward();
  const inputId = plan.outputs[0]?.id ?? '';
  const { inputs } = kernel;
  const layers: KernelSpike[][] = [
    Array.from({ length: inputs.count }, (_, s) => {
      const time = inputs.times.values[s]!;
      const spike = timedSpike(inputId, inputs.neurons.values[s]!, time * unitMs, 0, 0);
      return { spike, time, slope: 0 };
    }),
  ];
  kernel.layers.forEach((layer, l) => {
    const { neurons, times, errors, count } = layer.spikes;
    const id = plan.layers[l]?.layer.id ?? '';
    const isOutput = l === kernel.layers.length - 1;
    layers.push(
      Array.from({ length: count }, (_, s) => {
        const time = times.values[s]!;
        const own = isOutput ? direct[l]![s]! : 0;
        const neuron = neuronOfPadded(layer, neurons.values[s]!);
        const error = errors.values[s]! / unitMs;
        return {
          spike: timedSpike(id, neuron, time * unitMs, own / unitMs, error),
          time,
          slope: 0,
        };
      }),
    );
  });
  const gradients = new Map<string, Float64Array>();
  for (const parameter of plan.parameters) {
    const layer = kernel.layers[parameter.kernelLayer]!;
    const { columns, width, gradient } = layer;
    // The kernel's sums are over τ.
    const scale = 2 * layer.spec.constants.tauSyn;
    const values = Float64Array.from({ length: parameter.rows * columns }, (_, i) => {
      const row = parameter.firstRow + Math.floor(i / columns);
      return scale * gradient.values[row * width + (i % columns)]!;
    });
    gradients.set(parameter.id, values);
  }
  for (const { gradient } of kernel.layers) gradient.values.fill(0);
  for (let l = kernel.layers.length - 1; l >= 0; l--) addWays(kernel.layers[l]!, l, layers);
  for (const { spike } of layers[0]!) spike.error = spike.through;
  return { layers, gradients };
}

/** Ways into every spike of a layer: from what reached its neuron before, and from its own past. */
function addWays(layer: KernelLayer, l: number, layers: readonly KernelSpike[][]): void {
  const { constants } = layer.spec;
  const byNeuron = new Map<number, KernelSpike[]>();
  for (const own of layers[l + 1]!) {
    const known = byNeuron.get(own.spike.neuron);
    if (known === undefined) byNeuron.set(own.spike.neuron, [own]);
    else known.push(own);
  }
  for (const [neuron, trains] of byNeuron) {
    const arrived = arrivedAt(layer, neuron, layers);
    trains.sort((a, b) => a.time - b.time);
    const slopes = slopesOf(layer, arrived, neuron);
    trains.forEach((own, k) => (own.slope = slopes[k]?.slope ?? 0));
    // Later spikes first: an error is complete before earlier ones take their part of it.
    for (let k = trains.length - 1; k >= 0; k--) {
      const later = trains[k]!;
      if (later.spike.error === 0) continue;
      for (let m = 0; m < k; m++) {
        const gap = later.time - trains[m]!.time;
        const derivative = timeByOwnSpike(gap, later.slope, constants.reset, constants.tauSyn);
        addWay(trains[m]!.spike, later.spike, derivative);
      }
      for (const { from, weight } of arrived) {
        const gap = later.time - from.time;
        if (!(gap > 0)) continue;
        addWay(from.spike, later.spike, timeByInput(gap, later.slope, weight, constants.tauSyn));
      }
    }
  }
}

function slopesOf(
  layer: KernelLayer,
  arrived: readonly Arrived[],
  neuron: number,
): readonly OutputSpike[] {
  const { biasTime, constants } = layer.spec;
  const events = arrived.map(({ from, weight }) => ({ time: from.time, weight }));
  if (biasTime !== null) {
    const column = neuron % layer.columns;
    events.push({
      time: biasTime,
      weight: layer.weights.values[(layer.rows - 1) * layer.width + column]!,
    });
  }
  events.sort((a, b) => a.time - b.time);
  return fire(events, constants);
}

function arrivedAt(
  layer: KernelLayer,
  neuron: number,
  layers: readonly (readonly KernelSpike[])[],
): Arrived[] {
  const { shape, sources } = layer.spec;
  const column = neuron % layer.columns;
  const weights = layer.weights.values;
  const rowOf = rowsInto(shape, Math.floor(neuron / layer.columns));
  return sources.flatMap(({ from, targets }) =>
    layers[from + 1]!.flatMap((own): Arrived[] => {
      const input = targets[own.spike.neuron] ?? -1;
      const row = input < 0 ? -1 : rowOf(input);
      return row < 0 ? [] : [{ from: own, weight: weights[row * layer.width + column]! }];
    }),
  );
}

export function explainBats(
  network: BatsNetwork,
  sample: SampleResult,
  loss: number,
  names: (layerId: string) => string,
): Explanation {
  const { layers, gradients } = readErrors(network);
  const { dtMs } = sample;
  const norms: GradientNorm[] = network.plan.parameters.map(({ id, layer }) => ({
    id,
    layerId: layer.id,
    norm: normOf(gradients.get(id) ?? []),
  }));
  return {
    sample,
    loss,
    layers: network.plan.outputs.map(({ id, size, from, targets }) => {
      // A pool shows spikes of the layer before under its own numbers.
      const shown = layers[from + 1]!.flatMap(({ spike }) => {
        const neuron = targets[spike.neuron] ?? -1;
        return neuron < 0 ? [] : [{ ...spike, neuron }];
      });
      const events = errorEvents(shown, dtMs);
      return { id, size, kind: 'time', events, isStatic: false, field: null };
    }),
    gradients: norms,
    ...walkTimes({ layers: layers.map((own) => own.map(({ spike }) => spike)), names, dtMs }),
  };
}
