export const messages = {
  title: 'Membrane potential',
  quantity: 'What is drawn',
  quantities: { membrane: 'Membrane', current: 'Current' },
  overlay: 'Draw over each other',
  fit: 'Show all of the time',
  pointed: (layer: string, neuron: number): string => `pointing at ${layer}, neuron ${neuron}`,
  neuron: (neuron: number): string => `neuron ${neuron}`,
  chosen: 'Chosen neurons',
  remove: (neuron: number): string => `Remove neuron ${neuron}`,
  add: 'Add neuron by number',
  addShort: 'Add',
  full: (limit: number): string => `${limit} neurons at most.`,
  range: (last: number): string => `A number from 0 to ${last}.`,
  noLayer: 'No layer chosen. Choose one here or in the network.',
  noMembrane: (layer: string): string =>
    `${layer} has no membranes. Choose a layer of neurons here or in the network.`,
  noNeurons: 'No neurons chosen. Click a neuron in the raster, or add one by its number.',
} as const;
