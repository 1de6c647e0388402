/** What a substrate can do to a network, in the order in which effects of one kind follow one another. */
import type { EffectEntry } from '#model/catalog.ts';
import { lostSpikes } from './lostSpikes.ts';
import { spikeJitter } from './spikeJitter.ts';
import { thresholdSpread } from './thresholdSpread.ts';
import { timeConstantSpread } from './timeConstantSpread.ts';
import { weightRange } from './weightRange.ts';
import { weightResolution } from './weightResolution.ts';

export const effects: readonly EffectEntry[] = [
  weightRange,
  weightResolution,
  timeConstantSpread,
  thresholdSpread,
  spikeJitter,
  lostSpikes,
];
