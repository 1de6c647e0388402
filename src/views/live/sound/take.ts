/**
 * What of a recording is the word. Pure.
 *
 * Loudness is measured in blocks of 10 ms. The word reaches from the first to the last block that is
 * at most 30 dB below the loudest, and 30 ms further on either side.
 */

export interface Take {
  /** One channel, −1..1, without silence before and after. */
  readonly sound: Float32Array;
  readonly sampleRateHz: number;
  /** Whether the microphone was overdriven: more than one sample in 500 lies at its limit. */
  readonly isClipped: boolean;
}

/** Quieter than this, in dB of full scale, is no speech. */
export const SILENCE_DB = -45;
const BLOCK_S = 0.01;
const RANGE_DB = 30;
const MARGIN_BLOCKS = 3;
const LIMIT = 0.99;
const CLIPPED_SHARE = 1 / 500;

/** Root mean square of part of a sound, in dB of full scale. */
export function levelDb(sound: Float32Array, from = 0, to = sound.length): number {
  let squares = 0;
  for (let t = from; t < to; t++) squares += sound[t]! ** 2;
  return 10 * Math.log10(squares / Math.max(1, to - from) + 1e-12);
}

/** The word in a recording, or null where all of it is silence. */
export function trimTake(sound: Float32Array, sampleRateHz: number): Take | null {
  const block = Math.max(1, Math.round(BLOCK_S * sampleRateHz));
  const levels = Array.from({ length: Math.floor(sound.length / block) }, (_, index) =>
    levelDb(sound, index * block, (index + 1) * block),
  );
  const loudest = Math.max(...levels);
  if (!(loudest > SILENCE_DB)) return null;
  const isWord = (level: number): boolean => level >= loudest - RANGE_DB;
  const first = Math.max(0, levels.findIndex(isWord) - MARGIN_BLOCKS);
  const last = Math.min(levels.length, levels.findLastIndex(isWord) + 1 + MARGIN_BLOCKS);
  let atLimit = 0;
  for (const value of sound) if (Math.abs(value) >= LIMIT) atLimit++;
  return {
    sound: sound.slice(first * block, last * block),
    sampleRateHz,
    isClipped: atLimit > sound.length * CLIPPED_SHARE,
  };
}
