/** The same table measured on several seeds as one. */
import type { ResultTable } from './row.ts';
import { meanOf, plainMean } from './statistics.ts';

/** Tables of each record, in the order they were measured. */
export type TablesBySeed = readonly (readonly ResultTable[])[];

type Cell = string | number | null;

export interface MergedTable extends ResultTable {
  /** As shown: mean ± deviation where the seeds differ. */
  readonly text: readonly (readonly string[])[];
}

/** One table a title; records whose table has another form are left out of it. */
export function mergeTables(bySeed: TablesBySeed): readonly MergedTable[] {
  const titles = [...new Set(bySeed.flatMap((tables) => tables.map(({ title }) => title)))];
  return titles.flatMap((title) => {
    const found = bySeed.flatMap((tables) => tables.filter((table) => table.title === title));
    const [first] = found;
    if (first === undefined) return [];
    const alike = found.filter((table) => form(table) === form(first));
    const cells = first.rows.map((row, r) =>
      row.map((_, c) => alike.map((table) => table.rows[r]?.[c] ?? null)),
    );
    return [
      {
        ...first,
        rows: cells.map((row) => row.map(meanCell)),
        text: cells.map((row) => row.map(cellText)),
      },
    ];
  });
}

function form({ columns, rows }: ResultTable): string {
  return JSON.stringify([columns, rows.map((row) => row.length)]);
}

function numbersOf(cells: readonly Cell[]): readonly number[] | null {
  const numbers = cells.filter((cell) => typeof cell === 'number');
  return numbers.length === cells.length ? numbers : null;
}

function meanCell(cells: readonly Cell[]): Cell {
  const numbers = numbersOf(cells);
  return numbers === null ? sameOrNull(cells) : meanOf(numbers);
}

function cellText(cells: readonly Cell[]): string {
  const numbers = numbersOf(cells);
  const same = sameOrNull(cells);
  if (same !== null) return typeof same === 'number' ? plainMean([same]) : same;
  return numbers === null ? '–' : plainMean(numbers);
}

function sameOrNull(cells: readonly Cell[]): Cell {
  const [first = null] = cells;
  return cells.every((cell) => cell === first) ? first : null;
}
