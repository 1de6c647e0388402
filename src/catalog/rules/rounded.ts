/** Two significant digits: a suggested value is a place to start from, not a result. */
export function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
