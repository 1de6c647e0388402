/**
 * Another way for errors to travel back, on the same experiment.
 *
 * What the new rule can use stays as it is: data, network, sizes, seed, view, and encoder, loss,
 * score and optimiser where they fit. The rest takes what the rule suggests.
 */
import type { Catalog, RuleEntry } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import { analyseNetwork } from '../network/analyse.ts';
import { allows, effectRefusal, inputsOf, neuronsFor } from '../network/supports.ts';
import { defaultsOf } from '../params.ts';
import { withFittingAugmentation } from './augmentation.ts';
import { describeChanges } from './changes.ts';
import { removeEffect } from './effects.ts';
import { withFittingSettings } from './fitSettings.ts';
import { withConnections, withLayers } from './parts.ts';
import { newIssues } from './refusal.ts';
import { asTwin, ruleFor, withSuggestedNeuron } from './suggested.ts';

export interface RuleSwitch {
  readonly experiment: Experiment;
  /** What was changed to suit the rule, a sentence each; empty when all of it fits. */
  readonly changes: readonly string[];
}

export function switchRule(experiment: Experiment, ruleId: string, catalog: Catalog): RuleSwitch {
  if (experiment.rule.id === ruleId) return { experiment, changes: [] };
  const rule = ruleFor(experiment, ruleId, catalog);
  const named = { ...experiment, rule: { id: ruleId, params: defaultsOf(rule.params) } };
  const { time } = entryOf(catalog.rules, experiment.rule.id);
  const network = withFittingNetwork(named, rule, catalog, time);
  const hasNewNeurons = network.network.layers.some(
    ({ neuron }, index) => neuron?.id !== experiment.network.layers[index]?.neuron?.id,
  );
  const fitting = withFittingSettings(network, rule, catalog, { time, hasNewNeurons });
  const switched = withFittingAugmentation(withFittingEffects(fitting, rule), catalog);
  return { experiment: switched, changes: describeChanges(experiment, switched, catalog) };
}

/** Without the effects that the rule cannot compute. */
function withFittingEffects(experiment: Experiment, rule: RuleEntry): Experiment {
  const refused = (experiment.effects?.list ?? []).filter(
    ({ id }) => effectRefusal(rule, id, experiment) !== null,
  );
  return refused.reduce((changed, { id }) => removeEffect(changed, id), experiment);
}

function withFittingNetwork(
  experiment: Experiment,
  rule: RuleEntry,
  catalog: Catalog,
  timeBefore: RuleEntry['time'],
): Experiment {
  const { plan } = analyseNetwork(experiment, catalog);
  const layers = experiment.network.layers.map((layer) => {
    const kept = allows(rule.supports.layers, layer.kind) ? layer : asTwin(layer, rule, catalog);
    const { role } = entryOf(catalog.layers, kept.kind);
    return kept.neuron === undefined || allows(neuronsFor(rule, role), kept.neuron.id)
      ? kept
      : withSuggestedNeuron(rule, kept, catalog, {
          inputs: inputsOf(plan, layer.id),
          timeBefore,
        });
  });
  const { connections } = experiment.network;
  const kept = rule.supports.recurrent ? connections : connections.filter((c) => c.from !== c.to);
  return withConnections(
    withLayers(experiment, layers),
    kept.length === connections.length ? connections : kept,
  );
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
