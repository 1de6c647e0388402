import { describe, expect, it } from 'vitest';
import { createStream } from '#model/random/stream.ts';
import { createFilterBank } from './filterBank.ts';
import type { SpectrogramOptions } from './spectrogram.ts';
import { createPower, createSpectrogram, windowSize } from './spectrogram.ts';

const OPTIONS: SpectrogramOptions = {
  sampleRateHz: 8000,
  durationMs: 0,
  nFrames: 20,
  nBands: 32,
  filters: 'mel',
  topHz: 4000,
  compression: 'log',
  rangeDb: 40,
};

const tone = (hz: number, seconds: number, rateHz = 8000, loudness = 0.5): Float32Array =>
  Float32Array.from(
    { length: Math.round(seconds * rateHz) },
    (_, t) => loudness * Math.sin((2 * Math.PI * hz * t) / rateHz),
  );

function analysed(sound: Float32Array, part: Partial<SpectrogramOptions> = {}) {
  const options = { ...OPTIONS, ...part };
  const out = new Float32Array(options.nFrames * options.nBands);
  createSpectrogram(options)(sound, out);
  const row = (index: number) => out.subarray(index * options.nBands, (index + 1) * options.nBands);
  return { out, row };
}

const loudest = (row: Float32Array): number => row.indexOf(Math.max(...row));

describe('the power of a frame', () => {
  it('is that of the windowed sound (Parseval)', () => {
    const size = 256;
    const random = createStream(1, 'dataset');
    const sound = Float32Array.from({ length: size }, () => random.normal());
    const power = new Float64Array(size / 2 + 1);
    createPower(size)(sound, 0, size, power);
    const windowed = sound.reduce((sum, x, t) => {
      const hann = Math.sin((Math.PI * t) / size) ** 2;
      return sum + (x * hann) ** 2;
    }, 0);
    // The bins between the ends stand for their mirror images too.
    const total = power.reduce((sum, p, k) => sum + (k === 0 || k === size / 2 ? p : 2 * p), 0);
    expect(total / size).toBeCloseTo(windowed, 9);
  });

  it('takes what lies outside the sound as silence', () => {
    const power = new Float64Array(129);
    createPower(256)(new Float32Array(10).fill(1), -300, 10, power);
    expect(Math.max(...power)).toBe(0);
  });
});

describe.each(['mel', 'gammatone', 'lyon'] as const)('with filters of %s', (filters) => {
  it.each([300, 800, 2000, 3200])('a tone of %d Hz is loudest in its band', (hz) => {
    const { row } = analysed(tone(hz, 0.5), { filters });
    const { centresHz } = createFilterBank({ ...OPTIONS, filters, size: windowSize(8000) });
    const nearest = centresHz.reduce(
      (best, centre, band) =>
        Math.abs(centre - hz) < Math.abs(centresHz[best]! - hz) ? band : best,
      0,
    );
    for (const index of [5, 10, 15])
      expect(Math.abs(loudest(row(index)) - nearest)).toBeLessThanOrEqual(1);
  });
});

it('hears a tone in the same band at any sample rate', () => {
  const at = (rateHz: number): number =>
    loudest(analysed(tone(1500, 0.5, rateHz), { sampleRateHz: rateHz }).row(10));
  expect(at(16_000)).toBe(at(8000));
  expect(Math.abs(at(48_000) - at(8000))).toBeLessThanOrEqual(1);
  expect(Math.abs(at(44_100) - at(8000))).toBeLessThanOrEqual(1);
});

it('is the same however loud the recording is, and 0 for silence', () => {
  const soft = analysed(tone(700, 0.4, 8000, 0.01)).out;
  const loud = analysed(tone(700, 0.4, 8000, 0.9)).out;
  soft.forEach((value, i) => expect(value).toBeCloseTo(loud[i]!, 4));
  expect(Math.max(...loud)).toBe(1);
  expect(Math.min(...loud)).toBe(0);
  expect(Math.max(...analysed(new Float32Array(4000)).out)).toBe(0);
  expect(Math.max(...analysed(new Float32Array(0)).out)).toBe(0);
});

it('measures loudness in dB below the loudest, or by its cube root', () => {
  // The second half is 20 dB softer: half of a range of 40 dB.
  const both = Float32Array.from([...tone(1000, 0.4), ...tone(1000, 0.4, 8000, 0.05)]);
  const level = (part: Partial<SpectrogramOptions>, index: number): number =>
    Math.max(...analysed(both, part).row(index));
  expect(level({}, 5)).toBeCloseTo(1, 1);
  expect(level({}, 15)).toBeCloseTo(0.5, 1);
  expect(level({ compression: 'root' }, 15)).toBeCloseTo(Math.cbrt(0.01), 1);
});

it('stretches a recording, or takes it as long as it is', () => {
  // A tone that falls half way.
  const sound = Float32Array.from([...tone(2500, 0.2), ...tone(500, 0.2)]);
  const stretched = analysed(sound);
  expect(loudest(stretched.row(7))).toBeGreaterThan(loudest(stretched.row(12)));
  // In a window of 800 ms the sound ends at row 10 of 20, and what follows is silence.
  const recorded = analysed(sound, { durationMs: 800 });
  expect(loudest(recorded.row(3))).toBe(loudest(stretched.row(7)));
  expect(Math.max(...recorded.row(12))).toBe(0);
});

it('misses nothing between rows that are far apart', () => {
  const sound = new Float32Array(16_000);
  sound.set(tone(1000, 0.02), 7900);
  const { out } = analysed(sound, { nFrames: 4 });
  expect(Math.max(...out)).toBe(1);
});
