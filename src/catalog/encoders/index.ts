import { constant } from './constant.ts';
import { directSpikes, firstSpikes } from './directSpikes.ts';
import { latency } from './latency.ts';
import { poisson } from './poisson.ts';
import { spikeTime } from './spikeTime.ts';

export const encoders = [constant, poisson, latency, spikeTime, directSpikes, firstSpikes] as const;
