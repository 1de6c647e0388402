/** The outcome of the reference vectors as a table to read and as data to keep. */
import type { FileOutcome } from './walk.ts';
import { isInside } from './walk.ts';

const HEADINGS = [
  'file',
  'engine',
  'quantity',
  'cases',
  'largest error',
  'tolerance',
  'verdict',
] as const;

/** A line a measurement; a line for each file that could not be measured. */
export function printTable(outcomes: readonly FileOutcome[]): string {
  const lines = [[...HEADINGS], ...outcomes.flatMap(linesOf)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...lines.map((line) => (line.length > 2 ? (line[column] ?? '').length : 0))),
  );
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [text[0], widths.map((width) => '-'.repeat(width)).join('  '), ...text.slice(1)].join(
    '\n',
  );
}

/** One sentence: how much was measured and what is wrong. */
export function summary(outcomes: readonly FileOutcome[]): string {
  const measurements = outcomes.flatMap((outcome) =>
    outcome.kind === 'measured' ? outcome.measurements : [],
  );
  const count = (kind: FileOutcome['kind']): number =>
    outcomes.filter((outcome) => outcome.kind === kind).length;
  const over = measurements.filter((measurement) => !isInside(measurement)).length;
  return [
    `${outcomes.length} files, ${measurements.length} measurements: ${over} over tolerance`,
    `${count('unrecognised')} files not recognised`,
    `${count('failed')} failed.`,
  ].join(', ');
}

/** The same for `--json`: errors that are no finite number become text, which JSON can hold. */
export function jsonReport(outcomes: readonly FileOutcome[]): string {
  const finite = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  const withVerdicts = outcomes.map((outcome) =>
    outcome.kind === 'measured'
      ? {
          ...outcome,
          measurements: outcome.measurements.map((own) => ({ ...own, inside: isInside(own) })),
        }
      : outcome,
  );
  return `${JSON.stringify(withVerdicts, finite, 2)}\n`;
}

function linesOf(outcome: FileOutcome): string[][] {
  const file = outcome.method === '' ? outcome.file : `${outcome.method}/${outcome.file}`;
  if (outcome.kind !== 'measured') {
    const verdict = outcome.kind === 'failed' ? 'FAILED' : 'NOT RECOGNISED';
    return [[file, `${verdict}: ${outcome.reason}`]];
  }
  return outcome.measurements.map((measurement) => [
    file,
    measurement.engine,
    measurement.exact === undefined
      ? measurement.quantity
      : `${measurement.quantity} (${measurement.exact})`,
    String(measurement.cases),
    scientific(measurement.largestError) + (measurement.relative ? ' rel.' : ''),
    scientific(measurement.tolerance),
    isInside(measurement) ? 'ok' : 'OVER',
  ]);
}

function scientific(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return value.toExponential(1);
}
