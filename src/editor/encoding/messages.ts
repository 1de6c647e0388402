/** English text of the preview of an encoding. */
const rounded = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2);

export const messages = {
  title: 'Preview',
  waiting: 'Loading the sample…',
  failed: 'No preview: this sample cannot be had or presented.',
  of: (index: number, split: 'train' | 'test', label: string) =>
    `${split === 'train' ? 'Training' : 'Test'} sample ${index}, class ${label}`,
  sample: 'Sample',
  sound: 'Pitch over time',
  currents: 'Currents',
  spikes: 'Spikes',
  decoded: 'Read back',
  currentsText: (n: number) => `${n} inputs, one steady current each`,
  spikesText: (spikes: number, inputs: number, steps: number) =>
    `${spikes} ${spikes === 1 ? 'spike' : 'spikes'} at ${inputs} ${inputs === 1 ? 'input' : 'inputs'} in ${steps} steps`,
  error: (mean: number, largest: number) =>
    `off by ${rounded(mean)} on average, ${rounded(largest)} at most`,
  noWayBack: 'There is no way back from these spikes to the values.',
} as const;
