import { coarseLif } from './coarseLif.ts';
import { li } from './li.ts';
import { lif } from './lif.ts';
import { linear } from './linear.ts';
import { multiSpikeLif } from './multiSpikeLif.ts';
import { softLif } from './softLif.ts';

export const neurons = [lif, li, linear, softLif, coarseLif, multiSpikeLif] as const;
