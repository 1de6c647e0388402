/** Seconds left as a number that people can trust: rounded, and steady while the pace is. */

const CLEARLY_SLOWER = 1.15;

/**
 * Rounds to 5 s, above a minute to 1 min.
 * @param shown what was said last, which rises only when the work has become clearly slower
 */
export function steadySeconds(seconds: number, shown: number | null): number {
  const rounded = seconds < 60 ? 5 * Math.ceil(seconds / 5) : 60 * Math.round(seconds / 60);
  const risesALittle = shown !== null && rounded > shown && seconds < shown * CLEARLY_SLOWER;
  return risesALittle ? shown : rounded;
}
