/**
 * Another way for errors to travel back, on the same experiment.
 *
 * What the new rule can use stays as it is: data, network, sizes, seed, view, and encoder, loss,
 * score and optimiser where they fit. The rest takes what the rule suggests.
 */
import type { Catalog, Entry, LossEntry, RuleEntry, Suggested } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Chosen, Experiment, Layer } from '../experiment.ts';
import { allows, neuronsFor, readoutOf, SPIKE_MEASURES, twinOf } from '../network/supports.ts';
import type { ParamSpecs, ParamValues } from '../params.ts';
import { defaultsOf, withDefaults } from '../params.ts';
import { describeChanges } from './changes.ts';
import { carriedOver } from './parameters.ts';
import { withConnections, withLayers } from './parts.ts';
import { newIssues } from './refusal.ts';

export interface RuleSwitch {
  readonly experiment: Experiment;
  /** What was changed to suit the rule, a sentence each; empty when all of it fits. */
  readonly changes: readonly string[];
}

/** What a switch leaves behind: how time passed, and whether neurons had to be replaced. */
interface Change {
  readonly time: RuleEntry['time'];
  readonly hasNewNeurons: boolean;
}

export function switchRule(experiment: Experiment, ruleId: string, catalog: Catalog): RuleSwitch {
  if (experiment.rule.id === ruleId) return { experiment, changes: [] };
  const rule = entryOf(catalog.rules, ruleId);
  const named = { ...experiment, rule: { id: ruleId, params: defaultsOf(rule.params) } };
  const network = withFittingNetwork(named, rule, catalog);
  const hasNewNeurons = network.network.layers.some(
    ({ neuron }, index) => neuron?.id !== experiment.network.layers[index]?.neuron?.id,
  );
  const { time } = entryOf(catalog.rules, experiment.rule.id);
  const switched = withFittingSettings(network, rule, catalog, { time, hasNewNeurons });
  return { experiment: switched, changes: describeChanges(experiment, switched, catalog) };
}

/** What choosing a rule would mean for an experiment. */
export type RuleOutlook =
  | { readonly kind: 'current' }
  | { readonly kind: 'fits' }
  | { readonly kind: 'changes'; readonly changes: readonly string[] }
  | { readonly kind: 'impossible'; readonly reasons: readonly string[] };

export function outlookOf(
  experiment: Experiment,
  { experiment: switched, changes }: RuleSwitch,
  catalog: Catalog,
): RuleOutlook {
  if (switched.rule.id === experiment.rule.id) return { kind: 'current' };
  const broken = newIssues(experiment, switched, catalog).map(({ reason }) => reason);
  if (broken.length > 0) return { kind: 'impossible', reasons: [...new Set(broken)] };
  return changes.length === 0 ? { kind: 'fits' } : { kind: 'changes', changes };
}

/** An entry with the parameters a rule suggests for it, the rest at their defaults. */
function suggestedChoice({ id, params }: Suggested, specs: ParamSpecs): Chosen {
  return { id, params: { ...defaultsOf(specs), ...params } };
}

/** Parameters of a layer that suit the rule's neurons: its initial weights. */
function suggestedWeights(rule: RuleEntry, layer: Layer, catalog: Catalog): ParamValues {
  const { role, params } = entryOf(catalog.layers, layer.kind);
  const { weights, readoutWeights } = rule.suggests;
  const wanted = role === 'readout' ? (readoutWeights ?? weights) : weights;
  return Object.fromEntries(Object.entries(wanted ?? {}).filter(([name]) => name in params));
}

