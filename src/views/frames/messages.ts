export const messages = {
  showAll: 'Show all of the time',
} as const;
