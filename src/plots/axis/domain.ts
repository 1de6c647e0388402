/** Lowest and highest value of an axis. */
export type Domain = readonly [number, number];

/** The smallest domain that holds both: a range on screen grows at once and does not shrink. */
export function growDomain(shown: Domain | null, next: Domain): Domain {
  return shown ? [Math.min(shown[0], next[0]), Math.max(shown[1], next[1])] : next;
}

/** Lowest and highest finite value; null when there is none. */
export function finiteDomain(
  values: ArrayLike<number>,
  from = 0,
  to = values.length,
): Domain | null {
  let low = Infinity;
  let high = -Infinity;
  for (let i = from; i < to; i += 1) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}
