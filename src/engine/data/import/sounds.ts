/** Folders of WAV files by class, as spectrograms: rows are times, columns are bands of pitch. */
import type { FilterKind } from '#catalog/sound/filterBank.ts';
import { filtersOf, soundParams } from '#catalog/sound/soundParams.ts';
import type { Spectrogram, SpectrogramOptions } from '#catalog/sound/spectrogram.ts';
import { createSpectrogram } from '#catalog/sound/spectrogram.ts';
import type { ChoiceSpec } from '#model/params.ts';
import type { ImportChoice, Mapping } from '#protocol/import.ts';
import type { ByteSource } from './byteSource.ts';
import type { ClassFile } from './folders.ts';
import { byClass } from './folders.ts';
import type { Format, Records } from './records.ts';
import { choiceOf, classify, numberOf } from './records.ts';
import { readWav, readWavLayout } from './wav.ts';

export const sounds: Format = {
  label: 'Sounds by class',
  accepts: ({ head }) =>
    head.length >= 12 &&
    new TextDecoder('latin1').decode(head.subarray(0, 12)).replace(/^RIFF[^]{4}WAVE$/, '') === '',
  open: async (files, mapping) => {
    const { train, test, notes } = byClass(files);
    const settings = await settingsOf(files, mapping);
    return {
      train: recordsOf(train, settings),
      test: test.length === 0 ? null : recordsOf(test, settings),
      choices: choicesOf(settings),
      notes: [...notes, 'Each sound becomes a spectrogram, as loud as its loudest band.'],
    };
  },
};

interface Settings {
  readonly durationMs: number;
  readonly isStretched: boolean;
  readonly nFrames: number;
  readonly nBands: number;
  readonly filters: FilterKind;
  readonly compression: 'log' | 'root';
  readonly rangeDb: number;
  readonly topHz: number;
}

const LOOKED_AT = 50;
const LONGEST_MS = 60_000;

/** Proposed: as long as nine in ten of the first sounds, up to half the lowest sample rate. */
async function settingsOf(files: readonly ByteSource[], mapping: Mapping): Promise<Settings> {
  const looked = await Promise.all(files.slice(0, LOOKED_AT).map(readWavLayout));
  const lengths = looked
    .map(({ nFrames, sampleRateHz }) => (1000 * nFrames) / sampleRateHz)
    .toSorted((a, b) => a - b);
  const usual = lengths[Math.floor(0.9 * (lengths.length - 1))] ?? 1000;
  const rounded = Math.min(10_000, Math.max(100, Math.ceil(usual / 50) * 50));
  return {
    durationMs: numberOf(mapping, 'durationMs', rounded, 50, LONGEST_MS),
    nFrames: Math.round(numberOf(mapping, 'frames', 32, 1, 256)),
    nBands: Math.round(numberOf(mapping, 'bands', 32, 1, 128)),
    isStretched: choiceOf(mapping, 'timing', ['recorded', 'stretched'], 'recorded') === 'stretched',
    filters: filtersOf(choiceOf(mapping, 'filters', ['mel', 'gammatone', 'lyon'], 'mel')),
    compression:
      choiceOf(mapping, 'compression', ['log', 'root'], 'log') === 'root' ? 'root' : 'log',
    rangeDb: numberOf(mapping, 'rangeDb', soundParams.rangeDb.default, 1, 200),
    topHz: Math.min(8000, ...looked.map(({ sampleRateHz }) => sampleRateHz / 2)),
  };
}

/** A choice of the data sets of sound, as a question about files. */
function select(id: string, { label, help, oneOf }: ChoiceSpec, value: string): ImportChoice {
  return { id, label, help, kind: 'select', value, options: oneOf };
}

function choicesOf(settings: Settings): ImportChoice[] {
  const { durationMs, isStretched, nFrames, nBands, filters, compression, rangeDb } = settings;
  const { rangeDb: range } = soundParams;
  return [
    select('timing', soundParams.timing, isStretched ? 'stretched' : 'recorded'),
    {
      id: 'durationMs',
      label: soundParams.durationMs.label,
      help: soundParams.durationMs.help,
      kind: 'number',
      value: durationMs,
      min: 50,
      max: LONGEST_MS,
      unit: 'ms',
    },
    {
      id: 'frames',
      label: 'Times',
      help: 'Into how many times a sound is cut: rows of the spectrogram.',
      kind: 'number',
      value: nFrames,
      min: 1,
      max: 256,
      unit: 'rows',
    },
    {
      id: 'bands',
      label: 'Bands',
      help: 'How many bands of pitch are told apart: columns of the spectrogram.',
      kind: 'number',
      value: nBands,
      min: 1,
      max: 128,
      unit: 'columns',
    },
    select('filters', soundParams.filters, filters),
    select('compression', soundParams.compression, compression),
    {
      id: 'rangeDb',
      label: range.label,
      help: range.help,
      kind: 'number',
      value: rangeDb,
      min: 1,
      max: 200,
      unit: range.unit,
    },
  ];
}

function recordsOf(files: readonly ClassFile[], settings: Settings): Records {
  const { durationMs, isStretched } = settings;
  const spectrograms = new Map<number, Spectrogram>();
  const spectrogramFor = (sampleRateHz: number): Spectrogram => {
    const options: SpectrogramOptions = {
      ...settings,
      durationMs: isStretched ? 0 : durationMs,
      sampleRateHz,
    };
    const spectrogram = spectrograms.get(sampleRateHz) ?? createSpectrogram(options);
    spectrograms.set(sampleRateHz, spectrogram);
    return spectrogram;
  };
  return {
    count: files.length,
    shape: [settings.nFrames, settings.nBands, 1],
    ...classify(files.map(({ className }) => className)),
    content: {
      kind: 'values',
      isBytes: false,
      read: async (index, out) => {
        const { source } = files[index]!;
        const layout = await readWavLayout(source);
        const { nFrames, sampleRateHz } = layout;
        const takenMs = isStretched ? LONGEST_MS : durationMs;
        const wanted = Math.min(nFrames, Math.round((takenMs / 1000) * sampleRateHz));
        spectrogramFor(sampleRateHz)(await readWav(source, layout, wanted), out);
      },
    },
    where: (index) => files[index]?.source.path ?? '',
  };
}
