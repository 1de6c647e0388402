import { conv } from './conv.ts';
import { dense } from './dense.ts';
import { flatten } from './flatten.ts';
import { input } from './input.ts';
import { avgPool, maxPool } from './pool.ts';
import { readout } from './readout.ts';

export const layers = [input, dense, conv, maxPool, avgPool, flatten, readout] as const;
