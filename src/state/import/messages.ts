/** English text of what importing says outside its dialog. */
export const importMessages = {
  use: (name: string) => `Use ${name}`,
  used: (name: string, fixed: string) => `${name} is the data set now${fixed}.`,
  withSpikes: ', presented by its own spikes',
  stored: (name: string) => `${name} is kept in this browser.`,
  removed: (name: string) => `${name} was removed from this browser.`,
  missing: (label: string) =>
    `This experiment names imported data that are not in this browser (${label}). It can be looked at and changed, but not trained.`,
  importFiles: 'Import its files…',
  switchTo: (label: string) => `Switch to ${label}`,
  otherSet: (wanted: string) =>
    `These are other data than the experiment names (${wanted}): other files, or other choices.`,
  silent: (seconds: number): string =>
    `the reader was busy for ${seconds} seconds without coming to an end`,
  stopped: 'the import worker stopped',
  noStore: 'This browser has no private file storage (OPFS), or it is switched off in this window.',
} as const;
