/**
 * Turns anything that claims to be an experiment into one, or says everything that is wrong with it.
 *
 * Fields that are absent take their default, which is what lets links leave defaults out. Nothing is
 * repaired: a present but wrong field is a problem, and so is an unknown one.
 */
import {
  CONNECTION_LIMIT,
  documentParams,
  effectsParams,
  ID_PATTERN,
  LAYER_LIMIT,
  NAME_MAX_CHARS,
} from '../bounds.ts';
import type { Catalog, Entry } from '../catalog.ts';
import { findDataset, findEntry } from '../catalog.ts';
import type {
  Chosen,
  Connection,
  Effects,
  Experiment,
  Layer,
  Optimiser,
  View,
} from '../experiment.ts';
import { EXPERIMENT_VERSION, VIEW_NEURON_LIMIT } from '../experiment.ts';
import { number } from '../params.ts';
import type { Result } from '../problem.ts';
import type { Reader } from './reader.ts';
import { createReader } from './reader.ts';

const TOP_KEYS = [
  'version',
  'name',
  'seed',
  'dataset',
  'encoder',
  'augmentation',
  'simulation',
  'network',
  'rule',
  'loss',
  'optimiser',
  'batchSize',
  'stopping',
  'effects',
  'view',
] as const;

const POSITION = number({
  label: 'Position',
  default: 0,
  min: -1e6,
  max: 1e6,
  unit: 'px',
  help: 'Place of the card on the canvas.',
});
const INDEX = number({
  label: 'Index',
  default: 0,
  min: 0,
  max: 1e7,
  integer: true,
  unit: '1',
  help: 'Counted from zero.',
});

export function parseExperiment(value: unknown, catalog: Catalog): Result<Experiment> {
  const reader = createReader();
  const top = reader.object('experiment', value, TOP_KEYS);
  if (top === null) return { ok: false, problems: reader.problems };
  if (top['version'] !== EXPERIMENT_VERSION) {
    reader.fail('version', top['version'], versionExpectation(top['version']));
    return { ok: false, problems: reader.problems };
  }
  const simulation = fieldsOf(reader, 'simulation', top['simulation'], ['steps', 'dtMs']);
  const stopping = fieldsOf(reader, 'stopping', top['stopping'], [
    'epochs',
    'targetAccuracy',
    'validation',
  ]);
  const network = reader.object('network', top['network'], ['layers', 'connections']) ?? {};
  const layers = readLayers(reader, network['layers'], catalog);
  const experiment: Experiment = {
    version: EXPERIMENT_VERSION,
    name: reader.text('name', top['name'], 'Untitled experiment', NAME_MAX_CHARS),
    seed: reader.number('seed', top['seed'], documentParams.seed),
    dataset: readChosen(reader, 'dataset', top['dataset'], withNamed(top['dataset'], catalog)),
    encoder: readChosen(reader, 'encoder', top['encoder'], catalog.encoders),
    augmentation: readAugmentation(reader, top['augmentation'], catalog),
    simulation: {
      steps: reader.number('simulation.steps', simulation['steps'], documentParams.steps),
      dtMs: reader.number('simulation.dtMs', simulation['dtMs'], documentParams.dtMs),
    },
    network: { layers, connections: readConnections(reader, network['connections'], layers) },
    rule: readChosen(reader, 'rule', top['rule'], catalog.rules),
    loss: readChosen(reader, 'loss', top['loss'], catalog.losses),
    optimiser: readOptimiser(reader, top['optimiser'], catalog),
    batchSize: reader.number('batchSize', top['batchSize'], documentParams.batchSize),
    stopping: {
      epochs: reader.number('stopping.epochs', stopping['epochs'], documentParams.epochs),
      targetAccuracy: reader.number(
        'stopping.targetAccuracy',
        stopping['targetAccuracy'],
        documentParams.targetAccuracy,
      ),
      validation: reader.flag(
        'stopping.validation',
        stopping['validation'],
        documentParams.validation,
      ),
    },
    ...(top['effects'] === undefined
      ? {}
      : { effects: readEffects(reader, top['effects'], catalog) }),
    view: readView(reader, top['view'], layers),
  };
  return reader.problems.length === 0
    ? { ok: true, value: experiment }
    : { ok: false, problems: reader.problems };
}

