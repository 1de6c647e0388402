/** Bounds of the document's own fields (those that no catalog entry owns). */
import { flag, number } from './params.ts';

export const documentParams = {
  seed: number({
    label: 'Seed',
    default: 1,
    min: 0,
    max: 4294967295,
    integer: true,
    unit: '1',
    help: 'Start of every random number: weights, sample order, spikes of the encoder. Same seed, same run.',
  }),
  steps: number({
    label: 'Time steps',
    default: 25,
    min: 1,
    max: 200,
    hardMax: 2000,
    integer: true,
    unit: 'steps',
    symbol: 'T',
    changesShape: false,
    help: 'How many steps one sample is presented for. More steps: finer timing, slower training.',
  }),
  dtMs: number({
    label: 'Step length',
    default: 1,
    min: 0.1,
    max: 10,
    hardMin: 0.001,
    hardMax: 1000,
    scale: 'log',
    unit: 'ms',
    symbol: '\\Delta t',
    help: 'Model time of one step. Time constants are measured against it.',
  }),
  batchSize: number({
    label: 'Batch size',
    default: 100,
    min: 1,
    max: 512,
    hardMax: 4096,
    integer: true,
    scale: 'log',
    unit: 'samples',
    help: 'Samples averaged into one update. Larger: steadier gradient, fewer updates an epoch.',
  }),
  clipNorm: number({
    label: 'Gradient clipping',
    default: 0,
    min: 0,
    max: 10,
    hardMax: 1e6,
    unit: '1',
    help: 'Largest length of the whole gradient; longer ones are scaled back to it. 0 switches clipping off.',
  }),
  epochs: number({
    label: 'Stop after',
    default: 10,
    min: 0,
    max: 100,
    hardMax: 100000,
    integer: true,
    unit: 'epochs',
    help: 'Passes through the training data. 0: train until you stop.',
  }),
  targetAccuracy: number({
    label: 'Stop at accuracy',
    default: 0,
    min: 0,
    max: 1,
    unit: '1',
    help: 'Share of test samples to reach, of validation samples where some are held back. 0: no target.',
  }),
  validation: flag({
    label: 'Hold back a validation set',
    default: false,
    help: 'Evaluates training samples held back after each epoch. The test samples wait for the end, so that no choice is made by them.',
  }),
} as const;

/** Fields of `Effects` beside its list. */
export const effectsParams = {
  training: flag({
    label: 'Also while training',
    default: false,
    help: 'Off: training computes as if there were no effects, and evaluation meets them. On: every pass meets them, and the update goes to the exact weights behind.',
  }),
  seed: number({
    label: 'Substrate',
    default: 1,
    min: 0,
    max: 4294967295,
    integer: true,
    unit: '1',
    help: 'Seed of the effects: the same number is the same piece of hardware, with the same pattern and noise.',
  }),
} as const;

export const NAME_MAX_CHARS = 80;
export const LAYER_LIMIT = 64;
export const CONNECTION_LIMIT = 256;
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,32}$/;
/** Activations of one batch in values (T × batch × neurons) beyond which a network is refused. */
export const ACTIVATION_LIMIT = 60_000_000;
export const PARAMETER_LIMIT = 20_000_000;
