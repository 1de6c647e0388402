/** The errors of one sample's first spikes, as the kernels computed them, and the ways they took (§4). */
import type { Explanation } from '#protocol/backward.ts';
import type { SampleResult } from '#protocol/frame.ts';
import type { TimedSpike } from '../shared/explainTimes.ts';
import { addWay, errorEvents, normOf, timedSpike, walkTimes } from '../shared/explainTimes.ts';
import type { KernelLayer } from './kernelLayer.ts';
import { readRows } from './layerState.ts';
import type { FirstSpikeNetwork } from './network.ts';
import type { LayerSample } from './reference/layer.ts';
import { timeDerivatives } from './reference/layer.ts';

export interface FirstSpikeErrors {
  /** By layer, the input first; null where a neuron stays silent. */
  readonly layers: readonly (readonly (TimedSpike | null)[])[];
  /** Of each kernel layer, in the terms of the reference. */
  readonly samples: readonly LayerSample[];
  /** ∂L/∂w `[inputs and biases, neurons]` of each kernel layer. */
  readonly gradients: readonly Float64Array[];
}

/** Of the sample in the first row of the input, whose forward pass and loss have been computed. */
export function readErrors({ plan, kernel }: FirstSpikeNetwork): FirstSpikeErrors {
  const last = kernel.layers.length - 1;
  const direct = rowOf(kernel.layers[last]!);
  kernel.backward(1, plan.maxDwNorm);
  const ids = [
    plan.shown.find(({ from }) => from < 0)?.id ?? '',
    ...plan.layers.map(({ id }) => id),
  ];
  const times = [
    kernel.input.block.values.slice(0, kernel.input.n),
    ...kernel.layers.map(({ spikes }) => spikes.block.values.slice(0, spikes.n)),
  ];
  const layers = times.map((own, l) => {
    const layer = kernel.layers[l - 1];
    const errors = layer === undefined ? null : rowOf(layer);
    return Array.from(own, (timeMs, neuron): TimedSpike | null => {
      if (!(timeMs < Infinity)) return null;
      const fromLoss = l - 1 === last ? direct[neuron]! : 0;
      return timedSpike(ids[l]!, neuron, timeMs, fromLoss, errors?.[neuron] ?? 0);
    });
  });
  const samples = kernel.layers.map((layer, l): LayerSample => {
    const { biasTimes, nOut, neuron } = layer.spec;
    const all = layer.weightsInUse();
    return {
      times: Float64Array.from([...times[l]!, ...biasTimes]),
      weights: Float64Array.from(
        { length: layer.nIn * nOut },
        (_, i) => all[Math.floor(i / nOut) * layer.stride + (i % nOut)]!,
      ),
      spikes: times[l + 1]!,
      neuron,
    };
  });
  const gradients = kernel.layers.map((layer) =>
    readRows(layer, layer.gradient, { first: 0, count: layer.nIn }),
  );
  samples.forEach((sample, l) => addWays(sample, layers[l]!, layers[l + 1]!));
  for (const spike of layers[0]!) if (spike !== null) spike.error = spike.through;
  return { layers, samples, gradients };
}

function rowOf({ errors, spec }: KernelLayer): Float64Array {
  return errors.values.slice(0, spec.nOut);
}

function addWays(
  sample: LayerSample,
  earlier: readonly (TimedSpike | null)[],
  later: readonly (TimedSpike | null)[],
): void {
  const { byTime } = timeDerivatives(sample);
  earlier.forEach((from, i) => {
    if (from === null) return;
    later.forEach((to, j) => {
      if (to !== null) addWay(from, to, byTime[i * later.length + j]!);
    });
  });
}

export function explainFirstSpikes(
  network: FirstSpikeNetwork,
  sample: SampleResult,
  loss: number,
  names: (layerId: string) => string,
): Explanation {
  const { layers, gradients } = readErrors(network);
  const { plan } = network;
  const { dtMs } = sample;
  const spikes = layers.map((own) => own.filter((spike) => spike !== null));
  return {
    sample,
    loss,
    layers: plan.shown.map(({ id, from }) => ({
      ...{ id, size: layers[from + 1]!.length, kind: 'time', isStatic: false, field: null },
      events: errorEvents(spikes[from + 1]!, dtMs),
    })),
    gradients: plan.layers.flatMap(({ id: layerId, spec, parameters }, l) => {
      const gradient = gradients[l]!;
      const border = spec.nReal * spec.nOut;
      return parameters.map(({ id, role }) => ({
        id,
        layerId,
        norm: normOf(role === 'bias' ? gradient.subarray(border) : gradient.subarray(0, border)),
      }));
    }),
    ...walkTimes({ layers: spikes, names, dtMs }),
  };
}
