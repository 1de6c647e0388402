import { ceCount } from './ceCount.ts';
import { ceEachStep } from './ceEachStep.ts';
import { ceMembrane } from './ceMembrane.ts';
import { mseCount } from './mseCount.ts';

export const losses = [ceCount, ceMembrane, ceEachStep, mseCount] as const;
