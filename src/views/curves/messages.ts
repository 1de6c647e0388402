export const messages = {
  title: 'Loss and accuracy',
  measure: 'What is drawn',
  measures: { loss: 'Loss', accuracy: 'Accuracy' },
  trainLoss: 'train',
  testLoss: 'test',
  seconds: 'Against training time',
  logLoss: 'Logarithmic loss axis',
  smoothing: (window: number): string =>
    window === 1 ? 'Train curve as measured' : `Train curve: mean of ${window} updates`,
  test: 'Pause and evaluate the test set',
  fit: 'Fit axes to the curves',
  lossTitle: 'Loss',
  accuracyTitle: 'Accuracy',
  percent: (share: number): string => `${(100 * share).toFixed(1)} %`,
  empty: 'No run yet. Press Space to train.',
} as const;
