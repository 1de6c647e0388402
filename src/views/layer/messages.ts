export const messages = {
  title: 'Layer statistics',
  what: 'What of the layer is shown',
  quantities: { activity: 'Activity', weights: 'Weights', gradients: 'Gradients' },
  context: (samples: number, gradientSamples: number, update: number): string =>
    `${samples} training samples, gradient of ${gradientSamples}, after update ${update}`,
  facts: {
    rate: 'Mean rate ± spread',
    firstSpike: 'First spike ± spread',
    silent: 'Silent',
    saturated: 'Saturated',
    spiking: 'Fire in a sample',
    mean: 'Mean ± spread',
    largest: 'Largest',
    number: 'Number',
    zero: 'Exactly zero',
    norm: 'Gradient norm',
    typical: 'Typical size',
    clipped: 'Norm of all clipped to',
  },
  none: 'none',
  spread: (mean: string, deviation: string, unit: string): string =>
    `${mean} ± ${deviation}${unit === '' ? '' : ` ${unit}`}`,
  share: (count: string, size: string, share: string): string => `${count} of ${size} (${share})`,
  lists: { silent: 'Silent neurons', saturated: 'Saturated neurons' },
  showNeuron: (neuron: number): string => `Show neuron ${neuron}`,
  more: (count: number): string => `and ${count.toLocaleString('en-GB')} more`,
  axes: {
    rate: 'Rate (Hz)',
    firstSpike: 'First spike (ms)',
    weights: 'Weight',
    gradients: 'Size of gradient',
  },
  updates: 'Updates',
  now: 'now',
  plot: 'Distribution through training',
  columns: ['update', 'from', 'to', 'count'],
  hover: (update: number, low: string, high: string, share: string): string =>
    `Update ${update} · ${low} to ${high} · ${share}`,
  apart: {
    rate: 'Silent neurons are not in the picture.',
    firstSpike:
      'These neurons fire once at most: they have no rate and cannot saturate, so this shows when they first fire.',
    weights: 'Weights and biases; those of exactly zero are not in the picture.',
    gradients:
      'As the optimiser is given them, on a logarithmic scale; those of exactly zero are not in the picture.',
  },
  noGradient:
    'No gradient from these samples: every one is zero. Where too many neurons stay silent, exact first-spike times raise their weights in place of a step.',
  converted: 'Counted where the trained rates run as spikes.',
  scale: 'The stronger the colour, the more values; the line is the mean.',
  gradientScale: 'The stronger the colour, the more values; the line is the typical size.',
  noLayer: 'No layer chosen. Choose one here or in the network.',
  nothing: (layer: string): string =>
    `${layer} has neither neurons nor weights. Choose a layer that has.`,
  neverFires: (layer: string, model: string): string =>
    `${layer} never fires (${model}): it has no rate. See its weights and gradients.`,
  summary: (layer: string, facts: string, updates: string): string =>
    `${layer}. ${facts}. ${updates}`,
  span: (count: number, first: number, last: number): string =>
    count < 2
      ? `Counted after update ${last}.`
      : `Counted ${count} times, from update ${first} to ${last}.`,
} as const;
