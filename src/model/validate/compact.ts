/** The document without what the defaults already say: what links carry. */
import { documentParams, effectsParams } from '../bounds.ts';
import type { Catalog, Entry } from '../catalog.ts';
import { datasetOf, entryOf } from '../catalog.ts';
import type { Chosen, Experiment, Layer } from '../experiment.ts';
import type { ParamSpecs, ParamValues } from '../params.ts';

type Json = Record<string, unknown>;

/** A plain object that `parseExperiment` turns back into the same experiment. */
export function compactExperiment(experiment: Experiment, catalog: Catalog): Json {
  const { simulation, stopping, optimiser, view, network, effects } = experiment;
  const chosen = (value: Chosen, entries: readonly Entry[]): Json => ({
    id: value.id,
    ...named('params', changed(value.params, entryOf(entries, value.id).params)),
  });
  const own = (name: keyof typeof documentParams, value: number | boolean): Json =>
    value === documentParams[name].default ? {} : { [name]: value };
  return {
    version: experiment.version,
    name: experiment.name,
    ...own('seed', experiment.seed),
    dataset: chosen(experiment.dataset, [datasetOf(catalog, experiment.dataset.id)]),
    encoder: chosen(experiment.encoder, catalog.encoders),
    ...(experiment.augmentation.length === 0
      ? {}
      : { augmentation: experiment.augmentation.map((own) => chosen(own, catalog.augmentations)) }),
    ...named('simulation', { ...own('steps', simulation.steps), ...own('dtMs', simulation.dtMs) }),
    network: {
      layers: network.layers.map((layer) => compactLayer(layer, catalog)),
      connections: network.connections.map(({ id, from, to }) => ({ id, from, to })),
    },
    rule: chosen(experiment.rule, catalog.rules),
    loss: chosen(experiment.loss, catalog.losses),
    optimiser: {
      ...chosen(optimiser, catalog.optimisers),
      ...(optimiser.schedule.id === 'constant'
        ? {}
        : { schedule: chosen(optimiser.schedule, catalog.schedules) }),
      ...own('clipNorm', optimiser.clipNorm),
    },
    ...own('batchSize', experiment.batchSize),
    ...named('stopping', {
      ...own('epochs', stopping.epochs),
      ...own('targetAccuracy', stopping.targetAccuracy),
      ...own('validation', stopping.validation),
    }),
    ...(effects === undefined
      ? {}
      : {
          effects: {
            ...(effects.training === effectsParams.training.default
              ? {}
              : { training: effects.training }),
            ...(effects.seed === effectsParams.seed.default ? {} : { seed: effects.seed }),
            ...(effects.list.length === 0
              ? {}
              : { list: effects.list.map((effect) => chosen(effect, catalog.effects)) }),
          },
        }),
    ...named('view', {
      ...(view.split === 'test' ? {} : { split: view.split }),
      ...(view.sampleIndex === 0 ? {} : { sampleIndex: view.sampleIndex }),
      ...(view.layerId === '' ? {} : { layerId: view.layerId }),
      ...(view.neurons.length === 0 ? {} : { neurons: [...view.neurons] }),
    }),
  };
}

function compactLayer(layer: Layer, catalog: Catalog): Json {
  const entry = entryOf(catalog.layers, layer.kind);
  const neuron = layer.neuron;
  const neuronJson =
    neuron === undefined
      ? {}
      : {
          ...(neuron.id === entry.defaultNeuron ? {} : { id: neuron.id }),
          ...named('params', changed(neuron.params, entryOf(catalog.neurons, neuron.id).params)),
        };
  return {
    id: layer.id,
    kind: layer.kind,
    ...(layer.name === entry.label ? {} : { name: layer.name }),
    ...named('params', changed(layer.params, entry.params)),
    // A neuron that differs from the default names itself, so that a reader needs no second rule.
    ...(neuron === undefined || Object.keys(neuronJson).length === 0
      ? {}
      : { neuron: { ...neuronJson, id: neuron.id } }),
    position: { x: layer.position.x, y: layer.position.y },
  };
}

function changed(values: ParamValues, specs: ParamSpecs): Json {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => specs[name]?.default !== value),
  );
}

function named(key: string, value: Json): Json {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}
