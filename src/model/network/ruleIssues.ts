/** What the chosen rule, encoder, loss, optimiser and layers cannot do together. */
import type { Catalog, NetworkFix, RuleEntry } from '../catalog.ts';
import { datasetOf, entryOf, findEntry } from '../catalog.ts';
import type { Experiment, Layer } from '../experiment.ts';
import type { ParamSpec, ParamValue } from '../params.ts';
import type { NetworkIssue } from './analyse.ts';
import { allows, effectRefusal, neuronsFor, SPIKE_MEASURES, twinOf } from './supports.ts';

type Add = (reason: string, remedy: string, fix?: NetworkFix) => void;

export function ruleIssues(experiment: Experiment, catalog: Catalog): NetworkIssue[] {
  const issues: NetworkIssue[] = [];
  const about =
    (layerId: string | null, connectionId: string | null = null): Add =>
    (reason, remedy, fix) => {
      issues.push({ layerId, connectionId, reason, remedy, ...(fix === undefined ? {} : { fix }) });
    };
  const rule = entryOf(catalog.rules, experiment.rule.id);
  settingIssues(experiment, rule, catalog, about(null));
  augmentationIssues(experiment, catalog, about(null));
  effectIssues(experiment, rule, catalog, about(null));
  for (const layer of experiment.network.layers) {
    kindIssues(experiment, layer, rule, catalog, about(layer.id));
    neuronIssues(layer, rule, catalog, about(layer.id));
    connectionIssues(experiment, layer, rule, about(layer.id));
    scoreIssues(experiment, layer, rule, catalog, about(layer.id));
    paramIssues(layer, rule, catalog, about(layer.id));
  }
  return issues;
}

function settingIssues(
  { dataset, encoder, loss, optimiser }: Experiment,
  { label, supports, suggests }: RuleEntry,
  catalog: Catalog,
  add: Add,
): void {
  const data = datasetOf(catalog, dataset.id);
  const presented = entryOf(catalog.encoders, encoder.id);
  if (presented.needsSpikes === true && data.hasSpikes !== true) {
    const other = entryOf(catalog.encoders, suggests.encoder.id);
    add(
      `"${presented.label}" presents recorded spikes, and ${data.label} has none.`,
      `Use "${other.label}" instead.`,
      { kind: 'setEncoder', encoderId: other.id },
    );
  }
  if (!allows(supports.encoders, encoder.id)) {
    const other = entryOf(catalog.encoders, suggests.encoder.id);
    add(
      `${label} cannot use the encoder "${entryOf(catalog.encoders, encoder.id).label}".`,
      `Use "${other.label}" instead.`,
      { kind: 'setEncoder', encoderId: other.id },
    );
  }
  if (!allows(supports.losses, loss.id)) {
    const other = entryOf(catalog.losses, suggests.loss.id);
    add(
      `${label} cannot train on "${entryOf(catalog.losses, loss.id).label}".`,
      `Use "${other.label}" instead.`,
      { kind: 'setLoss', lossId: other.id },
    );
  }
  if (!allows(supports.optimisers, optimiser.id)) {
    const other = entryOf(catalog.optimisers, suggests.optimiser.id);
    add(
      `${label} cannot use the optimiser "${entryOf(catalog.optimisers, optimiser.id).label}".`,
      `Use "${other.label}" instead.`,
      { kind: 'setOptimiser', optimiserId: other.id },
    );
  }
}

function augmentationIssues(
  { augmentation, dataset, encoder }: Experiment,
  catalog: Catalog,
  add: Add,
): void {
  const data = datasetOf(catalog, dataset.id);
  const presented = entryOf(catalog.encoders, encoder.id);
  for (const { id } of augmentation) {
    const entry = entryOf(catalog.augmentations, id);
    const refusal = entry.refusal({ data, encoder: presented });
    if (refusal === null) continue;
    add(`The augmentation "${entry.label}" ${refusal}.`, `Remove "${entry.label}".`, {
      kind: 'removeAugmentation',
      augmentationId: id,
    });
  }
}

function effectIssues(experiment: Experiment, rule: RuleEntry, catalog: Catalog, add: Add): void {
  for (const { id } of experiment.effects?.list ?? []) {
    const reason = effectRefusal(rule, id, experiment);
    if (reason === null) continue;
    const { label } = entryOf(catalog.effects, id);
    add(`${rule.label} cannot compute the effect "${label}": ${reason}.`, `Remove "${label}".`, {
      kind: 'removeEffect',
      effectId: id,
    });
  }
}

function kindIssues(
  { network }: Experiment,
  layer: Layer,
  rule: RuleEntry,
  catalog: Catalog,
  add: Add,
): void {
  if (allows(rule.supports.layers, layer.kind)) return;
  const { label } = entryOf(catalog.layers, layer.kind);
  const reason = `${rule.label} cannot train through a layer of the kind "${label}".`;
  const twin = twinOf(rule, layer.kind, catalog);
  if (twin !== undefined) {
    add(reason, `Use "${twin.label}" instead.`, { kind: 'replaceLayer', layerKind: twin.id });
    return;
  }
  const other = catalog.rules.find(({ supports }) =>
    network.layers.every(({ kind }) => allows(supports.layers, kind)),
  );
  if (other === undefined) add(reason, 'Delete it.');
  else add(reason, `Switch to ${other.label}.`, { kind: 'setRule', ruleId: other.id });
}

