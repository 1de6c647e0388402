/**
 * Exclusive or on the square: two opposite quarters against the other two.
 *
 *   class 0 where x and y lie on the same side of 1/2, class 1 elsewhere; |x − 1/2| and |y − 1/2|
 *   uniform in [0.04, 0.46), before the scatter
 */
import { twoClassDataset } from './plane.ts';

const NEAREST = 0.04;
const FARTHEST = 0.46;

export const xor = twoClassDataset({
  id: 'xor',
  label: 'XOR',
  help: 'Four squares, opposite ones of one class: the classic task that needs a hidden layer.',
  classes: ['same side', 'opposite sides'],
  noise: 0.01,
  draw: (label, random) => {
    const offset = (): number => NEAREST + (FARTHEST - NEAREST) * random.uniform();
    const xSign = random.below(2) === 0 ? -1 : 1;
    const ySign = label === 0 ? xSign : -xSign;
    return [0.5 + xSign * offset(), 0.5 + ySign * offset()];
  },
});
