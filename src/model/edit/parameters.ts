/** Parameters of layers and of their neurons. */
import type { Catalog } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import type { ParamSpec, ParamSpecs, ParamValue, ParamValues } from '../params.ts';
import { defaultsOf, hardRange } from '../params.ts';
import { changeLayer } from './parts.ts';

/** The values with one replaced; the same object when nothing changes. */
export function withParam(values: ParamValues, name: string, value: ParamValue): ParamValues {
  return values[name] === value ? values : { ...values, [name]: value };
}

/**
 * Defaults of a new entry, with the values a person had changed carried over where the new entry
 * has a parameter of the same name, kind and unit that takes them.
 */
export function carriedOver(from: ParamSpecs, values: ParamValues, to: ParamSpecs): ParamValues {
  const kept = Object.entries(values).filter(([name, value]) => {
    const before = from[name];
    const after = to[name];
    if (before === undefined || after?.kind !== before.kind) return false;
    return value !== before.default && takes(before, after, value);
  });
  return { ...defaultsOf(to), ...Object.fromEntries(kept) };
}

function takes(before: ParamSpec, after: ParamSpec, value: ParamValue): boolean {
  switch (after.kind) {
    case 'number': {
      const { min, max } = hardRange(after);
      const isSameUnit = before.kind === 'number' && before.unit === after.unit;
      return isSameUnit && typeof value === 'number' && value >= min && value <= max;
    }
    case 'choice':
      return after.oneOf.some((option) => option.value === value);
    case 'flag':
      return true;
  }
}

export function setLayerParam(
  experiment: Experiment,
  layerId: string,
  name: string,
  value: ParamValue,
): Experiment {
  return changeLayer(experiment, layerId, (layer) => {
    const params = withParam(layer.params, name, value);
    return params === layer.params ? layer : { ...layer, params };
  });
}

/** Gives a layer another neuron model; parameters both models have keep their values. */
export function setNeuron(
  experiment: Experiment,
  catalog: Catalog,
  layerId: string,
  neuronId: string,
): Experiment {
  return changeLayer(experiment, layerId, (layer) => {
    if (layer.neuron === undefined || layer.neuron.id === neuronId) return layer;
    const from = entryOf(catalog.neurons, layer.neuron.id).params;
    const to = entryOf(catalog.neurons, neuronId).params;
    const params = carriedOver(from, layer.neuron.params, to);
    return { ...layer, neuron: { id: neuronId, params } };
  });
}

export function setNeuronParam(
  experiment: Experiment,
  layerId: string,
  name: string,
  value: ParamValue,
): Experiment {
  return changeLayer(experiment, layerId, (layer) => {
    if (layer.neuron === undefined) return layer;
    const params = withParam(layer.neuron.params, name, value);
    return params === layer.neuron.params
      ? layer
      : { ...layer, neuron: { ...layer.neuron, params } };
  });
}
