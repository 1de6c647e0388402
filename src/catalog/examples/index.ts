import { batsExample } from './bats.ts';
import type { Example } from './build.ts';
import { coarseScaleExample } from './coarseScale.ts';
import { mnistConvExample, mnistDenseExample } from './mnist.ts';
import { stRsbpExample } from './stRsbp.ts';
import { yinYangExample } from './yinYang.ts';

/** The first is what the page opens on. */
export const examples: readonly Example[] = [
  yinYangExample,
  mnistDenseExample,
  mnistConvExample,
  coarseScaleExample,
  batsExample,
  stRsbpExample,
];
