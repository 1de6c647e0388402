import { fastAndDeep } from './fastAndDeep.ts';
import { bats } from './bats.ts';
import { coarseScale } from './coarseScale.ts';
import { softLifRule } from './softLif.ts';
import { stRsbp } from './stRsbp.ts';
import { surrogate } from './surrogate.ts';

export const rules = [surrogate, coarseScale, softLifRule, bats, fastAndDeep, stRsbp] as const;
