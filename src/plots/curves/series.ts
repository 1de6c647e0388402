/** Mean of the last `window` values at each point, shorter at the start; gaps stay gaps and are not averaged over. */
export function runningMean(values: ArrayLike<number>, window: number): Float64Array {
  const means = new Float64Array(values.length);
  let sum = 0;
  let first = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      means[i] = NaN;
      sum = 0;
      first = i + 1;
      continue;
    }
    sum += value;
    if (i - first >= window) {
      sum -= values[first]!;
      first += 1;
    }
    means[i] = sum / (i - first + 1);
  }
  return means;
}

/** Index of the best finite value, the earliest of equals; −1 when there is none. */
export function bestIndex(values: ArrayLike<number>, better: 'lower' | 'higher'): number {
  const sign = better === 'higher' ? 1 : -1;
  let best = -1;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (best < 0 || sign * value > sign * values[best]!) best = i;
  }
  return best;
}

/** Index of the last finite value; −1 when there is none. */
export function lastIndex(values: ArrayLike<number>): number {
  let i = values.length - 1;
  while (i >= 0 && !Number.isFinite(values[i]!)) i -= 1;
  return i;
}

/** First index whose x is at least `value`, for rising x. */
export function lowerBound(x: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Values that a logarithmic axis can show; others become gaps. */
export function positiveOnly(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, (value) => (value > 0 ? value : NaN));
}
