/** What differs between two documents, in short sentences for people. */
import { documentParams } from '../bounds.ts';
import type { Catalog, Entry } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Chosen, Experiment, Layer } from '../experiment.ts';
import type { ParamSpec, ParamSpecs, ParamValue, ParamValues } from '../params.ts';
import { isVisible, withDefaults } from '../params.ts';

/** A parameter's value as a person reads it: "20 ms", "Uniform", "off". */
function paramText(spec: ParamSpec, value: ParamValue): string {
  switch (spec.kind) {
    case 'number': {
      const rounded = String(Number(Number(value).toPrecision(4)));
      return spec.unit === '1' ? rounded : `${rounded} ${spec.unit}`;
    }
    case 'choice':
      return lowerFirst(
        spec.oneOf.find((option) => option.value === value)?.label ?? String(value),
      );
    case 'flag':
      return value === true ? 'on' : 'off';
  }
}

/**
 * One sentence for each part that differs, old → new value: layers by their names, then encoder, time,
 * loss, optimiser and numbers. The rule itself, the view and places of cards are left out.
 */
export function describeChanges(
  before: Experiment,
  after: Experiment,
  catalog: Catalog,
): readonly string[] {
  const layers = after.network.layers.flatMap((layer) => {
    const old = before.network.layers.find(({ id }) => id === layer.id);
    if (old === undefined) return [{ subject: layer.name, text: 'added' }];
    const parts = [
      ...layerChanges(old, layer, catalog),
      ...loopChange(before, after, layer.id),
    ].join('; ');
    return parts === '' ? [] : [{ subject: layer.name, text: parts }];
  });
  const chosen = (title: string, from: Chosen, to: Chosen, entries: readonly Entry[]): string[] => {
    const parts = chosenChanges(from, to, entries);
    return parts.length === 0 ? [] : [`${title}: ${parts.join('; ')}.`];
  };
  const { simulation: was } = before;
  const { simulation: is } = after;
  return [
    ...grouped(layers),
    ...chosen('Encoder', before.encoder, after.encoder, catalog.encoders),
    ...augmentationChange(before, after, catalog),
    ...(was.steps === is.steps && was.dtMs === is.dtMs
      ? []
      : [`Presentation: ${was.steps} × ${was.dtMs} ms → ${is.steps} × ${is.dtMs} ms.`]),
    ...chosen('Loss', before.loss, after.loss, catalog.losses),
    ...chosen('Optimiser', before.optimiser, after.optimiser, catalog.optimisers),
    ...chosen('Schedule', before.optimiser.schedule, after.optimiser.schedule, catalog.schedules),
    ...numberChange(before.optimiser.clipNorm, after.optimiser.clipNorm, documentParams.clipNorm),
    ...numberChange(before.batchSize, after.batchSize, documentParams.batchSize),
    ...effectChanges(before, after, catalog),
  ];
}

function augmentationChange(before: Experiment, after: Experiment, catalog: Catalog): string[] {
  const parts = listChanges(before.augmentation, after.augmentation, catalog.augmentations);
  return parts.length === 0 ? [] : [`Augmentation: ${parts.join('; ')}.`];
}

function effectChanges(before: Experiment, after: Experiment, catalog: Catalog): string[] {
  const parts = listChanges(before.effects?.list ?? [], after.effects?.list ?? [], catalog.effects);
  const [from, to] = [before.effects, after.effects];
  if (from !== undefined && to !== undefined) {
    if (from.training !== to.training)
      parts.push(to.training ? 'in training as well' : 'in evaluation alone');
    if (from.seed !== to.seed) parts.push(`substrate ${from.seed} → ${to.seed}`);
  }
  return parts.length === 0 ? [] : [`Hardware effects: ${parts.join('; ')}.`];
}

