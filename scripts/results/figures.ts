/** Named figures of a row over its records, and whether they lie where they should. */
import type { RunRecord } from './records.ts';
import type { Extras, Target } from './row.ts';
import { TEST_ACCURACY } from './row.ts';
import { meanOf, percentMean, plainMean } from './statistics.ts';

/** Figures with one of these words in their name are shares and printed in per cent. */
const SHARE = /\b(accuracy|error|agreement|difference|share)\b/;

export type Figures = ReadonlyMap<string, readonly number[]>;

/** Every figure of the records, in the order of its first appearance; a value a record. */
export function figuresOf(records: readonly { readonly extras: Extras }[]): Figures {
  const figures = new Map<string, number[]>();
  const add = (name: string, value: number): void => {
    figures.set(name, [...(figures.get(name) ?? []), value]);
  };
  for (const record of records) {
    if (isRun(record)) add(TEST_ACCURACY, record.chosen.testAccuracy);
    for (const [name, value] of Object.entries(record.extras.figures ?? {})) add(name, value);
  }
  return figures;
}

function isRun(record: object): record is RunRecord {
  return 'chosen' in record;
}

export function figureText(name: string, values: readonly number[]): string {
  return SHARE.test(name) ? percentMean(values) : plainMean(values);
}

/** `≥ 96.8 %`, `spiking error ≤ 1.2 %`. */
export function targetText({ figure = TEST_ACCURACY, atLeast, atMost }: Target): string {
  const bound = (sign: string, value: number | undefined): string[] =>
    value === undefined
      ? []
      : [`${sign} ${SHARE.test(figure) ? `${round(100 * value)} %` : round(value)}`];
  const bounds = [...bound('≥', atLeast), ...bound('≤', atMost)].join(' and ');
  return figure === TEST_ACCURACY ? bounds : `${figure} ${bounds}`;
}

/** 'yes', 'no', or what is missing, for each target. */
export function verdictText(
  targets: readonly Target[],
  figures: Figures,
  isComplete: boolean,
): string {
  if (targets.length === 0) return '–';
  return targets
    .map(({ figure = TEST_ACCURACY, atLeast = -Infinity, atMost = Infinity }) => {
      const values = figures.get(figure);
      if (values === undefined) return 'not measured yet';
      const mean = meanOf(values);
      const verdict = mean >= atLeast && mean <= atMost ? 'yes' : 'no';
      return isComplete ? verdict : `${verdict} so far`;
    })
    .join('; ');
}

const round = (value: number): string => String(Number(value.toFixed(3)));
