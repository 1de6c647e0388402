import type { AugmentationEntry } from '#model/catalog.ts';
import { elastic } from './elastic.ts';
import { rotation } from './rotation.ts';
import { shift } from './shift.ts';
import { spikeDrop } from './spikeDrop.ts';
import { spikeJitter } from './spikeJitter.ts';
import { timeWarp } from './timeWarp.ts';

/** In the order in which they act on a sample. */
export const augmentations: readonly AugmentationEntry[] = [
  elastic,
  rotation,
  shift,
  timeWarp,
  spikeJitter,
  spikeDrop,
];