/** The layer with the neuron the rule suggests, and the initial weights that suit it. */
export function withSuggestedNeuron(rule: RuleEntry, layer: Layer, catalog: Catalog): Layer {
  if (layer.neuron === undefined) return layer;
  const { role } = entryOf(catalog.layers, layer.kind);
  const { neuron, readoutNeuron } = rule.suggests;
  const wanted = role === 'readout' ? readoutNeuron : neuron;
  const from = entryOf(catalog.neurons, layer.neuron.id).params;
  const to = entryOf(catalog.neurons, wanted.id).params;
  return {
    ...layer,
    params: { ...layer.params, ...suggestedWeights(rule, layer, catalog) },
    neuron: {
      id: wanted.id,
      // Time constants and threshold a person had chosen stay, where the suggestion names no others.
      params: { ...carriedOver(from, layer.neuron.params, to), ...wanted.params },
    },
  };
}

function withFittingNetwork(experiment: Experiment, rule: RuleEntry, catalog: Catalog): Experiment {
  const layers = experiment.network.layers.map((layer) => {
    const kept = allows(rule.supports.layers, layer.kind) ? layer : asTwin(layer, rule, catalog);
    const { role } = entryOf(catalog.layers, kept.kind);
    return kept.neuron === undefined || allows(neuronsFor(rule, role), kept.neuron.id)
      ? kept
      : withSuggestedNeuron(rule, kept, catalog);
  });
  const { connections } = experiment.network;
  const kept = rule.supports.recurrent ? connections : connections.filter((c) => c.from !== c.to);
  return withConnections(
    withLayers(experiment, layers),
    kept.length === connections.length ? connections : kept,
  );
}

/** The layer as the kind of its family that the rule knows; itself when there is none. */
function asTwin(layer: Layer, rule: RuleEntry, catalog: Catalog): Layer {
  const twin = twinOf(rule, layer.kind, catalog);
  return twin === undefined ? layer : asKind(layer, twin.id, catalog);
}

/** The layer as another kind without neurons of its own; a name that was the kind's label follows. */
export function asKind(layer: Layer, kind: string, catalog: Catalog): Layer {
  const from = entryOf(catalog.layers, layer.kind);
  const to = entryOf(catalog.layers, kind);
  return {
    ...layer,
    kind,
    name: layer.name.replace(from.label, to.label),
    params: carriedOver(from.params, layer.params, to.params),
  };
}

/**
 * Encoder, time, score, loss, optimiser and batch that the rule can use.
 *
 * With new neurons, what is tied to them follows even where it could stay: spike times and the
 * length of a presentation to their time constants, target counts to how often they can fire, the
 * learning rate and the batch to the scale of their weights.
 */
function withFittingSettings(
  experiment: Experiment,
  rule: RuleEntry,
  catalog: Catalog,
  { time, hasNewNeurons: isTied }: Change,
): Experiment {
  const { supports, suggests } = rule;
  const { encoder, loss, optimiser } = experiment;
  const isOtherTime = isTied && time !== rule.time;
  const keepsEncoder =
    allows(supports.encoders, encoder.id) &&
    !(isOtherTime && entryOf(catalog.encoders, encoder.id).output === 'times');
  const encoded = withSuggestion(encoder, keepsEncoder ? encoder.id : suggests.encoder.id, {
    suggested: suggests.encoder,
    entries: catalog.encoders,
    isTied,
  });
  const scored = withFittingScore(experiment, rule, catalog, isTied);
  const isOtherPresentation = isOtherTime || (isTied && encoded !== encoder);
  return {
    ...scored,
    encoder: encoded,
    loss: withSuggestion(loss, fittingLoss(scored, rule, catalog), {
      suggested: suggests.loss,
      entries: catalog.losses,
      isTied,
    }),
    optimiser: {
      ...optimiser,
      ...withSuggestion(
        optimiser,
        allows(supports.optimisers, optimiser.id) ? optimiser.id : suggests.optimiser.id,
        { suggested: suggests.optimiser, entries: catalog.optimisers, isTied },
      ),
    },
    simulation: (isOtherPresentation ? suggests.simulation : undefined) ?? experiment.simulation,
    batchSize: (isTied ? suggests.batchSize : undefined) ?? experiment.batchSize,
  };
}

