/** Equations that are written once from parts, and read as symbols and as numbers. */

export interface EquationTerm {
  /** TeX. */
  readonly symbol: string;
  readonly name: string;
  readonly value: number;
}

/** TeX as it is, or a term that stands as its symbol in one line and as its value in the other. */
export type EquationPart = string | EquationTerm;

export interface Equation {
  readonly equation: string;
  readonly numbers: string;
  readonly terms: readonly EquationTerm[];
}

export function term(symbol: string, name: string, value: number): EquationTerm {
  return { symbol, name, value };
}

export function equationOf(parts: readonly EquationPart[]): Equation {
  const write = (own: (term: EquationTerm, before: EquationPart | undefined) => string): string =>
    parts
      .map((part, index) => (typeof part === 'string' ? part : own(part, parts[index - 1])))
      .join(' ');
  const seen = new Set<string>();
  return {
    equation: write(({ symbol }) => symbol),
    numbers: write(({ value }, before) =>
      isOperator(before) ? bracketed(value) : texNumber(value),
    ),
    terms: parts.filter((part): part is EquationTerm => {
      if (typeof part === 'string' || seen.has(part.symbol)) return false;
      seen.add(part.symbol);
      return true;
    }),
  };
}

/** Whether a sign could not stand beside what comes before. */
function isOperator(before: EquationPart | undefined): boolean {
  return typeof before === 'string' && /(\\cdot|[+\-/])$/.test(before);
}

function bracketed(value: number): string {
  const text = texNumber(value);
  return text.startsWith('-') ? `\\left(${text}\\right)` : text;
}

/** Three significant digits; powers of ten where zeros would fill the line. */
export function texNumber(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value))
    return value > 0 ? '\\infty' : value < 0 ? '-\\infty' : '\\text{none}';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e4) return String(Number(value.toPrecision(3)));
  const [digits = '', power = ''] = value.toExponential(2).split('e');
  return `${digits} \\times 10^{${Number(power)}}`;
}

/** Index of a neuron or step beside a symbol: `u_{12,3}`. */
export function indexed(symbol: string, ...indices: readonly (number | string)[]): string {
  return `${symbol}_{${indices.join(',')}}`;
}
