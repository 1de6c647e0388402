import { firstSpikeLif } from './firstSpikeLif.ts';
import { coarseLif } from './coarseLif.ts';
import { li } from './li.ts';
import { lif } from './lif.ts';
import { linear } from './linear.ts';
import { multiSpikeLif } from './multiSpikeLif.ts';
import { softLif } from './softLif.ts';
import { spikeTrainLif } from './spikeTrainLif.ts';

export const neurons = [
  lif,
  li,
  linear,
  softLif,
  coarseLif,
  multiSpikeLif,
  firstSpikeLif,
  spikeTrainLif,
] as const;
