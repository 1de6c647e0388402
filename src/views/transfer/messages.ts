export const messages = {
  open: 'Run in continuous time',
  title: 'Coarse steps and continuous time',
  description: (samples: number): string =>
    `The same weights and input spikes on continuous LIF neurons with a refractory period, each spike at a random moment of its step. First ${samples} test samples.`,
  running: (share: number): string => `Comparing · ${Math.round(100 * share)} %`,
  stop: 'Stop',
  more: (samples: number): string => `Compare ${samples} samples`,
  failed: (reason: string): string => `It could not be compared: ${reason}`,
  table: 'Both networks by the length of the presentation',
  columns: {
    steps: 'Steps',
    coarse: 'Coarse',
    continuous: 'Continuous',
    agreement: 'Same class',
    correlation: 'Correlation of counts',
    spikes: 'Output spikes',
  },
  spikes: (coarse: number, continuous: number): string =>
    `${coarse.toFixed(1)} and ${continuous.toFixed(1)}`,
  none: 'none',
  took: (samples: number, seconds: number): string =>
    `${samples} samples in ${seconds.toFixed(1)} s. Trained presentations have the length of the first row.`,
  xTitle: 'Length of the presentation in refractory periods',
  yTitle: 'Share',
  series: { coarse: 'coarse', continuous: 'continuous', agreement: 'same class' },
  percent: (share: number): string => `${(100 * share).toFixed(1)} %`,
} as const;
