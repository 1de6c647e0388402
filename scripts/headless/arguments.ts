/** The command line of `npm run experiment`. */
import { parseArgs } from 'node:util';
import { documentParams } from '#model/bounds.ts';
import type { NumberSpec } from '#model/params.ts';
import { hardRange } from '#model/params.ts';

export interface ExperimentArguments {
  readonly file: string;
  readonly outFolder: string | null;
  /** Replaces the document's stopping rule: this many epochs in all. */
  readonly epochs: number | null;
  /** Ends the run after this many more updates. */
  readonly updates: number | null;
  readonly seed: number | null;
  readonly checkpoint: string | null;
}

export type ArgumentsResult =
  | { readonly kind: 'run'; readonly value: ExperimentArguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

export const USAGE = `npm run experiment -- FILE.json [options]

Trains an experiment document without a browser and writes metrics.json, spikes.json and
weights.bin with its index weights.json.

  --out DIR          where to write; default: runs/<file name>-seed-<seed>
  --epochs N         epochs in all, instead of the document's stopping rule
  --updates N        stop after N more updates
  --seed N           another seed than the document's
  --checkpoint FILE  go on from a weights.bin of the same network
  --help             this text

Ctrl+C ends the training and writes what there is; a second Ctrl+C ends at once.
Exit codes: 0 done, 1 failed, 2 wrong arguments or document, 130 ended by Ctrl+C.`;

/** Most updates that one call can be asked for: far beyond any run, within exact integers. */
const UPDATES: Pick<NumberSpec, 'min' | 'max'> = { min: 1, max: 1e9 };

export function parseExperimentArguments(argv: readonly string[]): ArgumentsResult {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        epochs: { type: 'string' },
        updates: { type: 'string' },
        seed: { type: 'string' },
        checkpoint: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: 'help' };
  const [file, ...others] = positionals;
  if (file === undefined) return wrong('FILE.json: got nothing, expected the path of a document');
  if (others.length > 0) return wrong(`FILE.json: got ${positionals.length} paths, expected one`);

  const problems: string[] = [];
  const whole = (name: string, text: string | undefined, min: number, max: number) => {
    if (text === undefined) return null;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    problems.push(`--${name}: got "${text}", expected a whole number from ${min} to ${max}`);
    return null;
  };
  const seedRange = hardRange(documentParams.seed);
  const value: ExperimentArguments = {
    file,
    outFolder: values.out ?? null,
    epochs: whole('epochs', values.epochs, 1, hardRange(documentParams.epochs).max),
    updates: whole('updates', values.updates, UPDATES.min, UPDATES.max),
    seed: whole('seed', values.seed, seedRange.min, seedRange.max),
    checkpoint: values.checkpoint ?? null,
  };
  return problems.length === 0 ? { kind: 'run', value } : wrong(problems.join('\n'));
}

function wrong(message: string): ArgumentsResult {
  return { kind: 'wrong', message };
}
