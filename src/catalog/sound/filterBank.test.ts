import { describe, expect, it } from 'vitest';
import { createCochlea } from './cochlea.ts';
import type { FilterKind } from './filterBank.ts';
import { createFilterBank } from './filterBank.ts';
import { erbHz, erbRateOf, hzOfErbRate, hzOfMel, melOf } from './pitch.ts';

const KINDS: readonly FilterKind[] = ['mel', 'gammatone', 'lyon'];
const GRID = { sampleRateHz: 8000, size: 1024, topHz: 4000 } as const;

describe('scales of pitch', () => {
  it('are those of their sources', () => {
    // The mel scale calls 1000 Hz 1000 mel.
    expect(melOf(1000)).toBeCloseTo(1000, 1);
    expect(melOf(0)).toBe(0);
    // Glasberg & Moore 1990: 24.7 (4.37 F + 1), F in kHz.
    expect(erbHz(1000)).toBeCloseTo(24.7 * 5.37, 9);
    expect(erbRateOf(1000)).toBeCloseTo(21.4 * Math.log10(5.37), 9);
  });

  it.each([0, 60, 1000, 7000])('come back to %d Hz', (hz) => {
    expect(hzOfMel(melOf(hz))).toBeCloseTo(hz, 8);
    expect(hzOfErbRate(erbRateOf(hz))).toBeCloseTo(hz, 8);
  });

  it('count how many filters of the ear fit side by side', () => {
    // dE/df = 1/ERB, with 21.4·0.00437/ln 10 in the place of 1/24.7: equal to half a per cent.
    const rise = (erbRateOf(1001) - erbRateOf(999)) / 2;
    expect(rise * erbHz(1000)).toBeCloseTo((21.4 * 0.00437 * 24.7) / Math.LN10, 6);
    expect(rise * erbHz(1000)).toBeCloseTo(1, 2);
  });
});

describe('the cochlea', () => {
  it('has 78 channels at 12.5 kHz and 64 at 8 kHz with the published step', () => {
    // Neighbours are a quarter of a bandwidth apart when the step is the published one.
    for (const [rateHz, channels] of [
      [12_500, 78],
      [8000, 64],
      [16_000, 86],
    ] as const) {
      const { centresHz } = createCochlea(channels, rateHz);
      const middle = Math.floor(channels / 2);
      const apart = centresHz[middle + 1]! - centresHz[middle]!;
      const bandwidth = Math.hypot(centresHz[middle]!, 1000) / 8;
      expect(apart / bandwidth, String(rateHz)).toBeGreaterThan(0.245);
      expect(apart / bandwidth, String(rateHz)).toBeLessThan(0.262);
    }
  });

  it('lets less through above its place than below, more steeply', () => {
    const cochlea = createCochlea(64, 8000);
    const channel = 40;
    const centre = cochlea.centresHz[channel]!;
    const at = (hz: number): number => {
      const out = new Float64Array(64);
      cochlea.response(hz, out);
      return 10 * Math.log10(out[channel]!);
    };
    const [above, below] = [at(centre * 1.5), at(centre / 1.5)];
    expect(above - at(centre)).toBeLessThan(-20);
    expect(below).toBeGreaterThan(above + 10);
  });
});

describe.each(KINDS)('%s', (filters) => {
  const nBands = 32;
  const { centresHz, apply } = createFilterBank({ filters, nBands, ...GRID });
  const bandsOf = (power: Float64Array): Float64Array => {
    const out = new Float64Array(nBands);
    apply(power, out);
    return out;
  };
  const nBins = GRID.size / 2 + 1;

  it('has ascending centres inside the range', () => {
    for (let band = 1; band < nBands; band++)
      expect(centresHz[band]).toBeGreaterThan(centresHz[band - 1]!);
    expect(centresHz[0]).toBeGreaterThan(20);
    expect(centresHz.at(-1)).toBeLessThan(GRID.topHz);
  });

  it('gives a flat spectrum as flat: weights of each band sum to one', () => {
    for (const energy of bandsOf(new Float64Array(nBins).fill(3))) expect(energy).toBeCloseTo(3, 9);
  });

  it('hears a tone in its own band or the next', () => {
    for (let band = 2; band < nBands - 1; band++) {
      const power = new Float64Array(nBins);
      power[Math.round((centresHz[band]! * GRID.size) / GRID.sampleRateHz)] = 1;
      const energies = bandsOf(power);
      const loudest = energies.indexOf(Math.max(...energies));
      expect(Math.abs(loudest - band), `band ${band}`).toBeLessThanOrEqual(1);
    }
  });

  it('goes up to 128 bands, none of them empty, and ignores what lies above its range', () => {
    const wide = createFilterBank({ ...GRID, filters, nBands: 128, sampleRateHz: 48_000 });
    const out = new Float64Array(128);
    wide.apply(new Float64Array(nBins).fill(1), out);
    for (const energy of out) expect(energy).toBeCloseTo(1, 9);
    const above = new Float64Array(nBins);
    for (let k = 0; k < nBins; k++) above[k] = (k * 48_000) / GRID.size > 8000 ? 1 : 0;
    wide.apply(above, out);
    if (filters !== 'gammatone') expect(Math.max(...out)).toBe(0);
    else expect(Math.max(...out)).toBeLessThan(0.01);
  });
});

it('is a triangle in mel', () => {
  const bank = createFilterBank({ ...GRID, filters: 'mel', nBands: 8 });
  const at = (hz: number): Float64Array => {
    const power = new Float64Array(GRID.size / 2 + 1);
    power[Math.round((hz * GRID.size) / GRID.sampleRateHz)] = 1;
    const out = new Float64Array(8);
    bank.apply(power, out);
    return out;
  };
  const [third = 0, fourth = 0] = bank.centresHz.slice(3, 5);
  // A tone at a peak is silent in both neighbours, one half way is in both.
  const peak = at(fourth);
  expect(peak[4]! / Math.max(peak[3]!, peak[5]!)).toBeGreaterThan(20);
  const between = at((third + fourth) / 2);
  expect(between[3]).toBeGreaterThan(0);
  expect(between[4]).toBeGreaterThan(0);
});

it('is a gammatone: the power of its response at half an ERB from the centre', () => {
  const bank = createFilterBank({ ...GRID, filters: 'gammatone', nBands: 16, size: 4096 });
  const band = 10;
  const centre = bank.centresHz[band]!;
  const energyAt = (hz: number): number => {
    const power = new Float64Array(2049);
    power[Math.round((hz * 4096) / 8000)] = 1;
    const out = new Float64Array(16);
    bank.apply(power, out);
    return out[band]!;
  };
  // (1 + (½/1.019)²)⁻⁴, to the width of a bin.
  const ratio = energyAt(centre + erbHz(centre) / 2) / energyAt(centre);
  expect(ratio).toBeCloseTo((1 + (0.5 / 1.019) ** 2) ** -4, 1);
});
