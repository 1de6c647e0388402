/** The numbers of a document that a sweep can vary: all that catalog and bounds describe. */
import { documentParams } from '#model/bounds.ts';
import type { Catalog, Entry } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import { setEffectParam } from '#model/edit/effects.ts';
import { setLayerParam, setNeuronParam } from '#model/edit/parameters.ts';
import type { Chosen, Experiment } from '#model/experiment.ts';
import type { NumberSpec, ParamSpecs, ParamValues } from '#model/params.ts';
import { isVisible, withDefaults } from '#model/params.ts';

export interface SweepTarget {
  /** Unique inside the document. */
  readonly id: string;
  /** "Hidden: threshold". */
  readonly label: string;
  readonly spec: NumberSpec;
  readonly value: number;
  apply(experiment: Experiment, value: number): Experiment;
}

type Part = 'rule' | 'loss' | 'encoder' | 'dataset';

export function sweepTargets(experiment: Experiment, catalog: Catalog): readonly SweepTarget[] {
  const { network, optimiser } = experiment;
  const part = (name: Part, title: string, entries: readonly Entry[]): SweepTarget[] =>
    numbersOf(entryOf(entries, experiment[name].id).params, experiment[name].params, {
      ...{ path: name, title },
      apply: (document, key, value) => ({
        ...document,
        [name]: withNumber(document[name], key, value),
      }),
    });
  return [
    ...numbersOf(entryOf(catalog.optimisers, optimiser.id).params, optimiser.params, {
      ...{ path: 'optimiser', title: 'Optimiser' },
      apply: (document, key, value) => ({
        ...document,
        optimiser: { ...document.optimiser, ...withNumber(document.optimiser, key, value) },
      }),
    }),
    ...numbersOf(
      entryOf(catalog.schedules, optimiser.schedule.id).params,
      optimiser.schedule.params,
      {
        ...{ path: 'schedule', title: 'Schedule' },
        apply: (document, key, value) => ({
          ...document,
          optimiser: {
            ...document.optimiser,
            schedule: withNumber(document.optimiser.schedule, key, value),
          },
        }),
      },
    ),
    ...numbersOf(
      { batchSize: documentParams.batchSize },
      { batchSize: experiment.batchSize },
      {
        ...{ path: 'document', title: 'Training' },
        apply: (document, _key, value) => ({ ...document, batchSize: value }),
      },
    ),
    ...numbersOf(
      { clipNorm: documentParams.clipNorm },
      { clipNorm: optimiser.clipNorm },
      {
        ...{ path: 'document', title: 'Training' },
        apply: (document, _key, value) => ({
          ...document,
          optimiser: { ...document.optimiser, clipNorm: value },
        }),
      },
    ),
    ...numbersOf(
      { steps: documentParams.steps, dtMs: documentParams.dtMs },
      { steps: experiment.simulation.steps, dtMs: experiment.simulation.dtMs },
      {
        ...{ path: 'simulation', title: 'Presentation' },
        apply: (document, key, value) => ({
          ...document,
          simulation: { ...document.simulation, [key]: value },
        }),
      },
    ),
    ...part('rule', 'Method', catalog.rules),
    ...part('loss', 'Loss', catalog.losses),
    ...part('encoder', 'Encoder', catalog.encoders),
    ...part('dataset', 'Data', catalog.datasets),
    ...(experiment.effects?.list ?? []).flatMap(({ id, params }) =>
      numbersOf(entryOf(catalog.effects, id).params, params, {
        ...{ path: `effect ${id}`, title: entryOf(catalog.effects, id).label },
        apply: (document, key, value) => setEffectParam(document, id, key, value),
      }),
    ),
    ...network.layers.flatMap(({ id, name, kind, params, neuron }) => [
      ...numbersOf(entryOf(catalog.layers, kind).params, params, {
        ...{ path: `layer ${id}`, title: name },
        apply: (document, key, value) => setLayerParam(document, id, key, value),
      }),
      ...(neuron === undefined
        ? []
        : numbersOf(entryOf(catalog.neurons, neuron.id).params, neuron.params, {
            ...{ path: `neuron ${id}`, title: name },
            apply: (document, key, value) => setNeuronParam(document, id, key, value),
          })),
    ]),
  ];
}

interface Place {
  readonly path: string;
  readonly title: string;
  apply(experiment: Experiment, key: string, value: number): Experiment;
}

/** The numbers that are in play with the other values as they are. */
function numbersOf(specs: ParamSpecs, given: ParamValues, place: Place): SweepTarget[] {
  const values = withDefaults(specs, given);
  return Object.entries(specs).flatMap(([key, spec]): SweepTarget[] => {
    const value = values[key];
    if (spec.kind !== 'number' || typeof value !== 'number' || !isVisible(spec, values)) return [];
    const label = `${place.title}: ${spec.label.charAt(0).toLowerCase()}${spec.label.slice(1)}`;
    return [
      {
        ...{ id: `${place.path} ${key}`, label, spec, value },
        apply: (experiment, next) => place.apply(experiment, key, next),
      },
    ];
  });
}

function withNumber(chosen: Chosen, key: string, value: number): Chosen {
  return { ...chosen, params: { ...chosen.params, [key]: value } };
}
