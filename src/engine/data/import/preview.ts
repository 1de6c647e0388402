/** What files hold, before anything is stored. */
import { sizeOf } from '#model/shape.ts';
import type { ImportPreview, PreviewSample } from '#protocol/import.ts';
import { createBreath } from './breath.ts';
import type { OpenedFiles } from './openFiles.ts';
import { allClasses } from './prepare.ts';
import type { Records, Report } from './records.ts';

const SHOWN = 8;
/** Samples the range is taken from. */
const LOOKED_AT = 200;

/** Looks at samples spread over the training files. @throws ImportFault when one is damaged */
export async function previewOf(
  opened: OpenedFiles,
  report: Report = () => undefined,
): Promise<ImportPreview> {
  const { train, test, format, choices, notes } = opened;
  const classes = allClasses(opened);
  const looked = spread(train.count, LOOKED_AT);
  const shown = new Set(spread(train.count, SHOWN).map((index) => nearest(looked, index)));
  const samples: PreviewSample[] = [];
  const breathe = createBreath();
  let done = 0;
  const tick = (): Promise<void> | undefined => {
    report({ phase: 'looking', done: ++done, total: looked.length });
    return breathe();
  };
  const content =
    train.content.kind === 'values'
      ? await lookAtValues(train, looked, shown, samples, tick)
      : await lookAtSpikes(train, looked, shown, samples, tick);
  const size = sizeOf(train.shape);
  const perSample =
    content.kind === 'spikes'
      ? size + 6 * content.meanSpikes + 5
      : size * (content.isBytes ? 1 : 4) + 1;
  return {
    format,
    shape: train.shape,
    counts: { train: train.count, test: test?.count ?? null },
    classes: classes.map((name) => ({
      name,
      count: countOf(train, name) + (test === null ? 0 : countOf(test, name)),
    })),
    content,
    samples,
    choices,
    notes,
    bytesPerSample: Math.ceil(perSample),
  };
}

/** Indices spread evenly over all samples, ascending. */
function spread(count: number, most: number): number[] {
  const n = Math.min(count, most);
  return Array.from({ length: n }, (_, i) => Math.floor((i * count) / n));
}

const nearest = (sorted: readonly number[], wanted: number): number =>
  sorted.find((index) => index >= wanted) ?? sorted.at(-1) ?? 0;

function countOf({ classes, labels }: Records, name: string): number {
  const index = classes.indexOf(name);
  return labels.reduce((sum, label) => sum + (label === index ? 1 : 0), 0);
}

async function lookAtValues(
  records: Records,
  looked: readonly number[],
  shown: ReadonlySet<number>,
  samples: PreviewSample[],
  tick: () => Promise<void> | undefined,
): Promise<ImportPreview['content']> {
  const { content } = records;
  if (content.kind !== 'values') throw new TypeError('records of spikes have no values');
  let min = Infinity;
  let max = -Infinity;
  const kept: { index: number; row: Float32Array }[] = [];
  for (const index of looked) {
    const row = new Float32Array(sizeOf(records.shape));
    await content.read(index, row);
    for (const value of row) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (shown.has(index)) kept.push({ index, row });
    await tick();
  }
  const [from, range] = content.isBytes ? [0, 255] : [min, max - min || 1];
  for (const { index, row } of kept)
    samples.push({
      kind: 'values',
      label: labelOf(records, index),
      values: row.map((value) => Math.min(1, Math.max(0, (value - from) / range))),
    });
  return { kind: 'values', min, max, of: looked.length, isBytes: content.isBytes };
}

async function lookAtSpikes(
  records: Records,
  looked: readonly number[],
  shown: ReadonlySet<number>,
  samples: PreviewSample[],
  tick: () => Promise<void> | undefined,
): Promise<ImportPreview['content']> {
  const { content } = records;
  if (content.kind !== 'spikes') throw new TypeError('records of values have no spikes');
  let total = 0;
  let longestMs = 0;
  for (const index of looked) {
    const { timesMs, inputs } = await content.read(index);
    total += timesMs.length;
    longestMs = Math.max(longestMs, timesMs.at(-1) ?? 0);
    if (shown.has(index))
      samples.push({ kind: 'spikes', label: labelOf(records, index), timesMs, inputs });
    await tick();
  }
  return { kind: 'spikes', meanSpikes: total / looked.length, longestMs, of: looked.length };
}

const labelOf = ({ classes, labels }: Records, index: number): string =>
  classes[labels[index] ?? 0] ?? '';
