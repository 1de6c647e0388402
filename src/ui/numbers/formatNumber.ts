/** A number in three significant digits with fixed width while it changes: 0.500, 12.0, 123, 1 230, 1.20e-5. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size > 0 && (size < 1e-4 || size >= 1e6)) return withMinus(value.toExponential(2));
  if (size >= 1000) return withMinus(grouped(Number(value.toPrecision(3))));
  // Precision of the rounded value, so that 9.999 becomes 10.0 and not 10.00.
  return withMinus(Number(value.toPrecision(3)).toPrecision(3));
}

/** A whole number with grouping: 12 000. */
export function formatInteger(value: number): string {
  return withMinus(grouped(value));
}

/** A value as it is edited: the shortest text that reads back as the same number. */
export function editableNumber(value: number): string {
  return String(value);
}

/** A duration in words of one or two units: 12 s, 3 min, 2 h 5 min. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(5, Math.round(seconds / 5) * 5)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function withMinus(text: string): string {
  return text.replace('-', text.startsWith('-') ? '−' : '-');
}

/** Groups with a narrow space: a comma would read back as a decimal mark. */
function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US').replaceAll(',', '\u202f');
}
