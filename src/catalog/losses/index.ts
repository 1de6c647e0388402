import { ceCount } from './ceCount.ts';
import { ceEachStep } from './ceEachStep.ts';
import { ceFirstSpike } from './ceFirstSpike.ts';
import { ceMembrane } from './ceMembrane.ts';
import { countTargets } from './countTargets.ts';
import { mseCount } from './mseCount.ts';
import { timeToFirstSpike } from './timeToFirstSpike.ts';

export const losses = [
  ceCount,
  ceMembrane,
  ceEachStep,
  mseCount,
  countTargets,
  ceFirstSpike,
  timeToFirstSpike,
] as const;
