/** English text of the study of hardware effects. */
export const messages = {
  title: 'Accuracy against distortion',
  description:
    'Evaluates the trained weights as they are under one effect of the hardware, from weak to strong. Nothing is trained and nothing changes; effects that are switched on stay as they are.',
  form: 'New study',
  effect: 'Effect',
  hardware: 'Pieces of hardware a point',
  samples: 'Samples an evaluation',
  evaluations: (count: number): string =>
    count === 1 ? '1 evaluation.' : `${count} evaluations, and one without the effect.`,
  tooMany: (count: number, limit: number): string =>
    `${count} evaluations are too many; a study has at most ${limit}.`,
  untrained: 'The network is not trained yet: its accuracy is that of its initial weights.',
  start: 'Start study',
  replace: 'Replace the study',
  end: 'End study',
  plot: 'Accuracy',
  resultOf: { test: 'Test accuracy', validation: 'Validation accuracy' },
  ideal: (accuracy: string, samples: number, update: number): string =>
    `Without the effect: ${accuracy}. First ${samples} samples, weights of update ${update}.`,
  fixed: 'Nothing random is at work, so that one piece of hardware says it all.',
  percent: (share: number): string => `${(100 * share).toFixed(1)} %`,
  deviation: (share: number): string => `± ${(100 * share).toFixed(1)}`,
  progress: (done: number, of: number): string => `${done} of ${of} evaluations`,
  left: (time: string): string => `about ${time} left`,
  estimating: 'estimating the time',
  ended: (done: number, of: number): string => `Ended after ${done} of ${of} evaluations.`,
  allDone: (of: number): string =>
    of === 1 ? 'The evaluation is done.' : `All ${of} evaluations are done.`,
  failed: (reason: string): string => `The study could not go on: ${reason}`,
  empty: 'No study yet. Choose an effect and start.',
  table: 'Points of the study',
  columns: { mean: 'Mean', deviation: 'Deviation', hardware: 'Pieces of hardware' },
  waiting: '–',
  csv: 'Save all evaluations (CSV)',
  file: 'Accuracy against distortion, all evaluations',
  csvColumns: ['hardware', 'accuracy'],
} as const;
