export const messages = {
  title: 'Decision map',
  showTrain: 'Training points',
  showTest: 'Test points',
  noPlane: (dataset: string, inputs: string): string =>
    `${dataset} has ${inputs} inputs: a map needs data in the plane, such as Yin-Yang.`,
} as const;
