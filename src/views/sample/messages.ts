export const messages = {
  title: 'Sample',
  score: 'Class score',
  /** The score of those that answer by who fires first: the longer, the earlier. */
  timeLeft: 'Time left at first spike (loss τ)',
} as const;
