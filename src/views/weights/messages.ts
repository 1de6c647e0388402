export const messages = {
  title: 'Weights',
  mode: 'How weights are drawn',
  modes: { fields: 'Images', matrix: 'Matrix' },
  page: (first: number, last: number, all: number): string => `${first}–${last} of ${all}`,
  pageHelp: 'Target neurons shown',
  previous: 'Previous targets',
  next: 'Next targets',
  channel: 'Input channel',
  channelOption: (channel: number): string => `Channel ${channel}`,
  noLayer: 'No layer chosen. Choose one here or in the network.',
  noWeights: (layer: string): string =>
    `${layer} has no weights. Choose a layer with connections to learn.`,
} as const;
