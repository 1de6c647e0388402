/** From samples in files to the two splits of a data set: chosen, scaled, in memory. */
import { IMPORTED_CLASS_LIMIT } from '#catalog/datasets/imported.ts';
import type { Dataset, Samples, SpikeTrains } from '#model/catalog.ts';
import { createStream, permutation } from '#model/random/stream.ts';
import { sizeOf } from '#model/shape.ts';
import type { ImportPlan } from '#protocol/import.ts';
import { IMPORT_MEMORY_BYTES } from '#protocol/import.ts';
import { createBreath } from './breath.ts';
import { fault, REMEDY } from './fault.ts';
import type { Opened, Records, Report } from './records.ts';
import { sortedClasses } from './records.ts';
import { createSpikeColumns } from './spikeColumns.ts';

export interface Prepared {
  readonly dataset: Dataset;
  readonly classes: readonly string[];
  /** Length of the longest sample of spikes; 0 for values. */
  readonly longestMs: number;
}

/** Called after each sample; what it gives is to be awaited. */
type Tick = () => Promise<void> | undefined;

interface Pick_ {
  readonly records: Records;
  /** Ascending. */
  readonly indices: Uint32Array;
}

/** Classes over both splits, in order. */
export function allClasses({ train, test }: Opened): readonly string[] {
  return sortedClasses(new Set([...train.classes, ...(test?.classes ?? [])]));
}

/**
 * Reads the samples the plan asks for.
 * @throws ImportFault for classes, numbers or sizes that cannot be trained on
 */
export async function prepare(opened: Opened, plan: ImportPlan, report: Report): Promise<Prepared> {
  const { train, test } = opened;
  const classes = allClasses(opened);
  if (classes.length < 2 || classes.length > IMPORTED_CLASS_LIMIT)
    fault(
      train.where(0),
      `${classes.length} class${classes.length === 1 ? '' : 'es'}`,
      `2 to ${IMPORTED_CLASS_LIMIT}`,
      'Check which column, array or folder names the classes.',
    );
  if (test !== null && test.shape.join() !== train.shape.join())
    fault(
      test.where(0),
      `samples of ${test.shape.join(' × ')}`,
      `${train.shape.join(' × ')}, as for training`,
      'Choose files that belong together.',
    );
  const picks = picked(opened, plan);
  const total = picks.train.indices.length + picks.test.indices.length;
  let done = 0;
  const breathe = createBreath();
  const tick: Tick = () => {
    done++;
    if (done % 64 === 0 || done === total) report({ phase: 'reading', done, total });
    return breathe();
  };
  const budget = { left: IMPORT_MEMORY_BYTES };
  if (train.content.kind === 'spikes') {
    const first = await readSpikes(picks.train, classes, budget, tick);
    const second = await readSpikes(picks.test, classes, budget, tick);
    const most = Math.max(first.most, second.most, 1);
    return {
      dataset: { train: withCounts(first, most), test: withCounts(second, most) },
      classes,
      longestMs: Math.max(first.longestMs, second.longestMs),
    };
  }
  const first = await readValues(picks.train, classes, budget, tick);
  const second = await readValues(picks.test, classes, budget, tick);
  if (first.values instanceof Float32Array)
    scale(first.values, second.values, sizeOf(train.shape), plan.scaling);
  return { dataset: { train: first, test: second }, classes, longestMs: 0 };
}

/** Which samples become which split; drawn with the plan's seed. */
function picked({ train, test }: Opened, plan: ImportPlan): { train: Pick_; test: Pick_ } {
  const { limit, seed, testShare } = plan;
  const draw = (count: number, keep: number, purpose: number): Uint32Array =>
    permutation(count, createStream(seed, 'dataset', purpose)).slice(0, keep);
  if (plan.split === 'files' && test !== null) {
    const all = train.count + test.count;
    const share = limit === 0 ? 1 : Math.min(1, limit / all);
    const keep = (count: number): number => Math.max(1, Math.round(count * share));
    return {
      train: { records: train, indices: draw(train.count, keep(train.count), 0).sort() },
      test: { records: test, indices: draw(test.count, keep(test.count), 1).sort() },
    };
  }
  const kept = limit === 0 ? train.count : Math.min(limit, train.count);
  if (kept < 2)
    fault(
      train.where(0),
      `${kept} sample${kept === 1 ? '' : 's'}`,
      'at least 2: one to train on, one for the test',
      'Bring more samples.',
    );
  const order = draw(train.count, kept, 0);
  const nTest = Math.min(kept - 1, Math.max(1, Math.round(kept * testShare)));
  return {
    train: { records: train, indices: order.slice(nTest).sort() },
    test: { records: train, indices: order.slice(0, nTest).sort() },
  };
}

/** A time and an input. */
const SPIKE_BYTES = 6;

