/**
 * Filter banks as weights on the power spectrum, so that every kind costs one product a frame:
 *
 *   E_b = Σ_k w_b(k)·|X_k|² / Σ_k w_b(k)
 *
 *   mel:        triangles evenly spaced in mel, each reaching to the peaks of its neighbours
 *   gammatone:  w_b(f) = (1 + ((f − f_b)/(1.019·erb(f_b)))²)⁻⁴, f_b evenly spaced in ERB rate: |H|² of
 *               a gammatone of order 4 near its centre
 *   lyon:       |H|² of the cascade of cochlea.ts
 *
 * Source: Davis & Mermelstein 1980, doi 10.1109/TASSP.1980.1163420 (mel); Patterson et al. 1992,
 * "Complex sounds and auditory images" (gammatone); Lyon 1982 (cochlea).
 */
import { createCochlea } from './cochlea.ts';
import { erbHz, erbRateOf, hzOfErbRate, hzOfMel, melOf } from './pitch.ts';

export type FilterKind = 'mel' | 'gammatone' | 'lyon';

export interface FilterBank {
  /** Hz, ascending, one a band. */
  readonly centresHz: Float64Array;
  /** Mean energy in each band of a power spectrum `[size/2 + 1]`. */
  apply(power: Float64Array, out: Float64Array): void;
}

export interface FilterBankOptions {
  readonly filters: FilterKind;
  readonly nBands: number;
  /** Of the sound, whatever the bank's range. */
  readonly sampleRateHz: number;
  /** Length of the Fourier transform. */
  readonly size: number;
  /** Upper end of the highest band. */
  readonly topHz: number;
}

/** Lower end of the lowest band of the evenly spaced banks: below it there is only hum. */
const LOWEST_HZ = 60;
/** Width of a gammatone of order 4 whose equivalent rectangular bandwidth is that of the ear. */
const GAMMATONE_WIDTH = 1.019;
/** Share of a band's largest weight below which the rest is left out. */
const NEGLIGIBLE = 1e-4;

export function createFilterBank(options: FilterBankOptions): FilterBank {
  const { nBands, size } = options;
  const nBins = size / 2 + 1;
  const centresHz = new Float64Array(nBands);
  const weights = new Float64Array(nBands * nBins);
  fill[options.filters](options, centresHz, weights);
  const ranges = Array.from({ length: nBands }, (_, band) =>
    normalise(weights.subarray(band * nBins, (band + 1) * nBins), binOf(centresHz[band]!, options)),
  );
  return {
    centresHz,
    apply: (power, out) => {
      for (let band = 0; band < nBands; band++) {
        const { from, to } = ranges[band]!;
        let energy = 0;
        for (let k = from; k <= to; k++) energy += weights[band * nBins + k]! * power[k]!;
        out[band] = energy;
      }
    },
  };
}

type Fill = (options: FilterBankOptions, centresHz: Float64Array, weights: Float64Array) => void;

const fill: Readonly<Record<FilterKind, Fill>> = {
  mel: ({ nBands, topHz, ...grid }, centresHz, weights) => {
    const low = melOf(LOWEST_HZ);
    const span = melOf(topHz) - low;
    const peakHz = (index: number): number => hzOfMel(low + (span * index) / (nBands + 1));
    for (let band = 0; band < nBands; band++) {
      const [left, peak, right] = [peakHz(band), peakHz(band + 1), peakHz(band + 2)];
      centresHz[band] = peak;
      write(weights, band, grid, (hz) =>
        hz < peak ? (hz - left) / (peak - left) : (right - hz) / (right - peak),
      );
    }
  },
  gammatone: ({ nBands, topHz, ...grid }, centresHz, weights) => {
    const low = erbRateOf(LOWEST_HZ);
    const span = erbRateOf(topHz) - low;
    for (let band = 0; band < nBands; band++) {
      const centre = hzOfErbRate(low + (span * (band + 0.5)) / nBands);
      const width = GAMMATONE_WIDTH * erbHz(centre);
      centresHz[band] = centre;
      write(weights, band, grid, (hz) => (1 + ((hz - centre) / width) ** 2) ** -4);
    }
  },
  lyon: ({ nBands, topHz, ...grid }, centresHz, weights) => {
    const cochlea = createCochlea(nBands, 2 * topHz);
    centresHz.set(cochlea.centresHz);
    const nBins = grid.size / 2 + 1;
    const column = new Float64Array(nBands);
    for (let k = 0; k < nBins; k++) {
      const hz = (k * grid.sampleRateHz) / grid.size;
      // The cascade repeats itself above the rate it is designed for.
      if (hz > topHz) break;
      cochlea.response(hz, column);
      for (let band = 0; band < nBands; band++) weights[band * nBins + k] = column[band]!;
    }
  },
};

type Grid = Pick<FilterBankOptions, 'sampleRateHz' | 'size'>;

function write(
  weights: Float64Array,
  band: number,
  { sampleRateHz, size }: Grid,
  weightAt: (hz: number) => number,
): void {
  const nBins = size / 2 + 1;
  for (let k = 0; k < nBins; k++)
    weights[band * nBins + k] = Math.max(0, weightAt((k * sampleRateHz) / size));
}

function binOf(hz: number, { sampleRateHz, size }: Grid): number {
  return Math.min(size / 2, Math.round((hz * size) / sampleRateHz));
}

/** Brings weights to sum 1 and says where they are not negligible. */
function normalise(weights: Float64Array, nearest: number): { from: number; to: number } {
  const largest = weights.reduce((a, b) => Math.max(a, b), 0);
  // A band narrower than the resolution falls between two bins: it takes the nearest.
  if (largest === 0) weights[nearest] = 1;
  const least = largest * NEGLIGIBLE;
  let from = nearest;
  let to = nearest;
  weights.forEach((weight, k) => {
    if (weight < least || weight === 0) return;
    from = Math.min(from, k);
    to = Math.max(to, k);
  });
  const sum = weights.subarray(from, to + 1).reduce((total, weight) => total + weight, 0);
  for (let k = 0; k < weights.length; k++) weights[k] = k < from || k > to ? 0 : weights[k]! / sum;
  return { from, to };
}
