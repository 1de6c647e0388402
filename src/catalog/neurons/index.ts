import { li } from './li.ts';
import { lif } from './lif.ts';

export const neurons = [lif, li] as const;
