import { circles } from './circles.ts';
import { delayedMatch } from './delayedMatch.ts';
import { digits } from './digits.ts';
import { fashionMnist } from './fashionMnist.ts';
import { mnist } from './mnist.ts';
import { moons } from './moons.ts';
import { spiral } from './spiral.ts';
import { spokenDigits } from './spokenDigits.ts';
import { spikePatterns } from './spikePatterns.ts';
import { toyConvergence } from './toyConvergence.ts';
import { xor } from './xor.ts';
import { yinYang } from './yinYang.ts';

export const datasets = [
  yinYang,
  circles,
  moons,
  spiral,
  xor,
  digits,
  mnist,
  fashionMnist,
  spokenDigits,
  spikePatterns,
  delayedMatch,
  toyConvergence,
] as const;
