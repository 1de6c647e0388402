/**
 * What an experiment looked like under each rule it was trained by, so that going back to a rule
 * brings back what leaving it had replaced.
 *
 * Only what switching can change is remembered, part by part. A part that a person edited since
 * under another rule is not brought back: the edit holds.
 */
import type { Catalog } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Connection, Experiment, Layer } from '../experiment.ts';
import { describeChanges } from './changes.ts';
import { withConnections, withLayers } from './parts.ts';
import { newIssues } from './refusal.ts';
import type { RuleSwitch } from './switchRule.ts';
import { switchRule } from './switchRule.ts';

interface Known {
  /** The document when it was last seen under the rule. */
  readonly experiment: Experiment;
  /** Parts edited since, under other rules. */
  readonly edited: ReadonlySet<string>;
}

export type MethodMemory = ReadonlyMap<string, Known>;

export const emptyMemory: MethodMemory = new Map();

export interface RememberedSwitch extends RuleSwitch {
  readonly memory: MethodMemory;
}

/** Switches the rule as `switchRule` does, then brings back what the memory holds for it. */
export function switchRemembered(
  memory: MethodMemory,
  experiment: Experiment,
  ruleId: string,
  catalog: Catalog,
): RememberedSwitch {
  if (experiment.rule.id === ruleId) return { experiment, changes: [], memory };
  const noted = noteEdits(memory, experiment);
  const plain = switchRule(experiment, ruleId, catalog);
  const known = noted.get(ruleId);
  const restored =
    known === undefined ? plain.experiment : restore(plain.experiment, known, experiment, catalog);
  const isWhole = newIssues(plain.experiment, restored, catalog).length === 0;
  const result = isWhole ? restored : plain.experiment;
  return {
    experiment: result,
    changes: describeChanges(experiment, result, catalog),
    memory: new Map(noted).set(ruleId, { experiment: result, edited: new Set() }),
  };
}

/** The memory with the present document under its rule, and its edits held against the others. */
function noteEdits(memory: MethodMemory, experiment: Experiment): Map<string, Known> {
  const present = experiment.rule.id;
  const before = memory.get(present);
  const edits = before === undefined ? [] : editedParts(before.experiment, experiment);
  const noted = new Map<string, Known>();
  for (const [ruleId, known] of memory) {
    noted.set(ruleId, { ...known, edited: new Set([...known.edited, ...edits]) });
  }
  return noted.set(present, { experiment, edited: new Set() });
}

/** What switching can change, by name; equal text means equal values. */
function partsOf(experiment: Experiment): Map<string, string> {
  const { encoder, simulation, loss, optimiser, batchSize, network } = experiment;
  const parts: [string, unknown][] = [
    ['encoder', encoder],
    ['simulation', simulation],
    ['loss', loss],
    ['optimiser', optimiser],
    ['batchSize', batchSize],
    ...network.layers.flatMap((layer): [string, unknown][] => [
      [`kind ${layer.id}`, layer.kind],
      [`neuron ${layer.id}`, layer.neuron],
      [`loop ${layer.id}`, loopOf(experiment, layer.id) !== undefined],
      ...Object.entries(layer.params).map(([name, value]): [string, unknown] => [
        `param ${layer.id} ${name}`,
        value,
      ]),
    ]),
  ];
  return new Map(parts.map(([name, value]) => [name, JSON.stringify(value) ?? '']));
}

function editedParts(before: Experiment, after: Experiment): string[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => old.get(name) !== now.get(name),
  );
}

function restore(
  switched: Experiment,
  { experiment, edited }: Known,
  present: Experiment,
  catalog: Catalog,
): Experiment {
  const holds = (part: string): boolean => !edited.has(part);
  const layers = switched.network.layers.map((layer) => {
    const old = experiment.network.layers.find(({ id }) => id === layer.id);
    return old === undefined ? layer : restoreLayer(layer, old, holds, catalog);
  });
  const connections = restoreLoops(switched, experiment, holds);
  return {
    ...withConnections(withLayers(switched, layers), connections),
    rule: experiment.rule,
    ...(holds('encoder') && { encoder: experiment.encoder }),
    ...(holds('simulation') && { simulation: experiment.simulation }),
    ...(holds('loss') && { loss: experiment.loss }),
    ...(holds('optimiser') && { optimiser: experiment.optimiser }),
    // A batch size suits any rule, so an edited one need not give way to a suggestion.
    batchSize: (holds('batchSize') ? experiment : present).batchSize,
  };
}

function restoreLayer(
  layer: Layer,
  old: Layer,
  holds: (part: string) => boolean,
  catalog: Catalog,
): Layer {
  const kind = holds(`kind ${layer.id}`) ? old.kind : layer.kind;
  const from = entryOf(catalog.layers, layer.kind);
  const to = entryOf(catalog.layers, kind);
  const values = Object.entries(layer.params).map(([name, value]) => {
    const was = old.params[name];
    return [name, was !== undefined && holds(`param ${layer.id} ${name}`) ? was : value] as const;
  });
  const neuron = holds(`neuron ${layer.id}`) ? (old.neuron ?? layer.neuron) : layer.neuron;
  return {
    ...layer,
    kind,
    name: from === to ? layer.name : layer.name.replace(from.label, to.label),
    params: Object.fromEntries(values.filter(([name]) => name in to.params)),
    ...(neuron === undefined || !to.hasNeuron ? {} : { neuron }),
  };
}

/** The connections with each layer's own one as it was. */
function restoreLoops(
  switched: Experiment,
  old: Experiment,
  holds: (part: string) => boolean,
): readonly Connection[] {
  const there = new Set(switched.network.layers.map(({ id }) => id));
  const isBack = ({ from, to }: Connection): boolean =>
    from === to && there.has(from) && holds(`loop ${from}`);
  const back = old.network.connections.filter(
    (c) => isBack(c) && loopOf(switched, c.from) === undefined,
  );
  const kept = switched.network.connections.filter(
    (c) => !isBack(c) || loopOf(old, c.from) !== undefined,
  );
  return [...kept, ...back];
}

function loopOf({ network }: Experiment, layerId: string): Connection | undefined {
  return network.connections.find((c) => c.from === layerId && c.to === layerId);
}
