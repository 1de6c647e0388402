/** How long the remaining tasks will take, from those of the same row that are done. */
import { formatDuration, median } from '../headless/eta.ts';

export interface Schedule {
  note(index: number, seconds: number): void;
  /** ` (about 12 min for the rest)`, or nothing while some row has no task done. */
  estimate(index: number): string;
}

/** @param names row of each task */
export function createSchedule(names: readonly string[]): Schedule {
  const spent = new Map<string, number[]>();
  return {
    note: (index, seconds) => {
      const name = names[index] ?? '';
      spent.set(name, [...(spent.get(name) ?? []), seconds]);
    },
    estimate: (index) => {
      const each = names.slice(index).map((name) => median(spent.get(name) ?? []));
      const known = each.filter((seconds) => seconds !== null);
      if (known.length < each.length || known.length === 0) return '';
      const seconds = known.reduce((sum, value) => sum + value, 0);
      return ` (about ${formatDuration(seconds)} for the rest)`;
    },
  };
}
