export const messages = {
  title: 'Raster',
  context: (predicted: string, truth: string): string =>
    predicted === truth ? `predicted ${predicted}, right` : `predicted ${predicted}, true ${truth}`,
  neverFires: (model: string): string => `${model}: never fires`,
  walked: (layer: string, neuron: number, tMs: number | null): string =>
    tMs === null
      ? `${layer}, neuron ${neuron}: no spike.`
      : `${layer}, neuron ${neuron}, spike at ${Number(tMs.toPrecision(3))} ms.`,
  constant: 'the same value at every step',
} as const;
