/** What the panels need to know about each layer of the document. Pure. */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { sizeOf } from '#model/shape.ts';

export interface LayerInfo {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly isInput: boolean;
  /** A membrane that can be drawn. */
  readonly hasNeuron: boolean;
  /** Weights of its own. */
  readonly hasWeights: boolean;
  /** Number of filters that its neurons share as weights; null where each has its own. */
  readonly filters: number | null;
  /** Name of a neuron model that never fires; null for all others. */
  readonly silentModel: string | null;
  /** Passes on what it is given in another shape, so that its spikes are those of its input. */
  readonly onlyReshapes: boolean;
}

/** The layers that have a shape, in the order they are computed. */
export function layerInfos({ plan }: Pick<NetworkAnalysis, 'plan'>): readonly LayerInfo[] {
  return plan.map(({ layer, entry, inputs, output }) => {
    const model =
      layer.neuron === undefined ? undefined : entryOf(catalog.neurons, layer.neuron.id);
    const input = inputs[0]?.shape;
    return {
      id: layer.id,
      name: layer.name === '' ? entry.label : layer.name,
      size: sizeOf(output),
      isInput: entry.role === 'input',
      hasNeuron: entry.hasNeuron,
      hasWeights: entry.role === 'weighted' || entry.role === 'readout',
      filters: entry.id === 'conv' ? (output.at(-1) ?? null) : null,
      silentModel: model === undefined || model.spiking ? null : model.label,
      onlyReshapes:
        entry.role === 'transform' && input !== undefined && sizeOf(input) === sizeOf(output),
    };
  });
}
