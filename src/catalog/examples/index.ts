import { batsExample } from './bats.ts';
import type { Example } from './build.ts';
import { coarseScaleExample } from './coarseScale.ts';
import { fastAndDeepExample } from './fastAndDeep.ts';
import { mnistConvExample, mnistDenseExample } from './mnist.ts';
import { softLifExample } from './softLif.ts';
import { delayedMatchExample, spikePatternsExample, toyConvergenceExample } from './spikeSets.ts';
import { spokenDigitsCountsExample, spokenDigitsExample } from './spokenDigits.ts';
import { stRsbpExample } from './stRsbp.ts';
import { yinYangExample } from './yinYang.ts';

/** The first is what the page opens on. */
export const examples: readonly Example[] = [
  yinYangExample,
  mnistDenseExample,
  mnistConvExample,
  coarseScaleExample,
  fastAndDeepExample,
  batsExample,
  stRsbpExample,
  softLifExample,
  spokenDigitsExample,
  spokenDigitsCountsExample,
  spikePatternsExample,
  delayedMatchExample,
  toyConvergenceExample,
];
