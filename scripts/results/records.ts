/** What each finished run gave, a small file a row and seed below docs/results. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import { curveOf, epochRows } from '../headless/curve.ts';
import type { EpochRow } from '../headless/curve.ts';
import type { Machine } from '../headless/machine.ts';
import type { Trained } from '../headless/trainDocument.ts';
import { writeWhole } from '../headless/writeRun.ts';
import type { ResultRow } from './rows.ts';

const RECORDS = fileURLToPath(new URL('../../docs/results/', import.meta.url));

export interface ResultRecord {
  readonly row: string;
  readonly seed: number;
  /** The document that was trained, seed included; a row whose document differs is trained again. */
  readonly document: unknown;
  readonly backend: string;
  readonly machine: Machine;
  /** Day on which the run ended, UTC. */
  readonly finishedOn: string;
  readonly seconds: number;
  readonly msPerUpdate: number | null;
  readonly epochs: readonly EpochRow[];
}

const pathOf = (name: string, seed: number): string => join(RECORDS, name, `seed-${seed}.json`);

/** The record of a seed, or null when there is none or it is of another document. */
export async function readRecord(
  row: ResultRow,
  experiment: Experiment,
): Promise<ResultRecord | null> {
  const text = await readFile(pathOf(row.name, experiment.seed), 'utf8').catch(() => null);
  if (text === null) return null;
  const record = JSON.parse(text) as ResultRecord;
  const wanted = JSON.stringify(trainedDocument(experiment));
  return JSON.stringify(record.document) === wanted ? record : null;
}

export async function writeRecord(
  row: ResultRow,
  trained: Trained,
  machine: Machine,
): Promise<void> {
  const { experiment, load, status } = trained;
  const record: ResultRecord = {
    row: row.name,
    seed: experiment.seed,
    document: trainedDocument(experiment),
    backend: load.backend.name,
    machine,
    finishedOn: new Date().toISOString().slice(0, 10),
    seconds: rounded(status.trainingSeconds, 1),
    msPerUpdate: status.msPerUpdate === null ? null : rounded(status.msPerUpdate, 2),
    epochs: epochRows(curveOf(trained.checkpoint)).map((epoch) => ({
      ...epoch,
      seconds: rounded(epoch.seconds, 1),
      trainLoss: rounded(epoch.trainLoss, 5),
      trainAccuracy: rounded(epoch.trainAccuracy, 5),
      testLoss: rounded(epoch.testLoss, 5),
    })),
  };
  await mkdir(join(RECORDS, row.name), { recursive: true });
  await writeWhole(pathOf(row.name, experiment.seed), `${JSON.stringify(record, null, 1)}\n`);
}

/** What decides the numbers: the view and the places of the cards do not. */
export function trainedDocument(experiment: Experiment): unknown {
  const { layers, connections } = experiment.network;
  const plain: Experiment = {
    ...experiment,
    network: {
      connections,
      layers: layers.map((layer) => ({ ...layer, position: { x: 0, y: 0 } })),
    },
    view: { split: 'test', sampleIndex: 0, layerId: '', neurons: [] },
  };
  return compactExperiment(plain, catalog);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
