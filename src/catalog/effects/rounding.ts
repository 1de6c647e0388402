/** The nearest multiple of `step`, halves to even, as hardware and IEEE 754 round. */
export function toMultiple(value: number, step: number): number {
  return roundHalfEven(value / step) * step;
}

function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest === 0.5) return down % 2 === 0 ? down : down + 1;
  return rest < 0.5 ? down : down + 1;
}
