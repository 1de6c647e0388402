/**
 * Why something of the catalog cannot be used in an experiment as it is, so that menus grey it out
 * with the reason; null where it can. And the rule under which it could.
 */
import type { Catalog, LossEntry, RuleEntry } from '../catalog.ts';
import { datasetOf, entryOf } from '../catalog.ts';
import type { Experiment, Layer } from '../experiment.ts';
import { measureLabel } from '../network/ruleIssues.ts';
import {
  allows,
  effectRefusal,
  neuronsFor,
  readoutOf,
  SPIKE_MEASURES,
} from '../network/supports.ts';
import type { NewLayer } from './addLayer.ts';
import type { Slot } from './settings.ts';
import { outlookOf, switchRule } from './switchRule.ts';

/** A reason that follows the name of what it is about: "not with …". */
export interface Unavailable {
  readonly reason: string;
  /** Which rules could use it; absent where the rule is not what is in the way. */
  readonly can?: (rule: RuleEntry) => boolean;
  /** A score of the readout with which it could be used under the present rule. */
  readonly measure?: string;
}

export function unavailableLayer(
  experiment: Experiment,
  catalog: Catalog,
  { kind, recurrent = false }: NewLayer,
): Unavailable | null {
  return underRule(
    experiment,
    catalog,
    ({ supports }) => allows(supports.layers, kind) && (supports.recurrent || !recurrent),
  );
}

/** Why a layer cannot be connected to itself. */
export function unavailableLoop(experiment: Experiment, catalog: Catalog): Unavailable | null {
  return underRule(experiment, catalog, ({ supports }) => supports.recurrent);
}

/** Why an entry cannot be put into a slot of the document. */
export function unavailableChoice(
  experiment: Experiment,
  catalog: Catalog,
  slot: Slot,
  id: string,
): Unavailable | null {
  switch (slot) {
    case 'encoder':
      return (
        underRule(experiment, catalog, ({ supports }) => allows(supports.encoders, id)) ??
        withoutSpikes(experiment, id, catalog)
      );
    case 'optimiser':
      return underRule(experiment, catalog, ({ supports }) => allows(supports.optimisers, id));
    case 'loss':
      return (
        underRule(experiment, catalog, ({ supports }) => allows(supports.losses, id)) ??
        withoutScore(experiment, entryOf(catalog.losses, id), catalog)
      );
    case 'dataset':
    case 'rule':
    case 'schedule':
      return null;
  }
}

/** Why a layer cannot have a neuron model. */
export function unavailableNeuron(
  experiment: Experiment,
  catalog: Catalog,
  layer: Layer,
  neuronId: string,
): Unavailable | null {
  const { role } = entryOf(catalog.layers, layer.kind);
  const { spiking } = entryOf(catalog.neurons, neuronId);
  if (role === 'weighted' && !spiking) return { reason: 'never fires, only for a readout' };
  const isScored = role === 'readout' && SPIKE_MEASURES.has(String(layer.params['measure']));
  return (
    underRule(experiment, catalog, (rule) => allows(neuronsFor(rule, role), neuronId)) ??
    (isScored && !spiking ? { reason: 'never fires, and the score counts on spikes' } : null)
  );
}

/** Why an effect of the substrate cannot be computed. */
export function unavailableEffect(
  experiment: Experiment,
  catalog: Catalog,
  effectId: string,
): Unavailable | null {
  const rule = entryOf(catalog.rules, experiment.rule.id);
  const reason = effectRefusal(rule, effectId, experiment);
  return reason === null
    ? null
    : {
        reason: `not with ${rule.label}: ${reason}`,
        can: (other) => effectRefusal(other, effectId, experiment) === null,
      };
}

/** Why the readout cannot be scored in a way. */
export function unavailableMeasure(
  experiment: Experiment,
  catalog: Catalog,
  layer: Layer,
  measure: string,
): Unavailable | null {
  const byRule = underRule(experiment, catalog, ({ supports }) =>
    allows(supports.measures, measure),
  );
  if (byRule !== null) return byRule;
  const neuron = layer.neuron === undefined ? undefined : entryOf(catalog.neurons, layer.neuron.id);
  return SPIKE_MEASURES.has(measure) && neuron?.spiking === false
    ? { reason: 'needs a neuron that fires' }
    : null;
}

function underRule(
  experiment: Experiment,
  catalog: Catalog,
  can: (rule: RuleEntry) => boolean,
): Unavailable | null {
  const rule = entryOf(catalog.rules, experiment.rule.id);
  return can(rule) ? null : { reason: `not with ${rule.label}`, can };
}

/** Some encoders present spikes that are in the data. */
function withoutSpikes(
  { dataset }: Experiment,
  encoderId: string,
  catalog: Catalog,
): Unavailable | null {
  const needsSpikes = entryOf(catalog.encoders, encoderId).needsSpikes === true;
  return needsSpikes && datasetOf(catalog, dataset.id).hasSpikes !== true
    ? { reason: 'needs data that are spikes' }
    : null;
}

/** A loss reads one kind of score. */
function withoutScore(
  experiment: Experiment,
  loss: LossEntry,
  catalog: Catalog,
): Unavailable | null {
  const readout = readoutOf(experiment.network.layers, catalog);
  const present = readout?.params['measure'];
  if (readout === undefined || loss.measures.some((measure) => measure === present)) return null;
  const measure = loss.measures.find(
    (candidate) => unavailableMeasure(experiment, catalog, readout, candidate) === null,
  );
  const named = measureLabel(measure ?? loss.measures[0] ?? '', catalog).toLowerCase();
  return {
    reason: `needs the score "${named}"`,
    ...(measure === undefined ? {} : { measure }),
  };
}

/** The rule that could, and that can train this network with the fewest other changes. */
export function ruleThatCan(
  experiment: Experiment,
  catalog: Catalog,
  can: (rule: RuleEntry) => boolean,
): RuleEntry | null {
  const counted = catalog.rules.flatMap((rule) => {
    if (rule.id === experiment.rule.id || !can(rule)) return [];
    const switched = switchRule(experiment, rule.id, catalog);
    return outlookOf(experiment, switched, catalog).kind === 'impossible'
      ? []
      : [{ rule, changes: switched.changes.length }];
  });
  return counted.toSorted((a, b) => a.changes - b.changes)[0]?.rule ?? null;
}
