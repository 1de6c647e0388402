/**
 * Free Spoken Digits: 3,000 recordings of the English digits zero to nine by six speakers, 8 kHz.
 *
 * Split of the collection: recordings 0 to 4 of each speaker and digit test, 5 to 49 train, so every
 * speaker is in both. Training samples are in order of that number, so that those held back at the end
 * for validation are of all speakers and digits too.
 * Samples are spectrograms `[times, bands, 1]`, see catalog/sound/spectrogram.ts.
 * Source: Jackson et al., Free Spoken Digit Dataset, commit 26eb9aaf.
 */
import type { DatasetEntry, Samples } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { defaultsOf } from '#model/params.ts';
import type { SpectrogramOptions } from '../sound/spectrogram.ts';
import { createSpectrogram } from '../sound/spectrogram.ts';
import { soundOptions, soundParams, soundSample, soundShape } from '../sound/soundParams.ts';
import type { Recording } from './recordings.ts';
import { readRecordings } from './recordings.ts';

const PATH = 'free-spoken-digits/recordings.bin.gz';
const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const COUNT = 3000;
/** Recordings of each speaker and digit below this number test. */
const TEST_BELOW = 5;
/** Half the sample rate of the recordings. */
const TOP_HZ = 4000;
const STEPS = 255;

const optionsFor = (params: ParamValues, sampleRateHz: number): SpectrogramOptions =>
  soundOptions(params, sampleRateHz, TOP_HZ);

/** Values in 255 steps, as they are stored: finer than any encoder tells apart. */
const rounded = (value: number): number => Math.round(value * STEPS);

/** 16-bit samples as numbers from −1 to 1. */
function floats(sound: Int16Array): Float32Array {
  const values = new Float32Array(sound.length);
  for (let t = 0; t < sound.length; t++) values[t] = sound[t]! / 32768;
  return values;
}

function samplesOf(recordings: readonly Recording[], options: SpectrogramOptions): Samples {
  const size = options.nFrames * options.nBands;
  const spectrogram = createSpectrogram(options);
  const row = new Float32Array(size);
  const values = new Uint8Array(recordings.length * size);
  recordings.forEach(({ sound }, index) => {
    spectrogram(floats(sound), row);
    for (let j = 0; j < size; j++) values[index * size + j] = rounded(row[j]!);
  });
  const labels = Uint8Array.from(recordings, ({ label }) => label);
  return { count: recordings.length, values, scale: 1 / STEPS, labels };
}

export const spokenDigits = {
  id: 'spokenDigits',
  label: 'Spoken digits',
  help: 'Recordings of the digits zero to nine by six speakers, as bands of pitch over time. 13 MB to load.',
  source:
    'Jackson et al., Free Spoken Digit Dataset, github.com/Jakobovski/free-spoken-digit-dataset',
  licence: 'CC BY-SA 4.0, Z. Jackson and contributors; packed into one file, samples unchanged.',
  shape: soundShape(defaultsOf(soundParams)),
  shapeFor: soundShape,
  classes: CLASSES,
  params: soundParams,
  sound: {
    toInput: (sound, sampleRateHz, params) =>
      soundSample(sound, optionsFor(params, sampleRateHz)).map((value) => rounded(value) / STEPS),
  },
  load: async (io, params) => {
    const { sampleRateHz, recordings } = readRecordings(await io.read(PATH), PATH, {
      count: COUNT,
      nClasses: CLASSES.length,
    });
    const options = optionsFor(params, sampleRateHz);
    return {
      train: samplesOf(
        recordings.filter(({ number }) => number >= TEST_BELOW),
        options,
      ),
      test: samplesOf(
        recordings.filter(({ number }) => number < TEST_BELOW),
        options,
      ),
    };
  },
} as const satisfies DatasetEntry;