function versionExpectation(version: unknown): string {
  return typeof version === 'number' && version > EXPERIMENT_VERSION
    ? `version ${EXPERIMENT_VERSION}; this one comes from a newer Spikeground, so open it there`
    : `version ${EXPERIMENT_VERSION}`;
}

function fieldsOf(
  reader: Reader,
  path: string,
  value: unknown,
  keys: readonly string[],
): Record<string, unknown> {
  return value === undefined ? {} : (reader.object(path, value, keys) ?? {});
}

/** The data sets of the catalog, and an imported one that the document names. */
function withNamed(value: unknown, catalog: Catalog): readonly Entry[] {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  const named = typeof id === 'string' ? findDataset(catalog, id) : undefined;
  return named === undefined || catalog.datasets.includes(named)
    ? catalog.datasets
    : [...catalog.datasets, named];
}

/** Reads `{ id, params }`, its parameters against the named catalog entry. */
function readChosen(
  reader: Reader,
  path: string,
  value: unknown,
  entries: readonly Entry[],
  extraKeys: readonly string[] = [],
): Chosen {
  const fallback = { id: entries[0]?.id ?? '', params: {} };
  const fields = reader.object(path, value, ['id', 'params', ...extraKeys]);
  if (fields === null) return fallback;
  const id = fields['id'];
  const entry = typeof id === 'string' ? findEntry(entries, id) : undefined;
  if (entry === undefined) {
    reader.fail(`${path}.id`, id, `one of ${entries.map((known) => known.id).join(', ')}`);
    return fallback;
  }
  return { id: entry.id, params: reader.params(`${path}.params`, fields['params'], entry.params) };
}

function readAugmentation(reader: Reader, value: unknown, catalog: Catalog): Chosen[] {
  if (value === undefined) return [];
  const taken = new Set<string>();
  return reader.list('augmentation', value, catalog.augmentations.length).map((item, index) => {
    const path = `augmentation[${index}]`;
    const chosen = readChosen(reader, path, item, catalog.augmentations);
    if (taken.has(chosen.id)) reader.fail(`${path}.id`, chosen.id, 'one that no other has');
    taken.add(chosen.id);
    return chosen;
  });
}

function readOptimiser(reader: Reader, value: unknown, catalog: Catalog): Optimiser {
  const chosen = readChosen(reader, 'optimiser', value, catalog.optimisers, [
    'schedule',
    'clipNorm',
  ]);
  const fields = typeof value === 'object' && value !== null ? value : {};
  const schedule = 'schedule' in fields ? fields.schedule : undefined;
  return {
    ...chosen,
    schedule:
      schedule === undefined
        ? { id: 'constant', params: {} }
        : readChosen(reader, 'optimiser.schedule', schedule, catalog.schedules),
    clipNorm: reader.number(
      'optimiser.clipNorm',
      'clipNorm' in fields ? fields.clipNorm : undefined,
      documentParams.clipNorm,
    ),
  };
}

function readEffects(reader: Reader, value: unknown, catalog: Catalog): Effects {
  const fields = fieldsOf(reader, 'effects', value, ['training', 'seed', 'list']);
  const taken = new Set<string>();
  const given = fields['list'] ?? [];
  return {
    training: reader.flag('effects.training', fields['training'], effectsParams.training),
    seed: reader.number('effects.seed', fields['seed'], effectsParams.seed),
    list: reader.list('effects.list', given, catalog.effects.length).map((item, index) => {
      const path = `effects.list[${index}]`;
      const chosen = readChosen(reader, path, item, catalog.effects);
      if (taken.has(chosen.id)) reader.fail(`${path}.id`, chosen.id, 'each effect once');
      taken.add(chosen.id);
      return chosen;
    }),
  };
}

function readId(reader: Reader, path: string, value: unknown, taken: ReadonlySet<string>): string {
  if (typeof value !== 'string' || !ID_PATTERN.test(value)) {
    reader.fail(path, value, 'a name of 1 to 32 letters, digits, "-" or "_"');
    return '';
  }
  if (taken.has(value)) reader.fail(path, value, 'a name that no other has');
  return value;
}

