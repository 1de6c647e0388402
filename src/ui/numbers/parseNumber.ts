/**
 * Reads what a person types: `.` or `,` as the decimal mark, either minus sign, exponents, spaces around.
 * With several marks the last kind is the decimal one and the other groups digits: `1,234.5` and `1.234,5`.
 * Returns null for anything else.
 */
export function parseNumber(text: string): number | null {
  let plain = text
    .trim()
    .replaceAll('−', '-')
    .replaceAll(/[\s\u00a0\u202f]/g, '');
  const lastComma = plain.lastIndexOf(',');
  const lastDot = plain.lastIndexOf('.');
  if (lastComma >= 0 && lastDot >= 0) {
    plain = plain.replaceAll(lastComma > lastDot ? '.' : ',', '');
  }
  plain = plain.replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
