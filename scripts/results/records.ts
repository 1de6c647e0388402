/** What each finished run gave, a small file a row, variant and seed below docs/results. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import type { EpochRow } from '../headless/curve.ts';
import type { Machine } from '../headless/machine.ts';
import { writeWhole } from '../headless/writeRun.ts';
import type { Extras, MeasuredRow, RunSpec } from './row.ts';

const RECORDS = fileURLToPath(new URL('../../docs/results/', import.meta.url));

interface RecordBase {
  readonly row: string;
  readonly seed: number;
  readonly machine: Machine;
  /** Day on which it was taken, UTC. */
  readonly finishedOn: string;
  readonly seconds: number;
  readonly extras: Extras;
}

/** Of a trained document. */
export interface RunRecord extends RecordBase {
  readonly variant: string | null;
  /** The document that was trained, seed included; another document is trained again. */
  readonly document: unknown;
  readonly backend: string;
  readonly msPerUpdate: number | null;
  /** How the training ended when not by its stopping rule. */
  readonly ended: string | null;
  /** Broken off and taken as it was: trained on when there is time. */
  readonly isPartial: boolean;
  /** The epoch that the validation set chose, and its figures; the only test that was made. */
  readonly chosen: {
    readonly epoch: number;
    readonly validationAccuracy: number;
    readonly testLoss: number;
    readonly testAccuracy: number;
  };
  readonly epochs: readonly EpochRow[];
}

/** Of a measured row. */
export interface MeasureRecord extends RecordBase {
  readonly version: number;
}

const pathOf = (name: string, variant: string | null, seed: number): string =>
  join(RECORDS, name, ...(variant === null ? [] : [variant]), `seed-${seed}.json`);

async function readJson<T>(path: string): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as T);
}

/** Indented, except that each of the many epochs is one line. */
async function writeJson(path: string, record: object): Promise<void> {
  const lists: string[] = [];
  const text = JSON.stringify(
    record,
    (key, value: unknown) => {
      if (key !== 'epochs' || !Array.isArray(value)) return value;
      lists.push(value.map((item) => `\n  ${JSON.stringify(item)}`).join(','));
      return `@epochs${lists.length - 1}`;
    },
    1,
  );
  const whole = text.replace(/"@epochs(\d+)"/g, (_, index: string) => `[${lists[+index]}\n ]`);
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, `${whole}\n`);
}

/** The record of a run, or null when there is none or it is of another document. */
export async function readRunRecord(spec: RunSpec): Promise<RunRecord | null> {
  const { row, variant, experiment } = spec;
  const path = pathOf(row.name, variant?.id ?? null, experiment.seed);
  const record = await readJson<RunRecord>(path);
  const wanted = JSON.stringify(trainedDocument(experiment));
  return record !== null && JSON.stringify(record.document) === wanted ? record : null;
}

export async function writeRunRecord(record: RunRecord): Promise<void> {
  const rounded = (value: number, digits = 5): number => Number(value.toFixed(digits));
  const orNull = (value: number | null): number | null => (value === null ? null : rounded(value));
  await writeJson(pathOf(record.row, record.variant, record.seed), {
    ...record,
    seconds: rounded(record.seconds, 1),
    msPerUpdate: record.msPerUpdate === null ? null : rounded(record.msPerUpdate, 2),
    epochs: record.epochs.map((epoch) => ({
      ...epoch,
      seconds: rounded(epoch.seconds, 1),
      trainLoss: rounded(epoch.trainLoss),
      trainAccuracy: rounded(epoch.trainAccuracy),
      validationLoss: orNull(epoch.validationLoss),
      testLoss: orNull(epoch.testLoss),
    })),
  });
}

export async function readMeasureRecord(
  row: MeasuredRow,
  seed: number,
): Promise<MeasureRecord | null> {
  const record = await readJson<MeasureRecord>(pathOf(row.name, null, seed));
  return record?.version === row.version ? record : null;
}

export async function writeMeasureRecord(record: MeasureRecord): Promise<void> {
  await writeJson(pathOf(record.row, null, record.seed), record);
}

/** Records from before there was a validation set, as they were written. */
export interface EarlierRecord {
  readonly seed: number;
  readonly backend: string;
  readonly machine: Machine;
  readonly seconds: number;
  readonly msPerUpdate: number | null;
  readonly epochs: readonly { readonly epoch: number; readonly testAccuracy: number }[];
}

export const readEarlierRecord = (name: string, seed: number): Promise<EarlierRecord | null> =>
  readJson<EarlierRecord>(pathOf(name, null, seed));

/** What decides the numbers: the view and the places of the cards do not. */
export function trainedDocument(experiment: Experiment): unknown {
  const { layers, connections } = experiment.network;
  const plain: Experiment = {
    ...experiment,
    name: '',
    network: {
      connections,
      layers: layers.map((layer) => ({ ...layer, name: '', position: { x: 0, y: 0 } })),
    },
    view: { split: 'test', sampleIndex: 0, layerId: '', neurons: [] },
  };
  return compactExperiment(plain, catalog);
}
