/** Classes by how much the network believes in them. Pure. */

export interface Guess {
  readonly index: number;
  readonly share: number;
}

export interface Ranking {
  readonly first: Guess;
  /** null where there is one class only. */
  readonly second: Guess | null;
  /** Whether the first is no better than the last: silent outputs, say. */
  readonly isUndecided: boolean;
}

/** Shares this close to one another are rounding. */
const EQUAL = 1e-6;

/** @param shares at least one */
export function rank(shares: ArrayLike<number>): Ranking {
  const guesses = Array.from(shares, (share, index) => ({ index, share }));
  const [first, second = null] = guesses.sort((a, b) => b.share - a.share);
  const last = guesses.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('rank: no classes');
  return { first, second, isUndecided: second !== null && first.share - last.share < EQUAL };
}
