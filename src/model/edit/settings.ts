/** Everything of the document outside the network: data, encoder, rule, loss, optimiser, numbers. */
import type { documentParams } from '../bounds.ts';
import type { Catalog, Entry } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Chosen, Experiment } from '../experiment.ts';
import type { ParamValue } from '../params.ts';
import { defaultsOf } from '../params.ts';
import { carriedOver, withParam } from './parameters.ts';
import { withFittingEncoder } from './presentation.ts';

/** The places of a document that hold an entry of the catalog. */
export const SLOTS = ['dataset', 'encoder', 'rule', 'loss', 'optimiser', 'schedule'] as const;
export type Slot = (typeof SLOTS)[number];

export function chosenIn(experiment: Experiment, slot: Slot): Chosen {
  return slot === 'schedule' ? experiment.optimiser.schedule : experiment[slot];
}

export function entriesFor(catalog: Catalog, slot: Slot): readonly Entry[] {
  switch (slot) {
    case 'dataset':
      return catalog.datasets;
    case 'encoder':
      return catalog.encoders;
    case 'rule':
      return catalog.rules;
    case 'loss':
      return catalog.losses;
    case 'optimiser':
      return catalog.optimisers;
    case 'schedule':
      return catalog.schedules;
  }
}

/**
 * Puts another entry into a slot. Changed parameters that the new entry also has are kept, except
 * those of an optimiser: a good learning rate of one is a bad one of another. Another data set brings
 * an encoder that can present it, where the present one cannot.
 */
export function setChosen(
  experiment: Experiment,
  catalog: Catalog,
  slot: Slot,
  id: string,
): Experiment {
  const old = chosenIn(experiment, slot);
  if (old.id === id) return experiment;
  const entries = entriesFor(catalog, slot);
  const to = entryOf(entries, id).params;
  const params =
    slot === 'optimiser'
      ? defaultsOf(to)
      : carriedOver(entryOf(entries, old.id).params, old.params, to);
  const changed = put(experiment, slot, { id, params });
  if (slot !== 'dataset') return changed;
  return withFittingEncoder({ ...changed, view: { ...changed.view, sampleIndex: 0 } }, catalog);
}

export function setChosenParam(
  experiment: Experiment,
  slot: Slot,
  name: string,
  value: ParamValue,
): Experiment {
  const old = chosenIn(experiment, slot);
  const params = withParam(old.params, name, value);
  return params === old.params ? experiment : put(experiment, slot, { id: old.id, params });
}

function put(experiment: Experiment, slot: Slot, chosen: Chosen): Experiment {
  switch (slot) {
    case 'optimiser':
      return { ...experiment, optimiser: { ...experiment.optimiser, ...chosen } };
    case 'schedule':
      return { ...experiment, optimiser: { ...experiment.optimiser, schedule: chosen } };
    case 'dataset':
    case 'encoder':
    case 'rule':
    case 'loss':
      return { ...experiment, [slot]: chosen };
  }
}

/** A number or flag of the document that no catalog entry owns. */
export type DocumentParam = keyof typeof documentParams;

export function documentParam(experiment: Experiment, name: DocumentParam): number | boolean {
  switch (name) {
    case 'seed':
    case 'batchSize':
      return experiment[name];
    case 'steps':
    case 'dtMs':
      return experiment.simulation[name];
    case 'clipNorm':
      return experiment.optimiser.clipNorm;
    case 'epochs':
    case 'targetAccuracy':
    case 'validation':
      return experiment.stopping[name];
  }
}

export function setDocumentParam(
  experiment: Experiment,
  name: DocumentParam,
  value: number | boolean,
): Experiment {
  if (documentParam(experiment, name) === value) return experiment;
  switch (name) {
    case 'seed':
    case 'batchSize':
      return { ...experiment, [name]: value };
    case 'steps':
    case 'dtMs':
      return { ...experiment, simulation: { ...experiment.simulation, [name]: value } };
    case 'clipNorm':
      return { ...experiment, optimiser: { ...experiment.optimiser, clipNorm: Number(value) } };
    case 'epochs':
    case 'targetAccuracy':
    case 'validation':
      return { ...experiment, stopping: { ...experiment.stopping, [name]: value } };
  }
}
