/** What a rule suggests for parts of an experiment that it cannot use as they are. */
import type { Catalog, RuleEntry, Suggested } from '../catalog.ts';
import { datasetOf, entryOf } from '../catalog.ts';
import type { Chosen, Experiment, Layer } from '../experiment.ts';
import { twinOf } from '../network/supports.ts';
import type { ParamSpecs, ParamValues } from '../params.ts';
import { defaultsOf } from '../params.ts';
import { carriedOver } from './parameters.ts';

/** An entry with the parameters a rule suggests for it, the rest at their defaults. */
export function suggestedChoice({ id, params }: Suggested, specs: ParamSpecs): Chosen {
  return { id, params: { ...defaultsOf(specs), ...params } };
}

/** The rule with its suggestions for this data set: images are encoded in their own way. */
export function ruleFor({ dataset }: Experiment, ruleId: string, catalog: Catalog): RuleEntry {
  const rule = entryOf(catalog.rules, ruleId);
  const { forImages } = rule.suggests;
  const isImage = datasetOf(catalog, dataset.id).shape.length === 3;
  return isImage && forImages !== undefined
    ? { ...rule, suggests: { ...rule.suggests, ...forImages } }
    : rule;
}

/** What is known of the place a neuron gets. */
export interface NeuronPlace {
  /** Inputs of each neuron of the layer, where shapes are known. */
  readonly inputs?: number | undefined;
  /** How time passed before. */
  readonly timeBefore?: RuleEntry['time'];
}

/**
 * The layer with the neuron the rule suggests, and the initial weights that suit it.
 *
 * Time constants and a threshold that a person had chosen stay where the suggestion names no others,
 * but not to or from a rule that computes from event to event: there they are tuned to the spike
 * times of the input and to the weights.
 */
export function withSuggestedNeuron(
  { suggests, time }: RuleEntry,
  layer: Layer,
  catalog: Catalog,
  { inputs, timeBefore = time }: NeuronPlace = {},
): Layer {
  if (layer.neuron === undefined) return layer;
  const role = entryOf(catalog.layers, layer.kind).role === 'readout' ? 'readout' : 'hidden';
  const wanted = role === 'readout' ? suggests.readoutNeuron : suggests.neuron;
  const sized = inputs === undefined ? undefined : suggests.forInputs?.(inputs, role);
  const readoutWeights = suggests.readoutWeights ?? suggests.weights;
  const weights = role === 'readout' ? readoutWeights : suggests.weights;
  const from = entryOf(catalog.neurons, layer.neuron.id).params;
  const to = entryOf(catalog.neurons, wanted.id).params;
  const isTuned = time === 'events' || timeBefore === 'events';
  const kept = isTuned ? defaultsOf(to) : carriedOver(from, layer.neuron.params, to);
  return {
    ...layer,
    params: withKnown(layer.params, { ...weights, ...sized?.weights }),
    neuron: { id: wanted.id, params: { ...kept, ...wanted.params, ...sized?.neuron } },
  };
}

/** The values with those replaced that are among them. */
function withKnown(values: ParamValues, others: ParamValues): ParamValues {
  const known = Object.entries(others).filter(([name]) => name in values);
  return { ...values, ...Object.fromEntries(known) };
}

/** The layer as the kind of its family that the rule knows; itself when there is none. */
export function asTwin(layer: Layer, rule: RuleEntry, catalog: Catalog): Layer {
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
