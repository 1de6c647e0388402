/** Means and spreads over seeds, and how they are printed. */

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation; null for fewer than two values. */
function deviationOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
}

/** `98.51 ± 0.05 %`; one value has no deviation, none at all is a dash. */
export function percentMean(shares: readonly number[]): string {
  if (shares.length === 0) return '–';
  const deviation = deviationOf(shares);
  const spread = deviation === null ? '' : ` ± ${(100 * deviation).toFixed(2)}`;
  return `${(100 * meanOf(shares)).toFixed(2)}${spread} %`;
}

/** `0.9851 ± 0.0005`, four significant digits. */
export function plainMean(values: readonly number[]): string {
  if (values.length === 0) return '–';
  const deviation = deviationOf(values);
  const spread = deviation === null ? '' : ` ± ${Number(deviation.toPrecision(2))}`;
  return `${Number(meanOf(values).toPrecision(4))}${spread}`;
}
