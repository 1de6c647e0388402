export const messages = {
  split: 'Set of samples',
  splits: { train: 'Train', test: 'Test' },
  previous: 'Previous sample',
  next: 'Next sample',
  index: 'Number of the sample',
  range: (last: number): string => `A whole number from 0 to ${last}.`,
} as const;
