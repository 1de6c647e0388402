/** Encoder, time, score, loss and optimiser that a rule can use, changed as little as it allows. */
import type { Catalog, Entry, LossEntry, RuleEntry, Suggested } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Chosen, Experiment, Layer } from '../experiment.ts';
import { allows, readoutOf, SPIKE_MEASURES } from '../network/supports.ts';
import { withDefaults } from '../params.ts';
import { withLayers } from './parts.ts';
import { suggestedChoice } from './suggested.ts';

/** What a switch leaves behind: how time passed, and whether neurons had to be replaced. */
export interface Change {
  readonly time: RuleEntry['time'];
  readonly hasNewNeurons: boolean;
}

/**
 * Encoder, time, score, loss, optimiser and batch that the rule can use.
 *
 * With new neurons, what is tied to them follows even where it could stay: spike times and the
 * length of a presentation to their time constants, target counts to how often they can fire, the
 * learning rate and the batch to the scale of their weights.
 */
export function withFittingSettings(
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
      };
}
