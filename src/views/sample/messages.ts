export const messages = {
  title: 'Sample',
  score: 'Class score',
} as const;
