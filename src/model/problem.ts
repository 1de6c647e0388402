/** What is wrong with something that came from outside, in terms of what the person can change. */

export interface Problem {
  /** Where: `network.layers[2].params.units`, `link`, `file`. */
  readonly path: string;
  readonly got: string;
  readonly expected: string;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function problemText(problem: Problem): string {
  return `${problem.path}: got ${problem.got}, expected ${problem.expected}`;
}

/** A short, safe rendering of an unknown value for a message: never longer than 60 characters. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function quote(text: string): string {
  const printable = Array.from(text.slice(0, 80), (char) => (char < ' ' ? '·' : char)).join('');
  return printable.length > 48 ? `"${printable.slice(0, 48)}…"` : `"${printable}"`;
}
