/** Arguments of `npm run results`. */
import { parseArgs } from 'node:util';

export const USAGE = `npm run results -- [NAME…] [options]

Trains the rows of docs/RESULTS.md, chooses an epoch by the validation set, tests it once and rewrites
the tables. A run on record is not trained again; one that was broken off goes on where it stopped.

  --list         names of the rows and what is on record; trains nothing
  --seeds LIST   only these seeds, such as 1,2
  --minutes N    break off after so many minutes, and keep what there is
  --as-reached   take what broken-off runs have reached as their result; trains nothing
  --after        measure again what rows measure beyond the test, on the kept weights
  --again        train also what is on record
  --tables       rewrite documents and tables; trains nothing
  --help         this text

Ctrl+C breaks off and keeps what there is. Two calls with different rows or seeds can run side by side.`;

export interface ResultsArguments {
  /** Rows by name; empty for all. */
  readonly names: readonly string[];
  readonly mode: 'train' | 'list' | 'as-reached' | 'after' | 'tables';
  /** Empty for all of a row. */
  readonly seeds: readonly number[];
  readonly minutes: number | null;
  readonly isAgain: boolean;
}

export type ResultsArgumentsResult =
  | { readonly kind: 'run'; readonly value: ResultsArguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

const MODES = ['list', 'as-reached', 'after', 'tables'] as const;

export function parseResultsArguments(
  argv: readonly string[],
  known: readonly string[],
): ResultsArgumentsResult {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        list: { type: 'boolean' },
        seeds: { type: 'string' },
        minutes: { type: 'string' },
        'as-reached': { type: 'boolean' },
        after: { type: 'boolean' },
        again: { type: 'boolean' },
        tables: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals: names } = parsed;
  if (values.help === true) return { kind: 'help' };

  const problems: string[] = [];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) problems.push(`${unknown.join(', ')}: expected ${known.join(', ')}`);
  const modes = MODES.filter((mode) => values[mode] === true);
  if (modes.length > 1) problems.push(`--${modes.join(' --')}: expected one of them`);
  const seeds = values.seeds?.split(',') ?? [];
  if (seeds.some((seed) => !/^\d+$/.test(seed))) {
    problems.push(`--seeds: got "${values.seeds}", expected whole numbers with commas between`);
  }
  const minutes = values.minutes === undefined ? null : Number(values.minutes);
  if (minutes !== null && !(minutes > 0)) {
    problems.push(`--minutes: got "${values.minutes}", expected a number above 0`);
  }
  if (problems.length > 0) return { kind: 'wrong', message: problems.join('\n') };
  const [mode = 'train'] = modes;
  const isAgain = values.again === true;
  return { kind: 'run', value: { names, mode, seeds: seeds.map(Number), minutes, isAgain } };
}
