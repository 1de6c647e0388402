/**
 * Time warp: one moment of a recording moves, and the time before and after it stretches or shrinks
 * evenly; beginning and end stay.
 *
 *   m ~ U(w, 1 − w), d ~ U(−w, w), shares of the recording
 *   t' = t·(m + d)/m before m,   t' = 1 − (1 − t)·(1 − m − d)/(1 − m) after it
 *
 * A recording of spikes ends with its last spike. Rows of a spectrogram are fetched from between two
 * rows where t' lies there.
 * Source: Park et al. 2019, SpecAugment, arXiv 1904.08779, §2.
 */
import type { AugmentationEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { withoutRecording } from './fits.ts';

export const timeWarp = {
  id: 'timeWarp',
  label: 'Time warp',
  help: 'Runs one part of each training recording faster and the rest slower.',
  equation: "t' = t\\,\\frac{m + d}{m}\\;(t < m)",
  source: 'Park et al. 2019, SpecAugment, arXiv 1904.08779, §2',
  acts: 'time',
  strength: 'share',
  params: {
    share: number({
      label: 'Largest move',
      symbol: 'w',
      default: 0.1,
      min: 0,
      max: 0.4,
      hardMax: 0.49,
      unit: '1',
      help: 'How far the moment may move, as a share of the recording. Larger: speeds differ more. 0: not at all.',
    }),
  },
  refusal: withoutRecording,
  warp: (params, random) => {
    const most = numberParam(params, 'share');
    const middle = most + (1 - 2 * most) * random.uniform();
    const moved = middle + most * (2 * random.uniform() - 1);
    return (share) =>
      share < middle ? (share * moved) / middle : 1 - ((1 - share) * (1 - moved)) / (1 - middle);
  },
} as const satisfies AugmentationEntry;
