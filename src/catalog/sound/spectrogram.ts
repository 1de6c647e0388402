/**
 * Sound as energies in bands of pitch over time, compressed and brought to 0..1.
 *
 *   X_t = DFT(window · frame t),  E[t, b] = mean energy of X_t in band b,  D = largest E of the recording
 *   log:   v = max(0, 1 + 10·log₁₀(E/D)/range)        range in dB
 *   root:  v = ∛(E/D)                                 loudness as a power of intensity (Stevens 1957)
 *
 * Hann windows that overlap by at least half. A row is the mean of the frames inside it, so that
 * nothing falls between rows that are far apart. Every recording is as loud as its loudest band,
 * because a microphone's distance says nothing about the word. Silence is 0 throughout.
 * Source: Davis & Mermelstein 1980, doi 10.1109/TASSP.1980.1163420; Stevens 1957, Psychol. Rev. 64.
 */
import type { FilterKind } from './filterBank.ts';
import { createFilterBank } from './filterBank.ts';
import { createFourier } from './fourier.ts';

export interface SpectrogramOptions {
  readonly sampleRateHz: number;
  /** How much of a recording is taken from its start, followed by silence; 0: all of it, stretched. */
  readonly durationMs: number;
  readonly nFrames: number;
  readonly nBands: number;
  readonly filters: FilterKind;
  /** Upper end of the highest band. */
  readonly topHz: number;
  readonly compression: 'log' | 'root';
  readonly rangeDb: number;
}

/** Writes the spectrogram of a recording, `[nFrames, nBands]`, low bands first, values in 0..1. */
export type Spectrogram = (sound: Float32Array, out: Float32Array) => void;

/** About the shortest over which the pitch of a voice is steady. */
const WINDOW_MS = 32;
const SMALLEST_WINDOW = 32;

export function createSpectrogram(options: SpectrogramOptions): Spectrogram {
  const { sampleRateHz, durationMs, nFrames, nBands } = options;
  const size = windowSize(sampleRateHz);
  const powerOf = createPower(size);
  const bank = createFilterBank({ ...options, size });
  const power = new Float64Array(size / 2 + 1);
  const sum = new Float64Array(size / 2 + 1);
  const energies = new Float64Array(nBands);
  const rows = new Float64Array(nFrames * nBands);

  return (sound, out) => {
    const length = durationMs > 0 ? Math.round((durationMs / 1000) * sampleRateHz) : sound.length;
    const rowLength = length / nFrames;
    const perRow = Math.max(1, Math.ceil(rowLength / (size / 2)));
    for (let row = 0; row < nFrames; row++) {
      sum.fill(0);
      for (let frame = 0; frame < perRow; frame++) {
        const centre = (row + (frame + 0.5) / perRow) * rowLength;
        powerOf(sound, Math.round(centre - size / 2), length, power);
        for (let k = 0; k < power.length; k++) sum[k]! += power[k]! / perRow;
      }
      bank.apply(sum, energies);
      rows.set(energies, row * nBands);
    }
    compress(rows, options, out);
  };
}

/** Samples in a window: a power of two of about 32 ms. */
export function windowSize(sampleRateHz: number): number {
  const wanted = (WINDOW_MS / 1000) * sampleRateHz;
  return Math.max(SMALLEST_WINDOW, 2 ** Math.round(Math.log2(wanted)));
}

/**
 * |X_k|², k = 0..size/2, of the windowed sound from `start`; what lies outside 0..length is silence.
 */
export function createPower(
  size: number,
): (sound: Float32Array, start: number, length: number, power: Float64Array) => void {
  const fourier = createFourier(size);
  const window = Float64Array.from(
    { length: size },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size),
  );
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  return (sound, start, length, power) => {
    const end = Math.min(length, sound.length);
    for (let i = 0; i < size; i++) {
      const at = start + i;
      re[i] = at < 0 || at >= end ? 0 : sound[at]! * window[i]!;
    }
    im.fill(0);
    fourier(re, im);
    for (let k = 0; k < power.length; k++) power[k] = re[k]! * re[k]! + im[k]! * im[k]!;
  };
}

function compress(
  rows: Float64Array,
  { compression, rangeDb }: SpectrogramOptions,
  out: Float32Array,
): void {
  let loudest = 0;
  for (const energy of rows) loudest = Math.max(loudest, energy);
  if (loudest === 0) {
    out.fill(0);
    return;
  }
  for (let i = 0; i < rows.length; i++) {
    const share = rows[i]! / loudest;
    out[i] =
      compression === 'root'
        ? Math.cbrt(share)
        : Math.max(0, 1 + (10 * Math.log10(share)) / rangeDb);
  }
}