/** The entry `id` in place of the present one; a tied one takes suggested parameters even when it stays. */
function withSuggestion(
  present: Chosen,
  id: string,
  {
    suggested,
    entries,
    isTied,
  }: { suggested: Suggested; entries: readonly Entry[]; isTied: boolean },
): Chosen {
  const wanted = suggested.id === id ? suggested : { id };
  const { params } = entryOf(entries, id);
  if (present.id !== id) return suggestedChoice(wanted, params);
  return isTied && wanted.params !== undefined
    ? { id, params: { ...withDefaults(params, present.params), ...wanted.params } }
    : present;
}

/** The experiment with a loss that its rule and its score allow. */
export function withFittingLoss(experiment: Experiment, catalog: Catalog): Experiment {
  const rule = entryOf(catalog.rules, experiment.rule.id);
  const id = fittingLoss(experiment, rule, catalog);
  if (id === experiment.loss.id) return experiment;
  const { suggests } = rule;
  const wanted = suggests.loss.id === id ? suggests.loss : { id };
  return { ...experiment, loss: suggestedChoice(wanted, entryOf(catalog.losses, id).params) };
}

/** The present loss where the rule and the score allow it, else the suggested or the first that fits. */
function fittingLoss({ loss, network }: Experiment, rule: RuleEntry, catalog: Catalog): string {
  const measure = readoutOf(network.layers, catalog)?.params['measure'];
  const fits = ({ id, measures }: LossEntry): boolean =>
    allows(rule.supports.losses, id) &&
    (measure === undefined || measures.some((candidate) => candidate === measure));
  const wished = [loss.id, rule.suggests.loss.id].map((id) => entryOf(catalog.losses, id));
  return [...wished, ...catalog.losses].find(fits)?.id ?? loss.id;
}

/**
 * A score the rule and the readout's neuron can give.
 *
 * From event to event, how often neurons may fire is tuned to the score, so new neurons bring theirs.
 */
function withFittingScore(
  experiment: Experiment,
  rule: RuleEntry,
  catalog: Catalog,
  isTied: boolean,
): Experiment {
  const readout = readoutOf(experiment.network.layers, catalog);
  if (readout === undefined) return experiment;
  const present = String(readout.params['measure']);
  const isKept = allows(rule.supports.measures, present) && !(isTied && rule.time === 'events');
  const measure = isKept ? present : rule.suggests.measure;
  const scored = measure === present ? readout : withMeasure(readout, measure);
  const fitting = withFiringNeuron(scored, rule, catalog);
  return fitting === readout
    ? experiment
    : withLayers(
        experiment,
        experiment.network.layers.map((layer) => (layer === readout ? fitting : layer)),
      );
}

const withMeasure = (readout: Layer, measure: string): Layer => ({
  ...readout,
  params: { ...readout.params, measure },
});

/** A readout scored by its spikes needs a neuron that fires: the suggested one, or that of hidden layers. */
function withFiringNeuron(readout: Layer, rule: RuleEntry, catalog: Catalog): Layer {
  const needsSpikes = SPIKE_MEASURES.has(String(readout.params['measure']));
  const isSilent =
    readout.neuron !== undefined && !entryOf(catalog.neurons, readout.neuron.id).spiking;
  if (!needsSpikes || !isSilent) return readout;
  const { neuron, readoutNeuron } = rule.suggests;
  const firing = [readoutNeuron, neuron].find(
    ({ id }) => entryOf(catalog.neurons, id).spiking && allows(rule.supports.readoutNeurons, id),
  );
  return firing === undefined
    ? withMeasure(readout, rule.suggests.measure)
    : {
        ...readout,
        neuron: suggestedChoice(firing, entryOf(catalog.neurons, firing.id).params),
        params: { ...readout.params, ...suggestedWeights(rule, readout, catalog) },
      };
}
