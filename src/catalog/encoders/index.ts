import { constant } from './constant.ts';
import { latency } from './latency.ts';
import { poisson } from './poisson.ts';

export const encoders = [constant, poisson, latency] as const;
