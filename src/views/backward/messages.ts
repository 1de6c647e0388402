import type { ErrorKind } from '#protocol/backward.ts';

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

export const messages = {
  title: 'Backward pass',
  context: (update: number, loss: string): string => `loss ${loss} after update ${update}`,
  refresh: 'Compute backward pass',
  showErrors: 'Show errors',
  showErrorsHelp: 'Colours the raster by error and marks the connections it flows back along.',
  showGhost: 'Ghost of a step',
  showGhostHelp:
    'Draws the spikes and membranes of the update before together with those after it.',
  walk: 'Position in the backward pass',
  first: 'Go to the loss',
  back: 'One position back, towards the loss',
  forward: 'One position on, towards the input',
  last: 'Go to the end of the backward pass',
  play: 'Walk through the backward pass',
  pause: 'Stop walking',
  place: (position: number, all: number): string => `${position} of ${all}`,
  capped: (shown: number, all: number): string =>
    `Shows ${shown} of the ${all} positions of the whole pass.`,
  equation: 'Equation of this position',
  symbols: 'In symbols',
  numbers: 'With its numbers',
  terms: 'What the symbols stand for',
  method: (label: string, line: string): string => `${label}: ${line}`,
  empty: 'No backward pass yet. Train, or compute one for the shown sample.',
  failed: (reason: string): string => `The backward pass could not be computed: ${reason}`,
  kinds: {
    spike: 'error of each spike',
    time: 'error of each spike time, per ms',
    count: 'error of each neuron’s number of spikes',
    rate: 'error of each neuron’s value',
  } satisfies Record<ErrorKind, string>,
  key: 'Blue, pointing up: more (or later) would raise the loss. Orange, pointing down: would lower it. Each layer has its own scale.',
  layer: (name: string, spikes: number, kind: string, largest: string): string =>
    `${name}: ${count(spikes, 'spike', 'spikes')} with an error, largest ${largest} (${kind}).`,
  roles: { weights: 'weights', recurrent: 'recurrent weights', bias: 'biases' },
  gradient: (name: string, role: 'weights' | 'recurrent' | 'bias', norm: string): string =>
    `${name}, gradient of the ${messages.roles[role]}: norm ${norm}.`,
  ghost: (
    updates: number,
    { moved, appeared, vanished, same }: Record<'moved' | 'appeared' | 'vanished' | 'same', number>,
  ): string =>
    `In ${count(updates, 'update', 'updates')}: ${count(moved, 'spike', 'spikes')} moved, ${appeared.toLocaleString('en-GB')} appeared, ${vanished.toLocaleString('en-GB')} vanished, ${same.toLocaleString('en-GB')} stayed.`,
  ghostWaits: 'Do one update (Step, beside Train) to see which spikes move.',
  ghostOtherInput:
    'The input was encoded anew between the two updates, so its own spikes differ too.',
  flow: 'Size of the error by layer and time',
  flowSummary: (parts: string): string => `Backward pass, from the loss to the input. ${parts}`,
  time: 'Time (ms)',
} as const;
