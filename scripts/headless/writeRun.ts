/** Writes what a run gave: metrics.json, spikes.json, weights.bin and weights.json. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalog } from '#catalog/index.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import { readContainer } from '#protocol/container.ts';
import { CURVE_COLUMNS } from '#protocol/frame.ts';
import type { EpochRow } from './curve.ts';
import { curveOf, epochRows } from './curve.ts';
import type { Machine } from './machine.ts';
import type { Trained } from './trainDocument.ts';

const RUN_FORMAT_VERSION = 1;

/** Writes below `folder`, making it; each file appears whole or not at all. Returns their names. */
export async function writeRun(
  folder: string,
  trained: Trained,
  machine: Machine,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files: readonly (readonly [string, string | Uint8Array])[] = [
    ['metrics.json', metricsText(trained, machine)],
    ['spikes.json', `${JSON.stringify(spikesOf(trained))}\n`],
    ['weights.bin', new Uint8Array(trained.checkpoint)],
    ['weights.json', `${JSON.stringify(indexOf(trained), null, 1)}\n`],
  ];
  for (const [name, content] of files) await writeWhole(join(folder, name), content);
  return files.map(([name]) => name);
}

/** Beside the target first, then renamed: a run that is killed leaves the older file as it was. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, path);
}

const ROWS = '@rows';

/** Indented, except that each of the many rows of the curve is one line. */
function metricsText(trained: Trained, machine: Machine): string {
  const rows = curveOf(trained.checkpoint);
  const lines = rows.map((row) => `   ${JSON.stringify(row)}`).join(',\n');
  const text = JSON.stringify(metricsOf(trained, machine, epochRows(rows)), null, 1);
  // The last occurrence: a name of the document could hold the same text.
  const at = text.lastIndexOf(`"${ROWS}"`);
  return `${text.slice(0, at)}[\n${lines}\n  ]${text.slice(at + ROWS.length + 2)}\n`;
}

function metricsOf(trained: Trained, machine: Machine, epochs: readonly EpochRow[]): object {
  const { experiment, load, status } = trained;
  return {
    format: 'spikeground-metrics',
    version: RUN_FORMAT_VERSION,
    outcome: trained.outcome,
    message: trained.message,
    document: compactExperiment(experiment, catalog),
    backend: { name: load.backend.name, reason: load.backend.reason },
    machine,
    parameterCount: load.parameterCount,
    trainCount: load.trainCount,
    testCount: load.testCount,
    updatesPerEpoch: status.updatesPerEpoch,
    msPerUpdate: status.msPerUpdate,
    seconds: status.trainingSeconds,
    final: status.metrics,
    epochs,
    curve: { columns: CURVE_COLUMNS, rows: ROWS },
  };
}

function spikesOf({ spikes }: Trained): object {
  return {
    format: 'spikeground-spikes',
    version: RUN_FORMAT_VERSION,
    samples: spikes.map(({ layers, ...sample }) => ({
      ...sample,
      layers: layers.map(({ id, size, neurons, times }) => ({
        id,
        size,
        neurons: [...neurons],
        times: [...times],
      })),
    })),
  };
}

/** Where each array lies in weights.bin, for readers in other languages. */
function indexOf({ experiment, checkpoint }: Trained): object {
  const { sections } = readContainer(checkpoint);
  const { plan } = analyseNetwork(experiment, catalog);
  return {
    format: 'spikeground-checkpoint',
    version: RUN_FORMAT_VERSION,
    file: 'weights.bin',
    byteOrder: 'little-endian',
    layers: plan.map(({ layer, output }) => ({ id: layer.id, kind: layer.kind, shape: output })),
    arrays: [...sections].map(([name, values]) => ({
      name,
      type: values.constructor.name.replace('Array', '').toLowerCase(),
      length: values.length,
      byteOffset: values.byteOffset,
    })),
  };
}
