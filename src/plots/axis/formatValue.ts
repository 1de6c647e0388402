import { format, formatLocale } from 'd3-format';

const general = format('.2~e');
const plain = format('.3~r');
const grouped = formatLocale({
  decimal: '.',
  thousands: '\u202f',
  grouping: [3],
  currency: ['', ''],
  minus: '−',
}).format(',d');

/** A value in three significant digits, trailing zeros dropped, exponent only outside 1e-4 … 1e6. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-4 && size < 1e6) ? plain(value) : general(value);
}

/** A whole number with thin grouping, such as 12 000. */
export function formatCount(value: number): string {
  return grouped(value);
}
