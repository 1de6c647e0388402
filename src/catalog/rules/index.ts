import { bats } from './bats.ts';
import { coarseScale } from './coarseScale.ts';
import { softLifRule } from './softLif.ts';
import { surrogate } from './surrogate.ts';

export const rules = [surrogate, coarseScale, softLifRule, bats] as const;
