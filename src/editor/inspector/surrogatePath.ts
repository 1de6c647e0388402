/** The SVG path of a curve over [−range, range], its highest value at the top. Pure. */

const POINTS = 161;

export function surrogatePath(
  f: (x: number) => number,
  { range, widthPx, heightPx }: { range: number; widthPx: number; heightPx: number },
): { path: string; peak: number } {
  const values = Array.from({ length: POINTS }, (_, i) => f(range * ((2 * i) / (POINTS - 1) - 1)));
  const peak = Math.max(...values);
  const commands = values.map((value, i) => {
    const x = (widthPx * i) / (POINTS - 1);
    const y = peak > 0 ? heightPx * (1 - value / peak) : heightPx;
    return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return { path: commands.join(''), peak };
}