function readLayers(reader: Reader, value: unknown, catalog: Catalog): Layer[] {
  const taken = new Set<string>();
  return reader.list('network.layers', value, LAYER_LIMIT).flatMap((item, index) => {
    const path = `network.layers[${index}]`;
    const fields = reader.object(path, item, [
      'id',
      'kind',
      'name',
      'params',
      'neuron',
      'position',
    ]);
    if (fields === null) return [];
    const id = readId(reader, `${path}.id`, fields['id'], taken);
    taken.add(id);
    const kind = fields['kind'];
    const entry = typeof kind === 'string' ? findEntry(catalog.layers, kind) : undefined;
    if (entry === undefined) {
      reader.fail(
        `${path}.kind`,
        kind,
        `one of ${catalog.layers.map((known) => known.id).join(', ')}`,
      );
      return [];
    }
    const place = fieldsOf(reader, `${path}.position`, fields['position'], ['x', 'y']);
    const layer: Layer = {
      id,
      kind: entry.id,
      name: reader.text(`${path}.name`, fields['name'], entry.label, NAME_MAX_CHARS),
      params: reader.params(`${path}.params`, fields['params'], entry.params),
      position: {
        x: reader.number(`${path}.position.x`, place['x'], POSITION),
        y: reader.number(`${path}.position.y`, place['y'], POSITION),
      },
    };
    if (!entry.hasNeuron) {
      if (fields['neuron'] !== undefined) {
        reader.fail(`${path}.neuron`, fields['neuron'], `nothing: ${entry.label} has no neurons`);
      }
      return [layer];
    }
    const neuron = fields['neuron'] ?? { id: entry.defaultNeuron };
    return [{ ...layer, neuron: readChosen(reader, `${path}.neuron`, neuron, catalog.neurons) }];
  });
}

function readConnections(reader: Reader, value: unknown, layers: readonly Layer[]): Connection[] {
  const layerIds = new Set(layers.map((layer) => layer.id));
  const taken = new Set<string>();
  const pairs = new Set<string>();
  return reader.list('network.connections', value, CONNECTION_LIMIT).flatMap((item, index) => {
    const path = `network.connections[${index}]`;
    const fields = reader.object(path, item, ['id', 'from', 'to']);
    if (fields === null) return [];
    const id = readId(reader, `${path}.id`, fields['id'], taken);
    taken.add(id);
    const end = (key: 'from' | 'to'): string => {
      const layerId = fields[key];
      if (typeof layerId === 'string' && layerIds.has(layerId)) return layerId;
      reader.fail(`${path}.${key}`, layerId, 'the id of a layer');
      return '';
    };
    const connection = { id, from: end('from'), to: end('to') };
    const pair = `${connection.from}>${connection.to}`;
    if (pairs.has(pair)) reader.fail(path, pair, 'one connection between two layers');
    pairs.add(pair);
    return [connection];
  });
}

function readView(reader: Reader, value: unknown, layers: readonly Layer[]): View {
  const fields = fieldsOf(reader, 'view', value, ['split', 'sampleIndex', 'layerId', 'neurons']);
  const split = fields['split'] ?? 'test';
  if (split !== 'train' && split !== 'test') reader.fail('view.split', split, 'train or test');
  const layerId = fields['layerId'] ?? '';
  const known = layerId === '' || layers.some((layer) => layer.id === layerId);
  if (typeof layerId !== 'string' || !known) {
    reader.fail('view.layerId', layerId, 'the id of a layer, or nothing');
  }
  const neurons = fields['neurons'] ?? [];
  return {
    split: split === 'train' ? 'train' : 'test',
    sampleIndex: reader.number('view.sampleIndex', fields['sampleIndex'], INDEX),
    layerId: typeof layerId === 'string' && known ? layerId : '',
    neurons: reader
      .list('view.neurons', neurons, VIEW_NEURON_LIMIT)
      .map((neuron, index) => reader.number(`view.neurons[${index}]`, neuron, INDEX)),
  };
}
