/** English text of the import dialog. */
import type { ImportPhase, ImportProgress } from '#protocol/import.ts';
import { formatDuration } from '#ui/numbers/formatNumber.ts';

const integer = new Intl.NumberFormat('en');
export const count = (value: number): string => integer.format(value);

/** Bytes as people say them: "3.4 MB". */
export function byteText(bytes: number): string {
  if (bytes < 1e3) return `${bytes} bytes`;
  const [unit, size] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9];
  const value = bytes / Number(size);
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

const phases: Readonly<Record<ImportPhase, string>> = {
  checking: 'Checking the file',
  looking: 'Looking at samples',
  reading: 'Reading samples',
  storing: 'Storing the data set',
};

export const messages = {
  title: 'Import data',
  description: 'Your files stay on this computer: they are read and kept in this browser.',
  dropHere: 'Drop files or a folder here',
  formats:
    'IDX, CSV or TSV, NPY or NPZ, CIFAR-10, HDF5 (SHD, SSC, N-TIDIGITS), N-MNIST or AEDAT events, and folders of pictures (PNG, JPEG) or sounds (WAV) by class. Also zipped or gzipped.',
  chooseFiles: 'Choose files…',
  chooseFolder: 'Choose a folder…',
  stored: 'In this browser',
  noneStored: 'Nothing is imported yet.',
  samples: (train: number, test: number) =>
    `${count(train)} to train on, ${count(test)} for the test`,
  use: 'Use',
  useSet: (name: string) => `Use ${name}`,
  remove: 'Remove',
  removeSet: (name: string) => `Remove ${name}`,
  confirmRemove: (name: string, bytes: string) =>
    `Remove ${name} and free ${bytes}? To have it again, its files have to be imported again.`,
  keep: 'Keep it',
  usage: (used: string, quota: string) => `This site uses ${used} of ${quota} the browser allows.`,
  opening: 'Opening the files',
  storing: 'Opening the files to store them',
  phases,
  progress: ({ phase, done, total }: ImportProgress, percent: number) => {
    const say = phase === 'checking' || phase === 'storing' ? byteText : count;
    return `${phases[phase]} · ${say(done)} of ${say(total)} · ${percent} %`;
  },
  left: (seconds: number | null) =>
    seconds === null ? 'estimating the time left' : `about ${formatDuration(seconds)} left`,
  spoken: (phase: string, percent: number) => `${phase}, ${percent} %`,
  cancel: 'Cancel',
  otherFiles: 'Other files',
  problems: 'These files cannot be imported as they are. Nothing was changed.',
  problemHead: ({ where, got, expected }: { where: string; got: string; expected: string }) =>
    `${where}: got ${got}, expected ${expected}.`,
  facts: 'What the files hold',
  format: 'Format',
  shape: 'Each sample',
  inputs: (shape: readonly number[]) =>
    shape.length === 1 ? `${count(shape[0] ?? 0)} inputs` : `${shape.join(' × ')} inputs`,
  sampleCount: 'Samples',
  range: 'Values',
  rangeText: (min: string, max: string, of: number) =>
    `${min} to ${max} (in ${count(of)} samples looked at)`,
  spikes: 'Spikes',
  spikesText: (mean: number, longestMs: number, of: number) =>
    `${count(Math.round(mean))} a sample on average, the longest ${count(Math.round(longestMs))} ms (in ${count(of)} samples looked at)`,
  classes: (n: number) => `${count(n)} classes`,
  className: 'Class',
  classCount: 'Samples',
  moreClasses: (n: number) => `and ${count(n)} more classes`,
  first: 'Some samples',
  sampleLabel: (label: string) => `A sample of class ${label}`,
  reading: 'How to read the files',
  taking: 'What to take',
  name: 'Name',
  nameHelp: 'What the data set is called in menus of this browser.',
  split: 'Test samples',
  splitHelp: 'Samples never trained on, by which accuracy is measured.',
  splitFiles: 'Those of the files',
  splitShare: 'A share, drawn at random',
  share: 'Share for the test',
  shareHelp: 'How much of all samples is kept for the test.',
  seed: 'Seed of the draw',
  seedHelp: 'The same files, choices and seed give the same data set anywhere.',
  limit: 'Keep at most',
  limitHelp: 'Samples to keep, drawn with the seed; both splits together.',
  size: (bytes: string) => `About ${bytes} in this browser.`,
  tooLarge: (bytes: string, most: string) =>
    `About ${bytes}: more than the ${most} that fit into memory. Keep fewer samples.`,
  scaling: 'Values to 0–1',
  scalingHelp:
    'Networks take inputs from 0 to 1. By the range of all values, of each column, or as they are.',
  scalingWhole: 'By the range of all',
  scalingColumn: 'By the range of each column',
  scalingNone: 'As they are (clipped)',
  go: 'Import and use',
  unnamed: 'My data',
} as const;
