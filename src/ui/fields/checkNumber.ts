import { messages } from '../messages.ts';
import { formatNumber } from '../numbers/formatNumber.ts';
import { parseNumber } from '../numbers/parseNumber.ts';
import type { NumberRange } from '../numbers/stepValue.ts';
import { softRange } from '../numbers/stepValue.ts';
import type { FieldNote } from './Field.tsx';

/** A bound as a person wrote it, with its unit. */
function boundText(value: number, unit: string | undefined): string {
  const exact = String(value);
  const text = exact.length <= 7 ? exact.replace('-', '−') : formatNumber(value);
  return unit === undefined ? text : `${text} ${unit}`;
}

/** Reads a typed number against the hard limits: the value, or why it cannot be taken. */
export function checkNumber(
  text: string,
  range: NumberRange,
  unit?: string,
): { ok: true; value: number } | { ok: false; reason: string } {
  const value = parseNumber(text);
  if (value === null) return { ok: false, reason: messages.notANumber };
  if (range.integer && !Number.isInteger(value)) return { ok: false, reason: messages.whole };
  if (value < range.min) return { ok: false, reason: messages.below(boundText(range.min, unit)) };
  if (value > range.max) return { ok: false, reason: messages.above(boundText(range.max, unit)) };
  return { ok: true, value };
}

/** A warning for a value that is allowed but outside the sensible range. */
export function unusualNote(value: number, range: NumberRange, unit?: string): FieldNote | null {
  const { low, high } = softRange(range);
  if (value >= low && value <= high) return null;
  return {
    kind: 'warning',
    text: messages.unusual(boundText(low, undefined), boundText(high, unit)),
  };
}
