/** Layers as text, for the clipboard: compact JSON that any tab of the page can take. */
import type { Catalog } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import type { Result } from '../problem.ts';
import { describeValue } from '../problem.ts';
import { compactExperiment } from '../validate/compact.ts';
import { parseExperiment } from '../validate/parseExperiment.ts';
import { pasteLayers } from './layers.ts';

const MARK = 'spikegroundLayers';
const MARK_VERSION = 1;

/** The named layers and the connections among them. */
export function layersAsText(
  experiment: Experiment,
  catalog: Catalog,
  layerIds: readonly string[],
): string {
  const { layers, connections } = experiment.network;
  const part: Experiment = {
    ...experiment,
    view: { ...experiment.view, layerId: '' },
    network: {
      layers: layers.filter((layer) => layerIds.includes(layer.id)),
      connections: connections.filter((c) => layerIds.includes(c.from) && layerIds.includes(c.to)),
    },
  };
  return JSON.stringify({
    [MARK]: MARK_VERSION,
    network: compactExperiment(part, catalog)['network'],
  });
}

/** The experiment with the layers of such a text added, or what is wrong with the text. */
export function withLayersFromText(
  experiment: Experiment,
  catalog: Catalog,
  text: string,
): Result<Experiment> {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !(MARK in value)) {
    const got = value === undefined ? 'other text' : describeValue(value);
    return failure('clipboard', got, 'layers copied from Spikeground');
  }
  if (value[MARK] !== MARK_VERSION) {
    return failure(`clipboard.${MARK}`, describeValue(value[MARK]), String(MARK_VERSION));
  }
  const network = 'network' in value ? value.network : undefined;
  const host = compactExperiment(
    { ...experiment, view: { ...experiment.view, layerId: '' } },
    catalog,
  );
  const parsed = parseExperiment({ ...host, network }, catalog);
  if (!parsed.ok) return parsed;
  const { layers, connections } = parsed.value.network;
  return { ok: true, value: pasteLayers(experiment, layers, connections) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failure(path: string, got: string, expected: string): Result<Experiment> {
  return { ok: false, problems: [{ path, got, expected }] };
}
