import type { EvaluatedSplit } from '#protocol/training.ts';

const grouped = (n: number): string => n.toLocaleString('en-GB');

export const messages = {
  title: 'Output',
  sampleTitle: 'Shown sample',
  plot: 'Class scores over time',
  time: 'Time (ms)',
  count: 'Spikes so far',
  classAxis: 'Class',
  decides: 'decides',
  labelMark: 'label',
  verdict: (answer: string, label: string, at: string | null, of: string): string => {
    const when =
      at === null ? 'but another class is ahead in the end' : `from ${at} of ${of} ms on`;
    const truth = answer === label ? `that is right` : `the label is ${label}`;
    return `Answers ${answer} ${when}; ${truth}.`;
  },
  silent: (label: string): string =>
    `No output fires in this sample, so nothing is decided; the label is ${label}.`,
  firstSpikes: (parts: string): string => `First spikes: ${parts}.`,
  firstSpike: (name: string, at: string): string => `${name} at ${at} ms`,
  finals: (parts: string): string => `Scores at the end: ${parts}.`,
  final: (name: string, score: string): string => `${name}: ${score}`,
  rates:
    'This method trains rates, which have no time: scores over time are those of the same weights run as spikes, answers to a whole split those of the rates.',
  allTitle: 'All samples',
  split: 'Samples',
  splits: { test: 'Test', validation: 'Validation' } satisfies Record<EvaluatedSplit, string>,
  predict: (split: EvaluatedSplit): string => `Predict ${split} samples`,
  cancel: 'Cancel',
  progress: (done: number, total: number): string => `${grouped(done)} of ${grouped(total)}`,
  progressLabel: 'Samples predicted',
  failed: (reason: string): string => `The samples could not be predicted: ${reason}`,
  explain: 'Asks every sample with the weights as they are; training goes on.',
  right: (right: number, samples: number, percent: string, split: EvaluatedSplit): string =>
    `${grouped(right)} of ${grouped(samples)} ${split} samples right (${percent}).`,
  after: (update: number): string => `After update ${update}.`,
  decision: (ms: string, of: string, decided: string): string =>
    `Mean time to decision ${ms} of ${of} ms (${decided} decided).`,
  undecided: 'No time to decision.',
  matrix: 'Confusion matrix',
  rows: 'Label',
  columns: 'Answer',
  noAnswer: 'none',
  recall: 'Recall',
  precision: 'Precision',
  recallAxis: 'Rec. %',
  precisionAxis: 'Precision %',
  csvColumns: ['label', 'answer', 'samples'],
  matrixPng: 'Save confusion matrix (PNG, 2×)',
  matrixCsv: 'Save confusion matrix (CSV)',
  matrixHelp: 'Arrow keys walk through the cells, Escape leaves them.',
  matrixSummary: (worst: string): string => `Confusion matrix. ${worst}`,
  samples: (count: number): string => `${grouped(count)} samples`,
  worst: (label: string, answer: string, count: number): string =>
    `Most often mistaken: ${label} for ${answer}, ${grouped(count)} times.`,
  noMistakes: 'No sample is mistaken.',
  cell: (label: string, answer: string, count: number, share: string): string =>
    `Label ${label}, answer ${answer}: ${grouped(count)} (${share} of this label).`,
  wrongTitle: (count: number): string => `Wrong samples (${grouped(count)})`,
  noneWrong: 'No wrong sample here.',
  show: (index: number): string => `Show sample ${index}: `,
  mistaken: (label: string, answer: string): string => `${label} → ${answer}`,
  previous: 'Previous wrong samples',
  next: 'Next wrong samples',
  page: (first: number, last: number, all: number): string => `${first}–${last} of ${all}`,
} as const;
