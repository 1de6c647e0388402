import { circles } from './circles.ts';
import { digits } from './digits.ts';
import { fashionMnist } from './fashionMnist.ts';
import { mnist } from './mnist.ts';
import { moons } from './moons.ts';
import { spiral } from './spiral.ts';
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
] as const;
