/** English text of the tour. */
import type { StepId } from './progress.ts';

export interface StepText {
  readonly title: string;
  /** What to do and what there is to see, in two sentences at most. */
  readonly text: string;
  /** What came of it, said by the next step. */
  readonly result: string;
}

export const messages = {
  tour: 'Tour',
  place: (step: number, steps: number): string => `Step ${step} of ${steps}`,
  back: 'Back',
  skip: 'Skip step',
  next: 'Next step',
  finish: 'Finish tour',
  goThere: 'Go there',
  leave: 'Leave tour',
  leaveKey: 'Esc',
  steps: {
    train: {
      title: 'Train the network',
      text: 'Its weights are random, so its answers are guesses. Press Train, or Space, and watch the loss fall.',
      result: 'It learns: each update moves the weights a little against the error.',
    },
    spike: {
      title: 'Look at a spike',
      text: 'Each mark is one spike: its row says which neuron fired, its place along the axis says when. Rest the pointer on one or tap it; with keys, walk there by ↓ and Shift+→.',
      result: 'A spike is all a neuron sends; every chart marks the same neuron and moment.',
    },
    layer: {
      title: 'Open a layer',
      text: 'Click this card, and the membranes of its neurons are drawn. A membrane adds up what arrives and leaks; where it reaches the threshold θ, the neuron fires and starts again.',
      result: 'Its settings are open too: threshold, time constants, number of neurons.',
    },
    error: {
      title: 'Send the error back',
      text: 'Learning asks of every spike how it changed the loss. In Backward, press play and follow the error on its way from the loss to the weights.',
      result:
        'A spike is all or nothing and has no slope to follow: methods differ in how they get past that.',
    },
    method: {
      title: 'Change the method',
      text: 'This menu lists ways to send an error through spikes: stand-in slopes, whole spike trains, firing rates, exact spike times. Switch to another; undo brings this one back.',
      result: 'Same data, same seed, another gradient: train it and compare.',
    },
    share: {
      title: 'Share the experiment',
      text: 'A link carries all of it: network, method, seed and view. Copy it, and whoever opens it can train the same curve.',
      result: '',
    },
  } satisfies Record<StepId, StepText>,
} as const;
