/** Folders of WAV files by class, as spectrograms: rows are times, columns are mel bands. */
import type { ImportChoice, Mapping } from '#protocol/import.ts';
import type { ByteSource } from './byteSource.ts';
import type { ClassFile } from './folders.ts';
import { byClass } from './folders.ts';
import type { LogMel } from './logMel.ts';
import { createLogMel } from './logMel.ts';
import type { Format, Records } from './records.ts';
import { classify, numberOf } from './records.ts';
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
      notes: [...notes, 'Each sound becomes a spectrogram: logarithms of energies in mel bands.'],
    };
  },
};

interface Settings {
  readonly durationMs: number;
  readonly nFrames: number;
  readonly nBands: number;
  readonly topHz: number;
}

const LOOKED_AT = 50;

/** Proposed: as long as nine in ten of the first sounds, up to half the lowest sample rate. */
async function settingsOf(files: readonly ByteSource[], mapping: Mapping): Promise<Settings> {
  const looked = await Promise.all(files.slice(0, LOOKED_AT).map(readWavLayout));
  const lengths = looked
    .map(({ nFrames, sampleRateHz }) => (1000 * nFrames) / sampleRateHz)
    .toSorted((a, b) => a - b);
  const usual = lengths[Math.floor(0.9 * (lengths.length - 1))] ?? 1000;
  const rounded = Math.min(10_000, Math.max(100, Math.ceil(usual / 50) * 50));
  return {
    durationMs: numberOf(mapping, 'durationMs', rounded, 50, 60_000),
    nFrames: Math.round(numberOf(mapping, 'frames', 32, 1, 256)),
    nBands: Math.round(numberOf(mapping, 'bands', 32, 1, 128)),
    topHz: Math.min(8000, ...looked.map(({ sampleRateHz }) => sampleRateHz / 2)),
  };
}

function choicesOf({ durationMs, nFrames, nBands }: Settings): ImportChoice[] {
  return [
    {
      id: 'durationMs',
      label: 'Length',
      help: 'How much of each sound is taken, from its start. Shorter ones are followed by silence.',
      kind: 'number',
      value: durationMs,
      min: 50,
      max: 60_000,
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
  ];
}

function recordsOf(files: readonly ClassFile[], settings: Settings): Records {
  const analysers = new Map<number, LogMel>();
  const analyserFor = (sampleRateHz: number): LogMel => {
    const known = analysers.get(sampleRateHz);
    const analyser = known ?? createLogMel({ ...settings, sampleRateHz });
    analysers.set(sampleRateHz, analyser);
    return analyser;
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
        const analyser = analyserFor(layout.sampleRateHz);
        analyser.analyse(await readWav(source, layout, analyser.length), out);
      },
    },
    where: (index) => files[index]?.source.path ?? '',
  };
}