/** What was added to a list of entries, removed from it, or changed in it. */
function listChanges(
  before: readonly Chosen[],
  after: readonly Chosen[],
  entries: readonly Entry[],
): string[] {
  return entries.flatMap((entry) => {
    const old = before.find(({ id }) => id === entry.id);
    const now = after.find(({ id }) => id === entry.id);
    const name = lowerFirst(entry.label);
    if (old === undefined) return now === undefined ? [] : [`${name} added`];
    if (now === undefined) return [`${name} removed`];
    return chosenChanges(old, now, entries).map((change) => `${name} ${change}`);
  });
}

/** Layers with the same change share a sentence. */
function grouped(changes: readonly { subject: string; text: string }[]): string[] {
  const subjects = new Map<string, string[]>();
  for (const { subject, text } of changes) {
    subjects.set(text, [...(subjects.get(text) ?? []), subject]);
  }
  return [...subjects].map(([text, names]) => `${names.join(', ')}: ${text}.`);
}

function layerChanges(before: Layer, after: Layer, catalog: Catalog): string[] {
  const from = entryOf(catalog.layers, before.kind);
  const to = entryOf(catalog.layers, after.kind);
  return [
    ...(from === to ? [] : [`${from.label} → ${to.label}`]),
    ...(before.neuron === undefined || after.neuron === undefined
      ? []
      : chosenChanges(before.neuron, after.neuron, catalog.neurons)),
    ...weightChange(before.params, after.params),
    ...paramChanges(from.params, before.params, to.params, after.params, WEIGHT_PARAMS),
  ];
}

/** Told together, because none of them says much alone. */
const WEIGHT_PARAMS: readonly string[] = ['init', 'initScale', 'initGain', 'initMean'];

function weightChange(before: ParamValues, after: ParamValues): string[] {
  const [was, is] = [weightsText(before), weightsText(after)];
  return was === is || was === '' || is === '' ? [] : [`initial weights ${was} → ${is}`];
}

/** "±2/√inputs", "normal 1.5 ± 0.8": mean and half width or standard deviation of initial weights. */
function weightsText({ init, initScale, initGain, initMean }: ParamValues): string {
  if (initGain === undefined || initMean === undefined) return '';
  const range = initMean === 0 ? `±${initGain}` : `${initMean} ± ${initGain}`;
  const scaled =
    initScale === 'absolute' ? range : initMean === 0 ? `${range}/√inputs` : `(${range})/√inputs`;
  return init === 'normal' ? `normal ${scaled}` : scaled;
}

function loopChange(before: Experiment, after: Experiment, layerId: string): string[] {
  const has = ({ network }: Experiment): boolean =>
    network.connections.some((c) => c.from === layerId && c.to === layerId);
  if (has(before) === has(after)) return [];
  return [has(before) ? 'recurrent connection removed' : 'recurrent connection added'];
}

export function chosenChanges(before: Chosen, after: Chosen, entries: readonly Entry[]): string[] {
  const from = entryOf(entries, before.id);
  const to = entryOf(entries, after.id);
  return [
    ...(from === to ? [] : [`${from.label} → ${to.label}`]),
    ...paramChanges(from.params, before.params, to.params, after.params),
  ];
}

/** Parameters that both have and that are in play on both sides, with different values. */
function paramChanges(
  from: ParamSpecs,
  before: ParamValues,
  to: ParamSpecs,
  after: ParamValues,
  except: readonly string[] = [],
): string[] {
  const old = withDefaults(from, before);
  const now = withDefaults(to, after);
  return Object.entries(to).flatMap(([name, spec]) => {
    const was = from[name];
    const [oldValue, newValue] = [old[name], now[name]];
    if (except.includes(name)) return [];
    if (was?.kind !== spec.kind || oldValue === undefined || newValue === undefined) return [];
    const isInPlay = isVisible(was, old) && isVisible(spec, now);
    if (oldValue === newValue || !isInPlay) return [];
    return [`${lowerFirst(spec.label)} ${paramText(was, oldValue)} → ${paramText(spec, newValue)}`];
  });
}

function numberChange(before: number, after: number, spec: ParamSpec): string[] {
  return before === after
    ? []
    : [`${spec.label}: ${paramText(spec, before)} → ${paramText(spec, after)}.`];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
