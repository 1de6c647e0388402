/** How recordings become samples: the parameters of every data set of sound, and what they mean. */
import type { ParamSpecs, ParamValues } from '#model/params.ts';
import { choice, number, numberParam, stringParam } from '#model/params.ts';
import type { Shape } from '#model/shape.ts';
import type { FilterKind } from './filterBank.ts';
import type { SpectrogramOptions } from './spectrogram.ts';
import { createSpectrogram } from './spectrogram.ts';

export const soundParams = {
  filters: choice({
    label: 'Filters',
    default: 'mel',
    oneOf: [
      ['mel', 'Mel bands'],
      ['gammatone', 'Gammatone'],
      ['lyon', 'Lyon’s cochlea'],
    ],
    help: 'What divides sound into bands: triangles even in mel, filters as wide as the ear’s, or a cascade like the inner ear.',
  }),
  bands: number({
    label: 'Bands',
    default: 64,
    min: 8,
    max: 128,
    hardMin: 1,
    integer: true,
    unit: 'bands',
    changesShape: true,
    help: 'How many bands of pitch are told apart. More: finer, and more inputs.',
  }),
  frames: number({
    label: 'Times',
    default: 50,
    min: 8,
    max: 128,
    hardMin: 1,
    hardMax: 256,
    integer: true,
    unit: 'rows',
    changesShape: true,
    help: 'Into how many times a recording is cut. More: finer timing, and more to load.',
  }),
  timing: choice({
    label: 'Length',
    default: 'stretched',
    oneOf: [
      ['stretched', 'Stretched to fit'],
      ['recorded', 'As spoken'],
    ],
    help: 'Whether every recording fills all times, fast or slow, or the same length is taken from each.',
  }),
  durationMs: number({
    label: 'Taken from each',
    default: 700,
    min: 100,
    max: 2500,
    hardMin: 50,
    hardMax: 60000,
    unit: 'ms',
    visibleIf: { param: 'timing', oneOf: ['recorded'] },
    help: 'How much of a recording is taken, from its start. Shorter ones are followed by silence.',
  }),
  compression: choice({
    label: 'Loudness',
    default: 'log',
    oneOf: [
      ['log', 'Logarithm of energy'],
      ['root', 'Cube root of energy'],
    ],
    help: 'How energies become values from 0 to 1. The logarithm lifts what is quiet.',
  }),
  rangeDb: number({
    label: 'Range',
    default: 50,
    min: 20,
    max: 90,
    hardMin: 1,
    hardMax: 200,
    unit: 'dB',
    visibleIf: { param: 'compression', oneOf: ['log'] },
    help: 'How far below the loudest band of a recording is silence. Smaller: less noise, fewer soft sounds.',
  }),
} as const satisfies ParamSpecs;

/** Rows are times, columns are bands, low ones first. */
export function soundShape(params: ParamValues): Shape {
  return [numberParam(params, 'frames'), numberParam(params, 'bands'), 1];
}

/** @param topHz upper end of the highest band, the same for all recordings of a data set */
export function soundOptions(
  params: ParamValues,
  sampleRateHz: number,
  topHz: number,
): SpectrogramOptions {
  return {
    sampleRateHz,
    topHz,
    durationMs: params['timing'] === 'recorded' ? numberParam(params, 'durationMs') : 0,
    nFrames: numberParam(params, 'frames'),
    nBands: numberParam(params, 'bands'),
    filters: filtersOf(stringParam(params, 'filters')),
    compression: params['compression'] === 'root' ? 'root' : 'log',
    rangeDb: numberParam(params, 'rangeDb'),
  };
}

/** One recording as the sample that these parameters make of it, values in 0..1. */
export function soundSample(sound: Float32Array, options: SpectrogramOptions): Float32Array {
  const out = new Float32Array(options.nFrames * options.nBands);
  createSpectrogram(options)(sound, out);
  return out;
}

export function filtersOf(value: string): FilterKind {
  if (value === 'mel' || value === 'gammatone' || value === 'lyon') return value;
  throw new TypeError(`filters: got ${value}, expected mel, gammatone or lyon`);
}
