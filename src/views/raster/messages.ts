export const messages = {
  title: 'Raster',
  context: (predicted: string, truth: string): string =>
    predicted === truth ? `predicted ${predicted}, right` : `predicted ${predicted}, true ${truth}`,
  neverFires: (model: string): string => `${model}: never fires`,
  constant: 'the same value at every step',
} as const;