interface Budget {
  left: number;
}

function spend(budget: Budget, bytes: number, where: string): void {
  budget.left -= bytes;
  if (budget.left < 0)
    fault(
      where,
      `samples of more than ${IMPORT_MEMORY_BYTES / 1e6} MB`,
      `at most ${IMPORT_MEMORY_BYTES / 1e6} MB`,
      REMEDY.smaller,
    );
}

function labelsOf({ records, indices }: Pick_, classes: readonly string[]): Uint8Array {
  const at = new Map(classes.map((name, index) => [name, index]));
  const own = records.classes.map((name) => at.get(name) ?? 0);
  return Uint8Array.from(indices, (index) => own[records.labels[index]!]!);
}

async function readValues(
  pick: Pick_,
  classes: readonly string[],
  budget: Budget,
  tick: Tick,
): Promise<Samples> {
  const { records, indices } = pick;
  const { content } = records;
  if (content.kind !== 'values')
    return fault(records.where(0), 'spikes', 'values, as in the other files');
  const size = sizeOf(records.shape);
  const count = indices.length;
  spend(budget, count * size * (content.isBytes ? 1 : 4), records.where(0));
  const values = content.isBytes ? new Uint8Array(count * size) : new Float32Array(count * size);
  const row = new Float32Array(size);
  for (let i = 0; i < count; i++) {
    const index = indices[i]!;
    const reading = content.read(index, row);
    if (reading !== undefined) await reading;
    for (let j = 0; j < size; j++) {
      if (!Number.isFinite(row[j]!))
        fault(
          records.where(index),
          `${row[j]} at value ${j + 1}`,
          'a number',
          'Replace missing values, or leave the sample out.',
        );
    }
    values.set(row, i * size);
    const pause = tick();
    if (pause !== undefined) await pause;
  }
  return { count, values, scale: content.isBytes ? 1 / 255 : 1, labels: labelsOf(pick, classes) };
}

/** Brings numbers to 0..1 by the range of the training samples; test samples beyond it are clipped. */
function scale(
  train: Float32Array,
  test: Uint8Array | Float32Array,
  size: number,
  scaling: ImportPlan['scaling'],
): void {
  const columns = scaling === 'column' ? size : 1;
  const low = new Float64Array(columns).fill(scaling === 'none' ? 0 : Infinity);
  const high = new Float64Array(columns).fill(scaling === 'none' ? 1 : -Infinity);
  if (scaling !== 'none') {
    for (let i = 0; i < train.length; i++) {
      const column = i % columns;
      const value = train[i]!;
      if (value < low[column]!) low[column] = value;
      if (value > high[column]!) high[column] = value;
    }
  }
  for (const values of [train, test]) {
    for (let i = 0; i < values.length; i++) {
      const from = low[i % columns]!;
      const range = high[i % columns]! - from;
      values[i] = range > 0 ? Math.min(1, Math.max(0, (values[i]! - from) / range)) : 0;
    }
  }
}

interface ReadSpikes {
  readonly count: number;
  readonly labels: Uint8Array;
  readonly counts: Uint8Array;
  readonly spikes: SpikeTrains;
  /** Largest number of spikes of one input in one sample, at most 255. */
  readonly most: number;
  readonly longestMs: number;
}

async function readSpikes(
  pick: Pick_,
  classes: readonly string[],
  budget: Budget,
  tick: Tick,
): Promise<ReadSpikes> {
  const { records, indices } = pick;
  const { content } = records;
  if (content.kind !== 'spikes')
    return fault(records.where(0), 'values', 'spikes, as in the other files');
  const size = sizeOf(records.shape);
  const count = indices.length;
  spend(budget, count * (size + 5), records.where(0));
  const counts = new Uint8Array(count * size);
  const columns = createSpikeColumns(count, Math.floor(budget.left / SPIKE_BYTES));
  let most = 0;
  let longestMs = 0;
  for (let i = 0; i < count; i++) {
    const reading = content.read(indices[i]!);
    const { timesMs, inputs } = reading instanceof Promise ? await reading : reading;
    spend(budget, SPIKE_BYTES * timesMs.length, records.where(indices[i]!));
    columns.add({ timesMs, inputs });
    longestMs = Math.max(longestMs, timesMs.at(-1) ?? 0);
    for (const input of inputs) {
      const at = i * size + input;
      if (counts[at]! < 255) counts[at]! += 1;
      if (counts[at]! > most) most = counts[at]!;
    }
    const pause = tick();
    if (pause !== undefined) await pause;
  }
  const spikes = columns.trains();
  return { count, labels: labelsOf(pick, classes), counts, spikes, most, longestMs };
}

function withCounts({ count, labels, counts, spikes }: ReadSpikes, most: number): Samples {
  return { count, labels, values: counts, scale: 1 / most, spikes };
}
