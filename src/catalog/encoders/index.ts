import { bsa } from './bsa.ts';
import { constant } from './constant.ts';
import { directSpikes, firstSpikes } from './directSpikes.ts';
import { latency } from './latency.ts';
import { levelCrossing } from './levelCrossing.ts';
import { poisson } from './poisson.ts';
import { population } from './population.ts';
import { spikeTime } from './spikeTime.ts';

export const encoders = [
  constant,
  poisson,
  latency,
  population,
  levelCrossing,
  bsa,
  spikeTime,
  directSpikes,
  firstSpikes,
] as const;
