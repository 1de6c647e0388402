/** docs/RESULTS.md: the part between the markers is written here, the rest by people. */
import { median } from '../headless/eta.ts';
import { percent } from '../headless/progress.ts';
import type { ResultRecord } from './records.ts';
import type { ResultRow } from './rows.ts';

export const BEGIN = '<!-- results: written by npm run results, from here -->';
export const END = '<!-- results: to here -->';

export interface FilledRow {
  readonly row: ResultRow;
  /** In the order of the row's seeds; those not trained yet are absent. */
  readonly records: readonly ResultRecord[];
}

/** The text with what lies between the markers replaced. Throws when a marker is missing. */
export function replaceTable(text: string, table: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/RESULTS.md: expected ${BEGIN} and ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`;
}

export function resultsTable(filled: readonly FilledRow[]): string {
  const summary = table(
    ['row', 'network and data', 'target', 'test accuracy at the end', 'reached', 'seeds', 'epochs'],
    filled.map(({ row, records }) => [
      `\`${row.name}\``,
      row.title,
      row.bounds.map(targetText).join(', ') || 'none set',
      meanAt(records, lastEpoch(records)),
      reached(row, records),
      `${records.length} of ${row.seeds.length}`,
      String(lastEpoch(records)),
    ]),
  );
  const epochs = filled.flatMap(({ row, records }) =>
    records.length === 0 ? [] : [`### ${row.title}`, '', ...epochSection(row, records), ''],
  );
  return [summary, '', '## Test accuracy after each epoch', '', ...epochs].join('\n').trimEnd();
}

function epochSection(row: ResultRow, records: readonly ResultRecord[]): string[] {
  const last = lastEpoch(records);
  const shown = shownEpochs(last);
  const rows = records.map(({ seed, epochs }) => [
    String(seed),
    ...shown.map((epoch) => share(epochs.find((entry) => entry.epoch === epoch)?.testAccuracy)),
    bestOf(epochs),
  ]);
  const time = median(records.map(({ seconds }) => seconds)) ?? 0;
  const perUpdate = median(records.flatMap(({ msPerUpdate }) => msPerUpdate ?? []));
  const [first] = records;
  const loads = records.map(({ machine }) => machine.load).sort((a, b) => a - b);
  return [
    `Document: \`public/experiments/${row.document}\`.`,
    `${(time / 60).toFixed(1)} minutes a seed, ${perUpdate?.toFixed(1) ?? '–'} ms an update` +
      ` (medians), ${first?.backend.toUpperCase()} in Node ${first?.machine.node},` +
      ` ${first?.machine.cpu}, one thread of ${first?.machine.cores} cores,` +
      ` load at the start ${[...new Set([loads[0], loads.at(-1)])].join(' to ')}.`,
    '',
    table(['seed', ...shown.map((epoch) => `${epoch}`), 'best (epoch)'], rows),
  ];
}

/** All epochs of a short run, every fifth and the first of a long one. */
function shownEpochs(last: number): number[] {
  const all = Array.from({ length: last }, (_, index) => index + 1);
  return last <= 10 ? all : all.filter((epoch) => epoch === 1 || epoch % 5 === 0 || epoch === last);
}

function bestOf(epochs: ResultRecord['epochs']): string {
  const best = epochs.reduce((a, b) => (b.testAccuracy > a.testAccuracy ? b : a));
  return `${share(best.testAccuracy)} (${best.epoch})`;
}

function targetText({ epoch, accuracy }: ResultRow['bounds'][number]): string {
  return `≥ ${(100 * accuracy).toFixed(1)} % after epoch ${epoch}`;
}

function reached(row: ResultRow, records: readonly ResultRecord[]): string {
  if (records.length < row.seeds.length) return 'not all trained';
  if (row.bounds.length === 0) return '–';
  return row.bounds
    .map(({ epoch, accuracy }) => {
      const mean = meanOf(accuraciesAt(records, epoch));
      const verdict = mean >= accuracy ? 'yes' : 'no';
      return `${verdict}, ${percent(mean)} after ${epoch}`;
    })
    .join('; ');
}

function accuraciesAt(records: readonly ResultRecord[], epoch: number): number[] {
  return records.map(({ row, seed, epochs }) => {
    const found = epochs.find((entry) => entry.epoch === epoch);
    if (found === undefined) throw new Error(`${row}, seed ${seed}: no epoch ${epoch}`);
    return found.testAccuracy;
  });
}

/** `98.51 ± 0.05 %`, the sample standard deviation over seeds; one seed has none. */
function meanAt(records: readonly ResultRecord[], epoch: number): string {
  if (records.length === 0) return '–';
  const values = accuraciesAt(records, epoch);
  const mean = meanOf(values);
  if (values.length === 1) return percent(mean);
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  return `${(100 * mean).toFixed(2)} ± ${(100 * Math.sqrt(variance)).toFixed(2)} %`;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lastEpoch(records: readonly ResultRecord[]): number {
  return Math.max(0, ...records.map(({ epochs }) => epochs.at(-1)?.epoch ?? 0));
}

function share(accuracy: number | undefined): string {
  return accuracy === undefined ? '–' : (100 * accuracy).toFixed(2);
}

/** Columns padded to equal width, as Prettier would write them. */
function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...body.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
