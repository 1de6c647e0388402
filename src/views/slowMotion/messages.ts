const count = (n: number): string => `${n.toLocaleString('en-GB')} ${n === 1 ? 'spike' : 'spikes'}`;

export const messages = {
  open: 'Watch this sample in slow motion',
  close: 'Leave slow motion',
  controls: 'Slow motion',
  back: 'One step back',
  play: 'Play in slow motion',
  pause: 'Pause slow motion',
  on: 'One step on',
  position: 'Moment of the sample',
  speed: 'Speed of slow motion',
  ratio: (speed: string): string => `${speed}× real time`,
  fastest: 'As fast as possible',
  stepwise: '0.5 s a step',
  stepwiseHelp: 'This system asks for less motion: slow motion goes step by step.',
  time: (ms: string): string => `${ms} ms`,
  moment: (ms: string, of: string, layers: readonly string[]): string =>
    `${ms} of ${of} ms. ${layers.join(', ')}`,
  layer: (name: string, spikes: number): string => `${name}: ${count(spikes)}`,
} as const;
