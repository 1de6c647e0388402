import {
  backwardLayer,
  forwardLayer,
  type LayerConstants,
  type OutputSpike,
  type SpikeTrains,
  type Synapse,
} from './referenceLayer.ts';
import type { LossOfSample } from './referenceLoss.ts';
import { poolTrains } from './referenceShapes.ts';

/** Layers one after the other; a pooling layer hands spikes on under other names. */
export type ReferenceLayer =
  | {
      readonly kind: 'spiking';
      readonly synapses: readonly (readonly Synapse[])[];
      readonly weights: Float64Array;
      readonly constants: LayerConstants;
    }
  | { readonly kind: 'pool'; readonly targets: Int32Array };

export interface SamplePass {
  readonly loss: number;
  readonly predicted: number;
  /** Per layer, per neuron. */
  readonly trains: number[][][];
  readonly outputErrors: number[][];
  /** Per layer, of every spike, total in spiking layers. */
  readonly totals: number[][][];
  /** Per layer; null for pooling. */
  readonly weights: (Float64Array | null)[];
  readonly inputs: number[][];
}

/** Forward, loss and exact gradients of one sample (§3 to §6); `lossOf` sees the last layer's trains. */
export function referenceSample(
  layers: readonly ReferenceLayer[],
  inputs: SpikeTrains,
  lossOf: (trains: number[][]) => LossOfSample,
): SamplePass {
  interface Done {
    readonly layer: ReferenceLayer;
    readonly inputs: SpikeTrains;
    readonly trains: number[][];
    readonly spikes: OutputSpike[][];
    readonly from: { neuron: number; slot: number }[][];
  }
  const done: Done[] = [];
  let current = inputs;
  let last: number[][] = [];
  for (const layer of layers) {
    if (layer.kind === 'spiking') {
      const spikes = forwardLayer(current, layer.synapses, layer.weights, layer.constants);
      const trains = spikes.map((own) => own.map(({ time }) => time));
      done.push({ layer, inputs: current, trains, spikes, from: [] });
    } else {
      const { trains, from } = poolTrains(current, layer.targets);
      done.push({ layer, inputs: current, trains, spikes: [], from });
    }
    last = done.at(-1)!.trains;
    current = last;
  }
  const { loss, predicted, errors } = lossOf(last);
  const totals: number[][][] = [];
  const weights: (Float64Array | null)[] = [];
  let back = errors;
  for (const step of done.toReversed()) {
    if (step.layer.kind === 'spiking') {
      const { synapses, weights: values, constants } = step.layer;
      const gradients = backwardLayer(step.inputs, synapses, values, constants, step.spikes, back);
      totals.unshift(gradients.totals);
      weights.unshift(gradients.weights);
      back = gradients.inputs;
    } else {
      totals.unshift(back);
      weights.unshift(null);
      const below = step.inputs.map((train) => train.map(() => 0));
      step.from.forEach((own, target) =>
        own.forEach(({ neuron, slot }, k) => (below[neuron]![slot] = back[target]![k]!)),
      );
      back = below;
    }
  }
  const trains = done.map((step) => step.trains);
  return { loss, predicted, trains, outputErrors: errors, totals, weights, inputs: back };
}
