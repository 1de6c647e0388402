/** The table of what was trained before there was a validation set. */
import type { EarlierRow } from './earlier.ts';
import { markdownTable } from './markdown.ts';
import type { EarlierRecord } from './records.ts';
import { meanOf, percentMean } from './statistics.ts';

export interface FilledEarlierRow {
  readonly row: EarlierRow;
  /** In the order of the row's seeds. */
  readonly records: readonly EarlierRecord[];
}

export function earlierTable(filled: readonly FilledEarlierRow[]): string {
  return markdownTable(
    ['row', 'network and data', 'target', 'test accuracy at the end', 'reached', 'seeds', 'epochs'],
    filled.map(({ row, records }) => [
      `\`${row.name}\``,
      row.title,
      row.bounds.map(targetText).join(', ') || 'none set',
      percentMean(records.map(({ epochs }) => epochs.at(-1)?.testAccuracy ?? NaN)),
      reached(row, records),
      `${records.length} of ${row.seeds.length}`,
      String(Math.max(0, ...records.map(({ epochs }) => epochs.at(-1)?.epoch ?? 0))),
    ]),
  );
}

function targetText({ epoch, accuracy }: EarlierRow['bounds'][number]): string {
  return `≥ ${(100 * accuracy).toFixed(1)} % after epoch ${epoch}`;
}

/** Held against the epoch that a target names, not the best one. */
function reached({ bounds }: EarlierRow, records: readonly EarlierRecord[]): string {
  if (records.length === 0 || bounds.length === 0) return '–';
  return bounds
    .map(({ epoch, accuracy }) => {
      const at = records.map(
        ({ epochs }) => epochs.find((entry) => entry.epoch === epoch)?.testAccuracy ?? NaN,
      );
      return `${meanOf(at) >= accuracy ? 'yes' : 'no'}, ${percentMean(at)} after ${epoch}`;
    })
    .join('; ');
}
