/** English text that all panels share. */
export const messages = {
  menu: (title: string): string => `${title}: actions`,
  png: 'Save picture (PNG, 2×)',
  svg: 'Save picture (SVG)',
  copy: 'Copy picture',
  copied: (title: string): string => `The picture of ${title} is on the clipboard.`,
  csv: 'Save data (CSV)',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  noFullScreen: 'This browser has no full screen for parts of a page.',
  exportFailed: (title: string): string => `The picture of ${title} could not be made.`,
  footnote: (name: string, seed: number, address: string): string =>
    `${name} · seed ${seed} · ${address}`,
  empty: {
    loading: 'Loading data and weights.',
    compiling: 'Preparing the kernels; this happens once.',
    waiting: 'No activity yet. Press Space to train.',
    failed: (reason: string): string => `Nothing to show: ${reason}`,
  },
} as const;
