/** Point count up to which a line is drawn as it is. */
const DRAW_ALL = 2000;

/**
 * A line as x, y pairs, reduced so that nothing visible is lost: per pixel column the first, lowest, highest
 * and last point, in their order. A NaN in `y` ends a stretch and comes out as one NaN pair.
 *
 * @param xPx pixel position of point i, not falling with i
 * @param y values, NaN where there is a gap
 * @param from first point
 * @param to one past the last point
 */
export function decimate(
  xPx: (i: number) => number,
  y: ArrayLike<number>,
  from: number,
  to: number,
): Float64Array {
  const path: number[] = [];
  const gap = (): void => {
    if (path.length > 0 && !Number.isNaN(path[path.length - 1]!)) path.push(NaN, NaN);
  };
  if (to - from <= DRAW_ALL) {
    for (let i = from; i < to; i += 1) {
      if (Number.isNaN(y[i]!)) gap();
      else path.push(xPx(i), y[i]!);
    }
    return Float64Array.from(path);
  }
  let i = from;
  while (i < to) {
    if (Number.isNaN(y[i]!)) {
      gap();
      i += 1;
      continue;
    }
    const column = Math.floor(xPx(i));
    const first = i;
    let lowest = i;
    let highest = i;
    while (i < to && !Number.isNaN(y[i]!) && Math.floor(xPx(i)) === column) {
      if (y[i]! < y[lowest]!) lowest = i;
      if (y[i]! > y[highest]!) highest = i;
      i += 1;
    }
    const last = i - 1;
    const earlier = Math.min(lowest, highest);
    const later = Math.max(lowest, highest);
    path.push(xPx(first), y[first]!);
    if (earlier > first) path.push(xPx(earlier), y[earlier]!);
    if (later > earlier) path.push(xPx(later), y[later]!);
    if (last > later) path.push(xPx(last), y[last]!);
  }
  return Float64Array.from(path);
}
