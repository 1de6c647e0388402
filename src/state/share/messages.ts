/** What opening, saving and sharing say to the person. */
export const shareMessages = {
  openLink: 'Open link',
  openFile: 'Open file',
  openExample: 'Open example',
  /** @param source "The link" or "digits.json" */
  refused: (source: string) => `${source} cannot be opened. Your experiment is unchanged.`,
  theLink: 'The link',
  link: 'link',
  opened: (name: string) => `Opened ${name}.`,
  undo: 'Undo',
  copied: (chars: number) => `Link copied (${chars.toLocaleString('en')} characters).`,
  copyByHand: 'The browser did not allow copying. The link is below.',
  saved: (file: string) => `Saved ${file}.`,
  unnamed: 'experiment',
  atMost: (kilobytes: number) => `at most ${kilobytes} kB`,
  popupBlocked: 'The browser did not open a new tab. Allow pop-ups for this page, or replace.',
  continueFrom: (time: string, name: string, update: number) =>
    update > 0
      ? `Continue from ${time}? ${name}, trained for ${update} updates.`
      : `Continue from ${time}? ${name}, with your changes.`,
  goOn: 'Continue',
  discard: 'Discard it',
  continued: 'Continue earlier work',
  noStorage: (reason: string) =>
    `This browser does not keep your work for later (${reason}). Save a file to be safe.`,
} as const;