function neuronIssues(layer: Layer, rule: RuleEntry, catalog: Catalog, add: Add): void {
  if (layer.neuron === undefined) return;
  const { role } = entryOf(catalog.layers, layer.kind);
  const neuron = entryOf(catalog.neurons, layer.neuron.id);
  const wanted = role === 'readout' ? rule.suggests.readoutNeuron : rule.suggests.neuron;
  const other = entryOf(catalog.neurons, wanted.id);
  const fix: NetworkFix = { kind: 'setNeuron', neuronId: other.id };
  if (!allows(neuronsFor(rule, role), neuron.id)) {
    add(
      role === 'weighted' && !neuron.spiking
        ? `${neuron.label} never fires, so it can only be a readout.`
        : `${rule.label} cannot train the neuron "${neuron.label}" here.`,
      `Use "${other.label}" instead.`,
      fix,
    );
  } else if (role === 'weighted' && !neuron.spiking) {
    add(
      `${neuron.label} never fires, so it can only be a readout.`,
      `Use "${other.label}" instead.`,
      fix,
    );
  }
}

function connectionIssues(
  { network }: Experiment,
  layer: Layer,
  { label, supports }: RuleEntry,
  add: Add,
): void {
  const loop = network.connections.find((c) => c.from === layer.id && c.to === layer.id);
  if (loop !== undefined && !supports.recurrent) {
    add(
      `${label} cannot train recurrent connections.`,
      'Remove the connection from this layer to itself.',
      { kind: 'removeConnection', connectionId: loop.id },
    );
  }
  const incoming = network.connections.filter((c) => c.to === layer.id && c.from !== layer.id);
  const last = incoming.at(-1);
  if (incoming.length > 1 && last !== undefined && !supports.severalInputs) {
    const feeder = network.layers.find(({ id }) => id === last.from);
    add(
      `${label} allows one incoming connection a layer; this one has ${incoming.length}.`,
      `Remove the connection from ${feeder?.name ?? last.from}.`,
      { kind: 'removeConnection', connectionId: last.id },
    );
  }
}

function paramIssues(
  layer: Layer,
  { label, supports }: RuleEntry,
  catalog: Catalog,
  add: Add,
): void {
  const { params } = entryOf(catalog.layers, layer.kind);
  for (const [param, allowed] of Object.entries(supports.layerParams ?? {})) {
    const value = layer.params[param];
    const spec = params[param];
    const [first] = allowed;
    if (value === undefined || spec === undefined || first === undefined) continue;
    if (allowed.includes(value)) continue;
    add(
      `${label} cannot use "${spec.label}: ${valueText(spec, value)}".`,
      `Set it to "${valueText(spec, first)}".`,
      { kind: 'setParam', param, value: first },
    );
  }
}

function valueText(spec: ParamSpec, value: ParamValue): string {
  if (spec.kind === 'flag') return value === true ? 'on' : 'off';
  if (spec.kind === 'number') return String(value);
  return spec.oneOf.find((option) => option.value === value)?.label ?? String(value);
}

function scoreIssues(
  experiment: Experiment,
  layer: Layer,
  rule: RuleEntry,
  catalog: Catalog,
  add: Add,
): void {
  if (entryOf(catalog.layers, layer.kind).role !== 'readout') return;
  const measure = String(layer.params['measure']);
  const name = measureLabel(measure, catalog);
  const loss = entryOf(catalog.losses, experiment.loss.id);
  const fitsLoss = (candidate: string): boolean => loss.measures.some((m) => m === candidate);
  const setMeasure = (value: string): NetworkFix => ({ kind: 'setParam', param: 'measure', value });
  if (!allows(rule.supports.measures, measure)) {
    const other =
      loss.measures.find((candidate) => allows(rule.supports.measures, candidate)) ??
      rule.suggests.measure;
    add(
      `${rule.label} cannot use the score "${name}".`,
      `Use "${measureLabel(other, catalog)}" instead.`,
      setMeasure(other),
    );
  } else if (!fitsLoss(measure)) {
    const other = catalog.losses.find(
      ({ id, measures }) => measures.some((m) => m === measure) && allows(rule.supports.losses, id),
    );
    const score = loss.measures.find((candidate) => allows(rule.supports.measures, candidate));
    const reason = `The loss "${loss.label}" does not fit the score "${name}".`;
    if (other !== undefined) {
      add(reason, `Use "${other.label}".`, { kind: 'setLoss', lossId: other.id });
    } else if (score !== undefined) {
      add(reason, `Use the score "${measureLabel(score, catalog)}".`, setMeasure(score));
    } else add(reason, 'Choose another score.');
  }
  const neuron =
    layer.neuron === undefined ? undefined : findEntry(catalog.neurons, layer.neuron.id);
  if (neuron !== undefined && !neuron.spiking && SPIKE_MEASURES.has(measure)) {
    const score = loss.measures.find((candidate) => !SPIKE_MEASURES.has(candidate));
    add(
      `${neuron.label} never fires, so it has no spikes to score.`,
      'Score its membrane instead.',
      setMeasure(score ?? 'membraneMax'),
    );
  }
}

/** The score's name in the menu of the readout. */
export function measureLabel(measure: string, catalog: Catalog): string {
  const spec = catalog.layers.find(({ role }) => role === 'readout')?.params['measure'];
  const option =
    spec?.kind === 'choice' ? spec.oneOf.find(({ value }) => value === measure) : undefined;
  return option?.label ?? measure;
}
