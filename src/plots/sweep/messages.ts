/** Words of the sweep plot. */
export const sweepText = {
  label: 'Results of the sweep',
  notDone: 'not done',
  nothing: 'Nothing is done yet.',
  summary: (done: number, of: number, best: string): string =>
    `${done} of ${of} points are done. The highest: ${best}.`,
  csvColumns: ['seeds', 'mean', 'standard deviation'],
} as const;
