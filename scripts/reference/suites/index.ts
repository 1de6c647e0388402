/** Every method's suite of reference vectors: one import and one line each. */
import type { Suite } from '../suite.ts';
import { suite as bats } from './bats.ts';
import { suite as coarseScale } from './coarse-scale.ts';
import { suite as fastAndDeep } from './fast-and-deep.ts';
import { suite as softLif } from './soft-lif.ts';
import { suite as stRsbp } from './st-rsbp.ts';

export const suites: readonly Suite[] = [bats, coarseScale, fastAndDeep, softLif, stRsbp];
