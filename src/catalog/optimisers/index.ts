/** Optimisers: hyper-parameters here, arithmetic in engine/kernels. */
import type { OptimiserEntry } from '#model/catalog.ts';
import { number } from '#model/params.ts';

const learningRate = (defaultRate: number) =>
  number({
    label: 'Learning rate',
    symbol: '\\eta',
    default: defaultRate,
    min: 1e-5,
    max: 1,
    hardMin: 0,
    hardMax: 1000,
    scale: 'log',
    unit: '1',
    help: 'Size of each update. Too large: the loss jumps or grows. Too small: it crawls.',
  });

const weightDecay = number({
  label: 'Weight decay',
  symbol: '\\lambda_w',
  default: 0,
  min: 0,
  max: 0.1,
  hardMax: 10,
  unit: '1',
  advanced: true,
  help: 'Pull of every weight towards zero. Larger: smaller weights, smoother solutions.',
});

const beta = (label: string, symbol: string, value: number, help: string) =>
  number({ label, symbol, default: value, min: 0, max: 0.9999, unit: '1', advanced: true, help });

const epsilon = number({
  label: 'Epsilon',
  symbol: '\\epsilon',
  default: 1e-8,
  min: 1e-10,
  max: 1e-3,
  hardMin: 1e-12,
  hardMax: 1,
  scale: 'log',
  unit: '1',
  advanced: true,
  help: 'Keeps the division finite when a gradient has always been near zero.',
});

const sgd = {
  id: 'sgd',
  label: 'SGD',
  help: 'Plain gradient descent on each batch.',
  equation: 'w \\leftarrow w - \\eta\\,(g + \\lambda_w w)',
  kernel: 'sgd',
  params: { learningRate: learningRate(0.1), weightDecay },
} as const satisfies OptimiserEntry;

const momentum = {
  id: 'momentum',
  label: 'Momentum',
  help: 'Gradient descent that keeps part of its last direction.',
  equation: 'm \\leftarrow \\mu m + g + \\lambda_w w,\\quad w \\leftarrow w - \\eta m',
  source: 'Polyak 1964',
  kernel: 'momentum',
  params: {
    learningRate: learningRate(0.02),
    momentum: number({
      label: 'Momentum',
      symbol: '\\mu',
      default: 0.9,
      min: 0,
      max: 0.999,
      unit: '1',
      help: 'Share of the last direction that is kept.',
    }),
    weightDecay,
  },
} as const satisfies OptimiserEntry;

const beta1 = beta('First moment decay', '\\beta_1', 0.9, 'Memory of the mean gradient.');
const beta2 = beta('Second moment decay', '\\beta_2', 0.999, 'Memory of the squared gradient.');

const adam = {
  id: 'adam',
  label: 'Adam',
  help: 'Scales each weight by the size of its own recent gradients; a good first choice.',
  equation: 'w \\leftarrow w - \\eta\\, \\hat m / (\\sqrt{\\hat v} + \\epsilon)',
  source: 'Kingma & Ba 2015',
  kernel: 'adam',
  params: { learningRate: learningRate(0.001), beta1, beta2, epsilon },
} as const satisfies OptimiserEntry;

const adamw = {
  id: 'adamw',
  label: 'AdamW',
  help: 'Adam with weight decay that does not pass through the moments.',
  equation: 'w \\leftarrow w - \\eta\\,(\\hat m / (\\sqrt{\\hat v} + \\epsilon) + \\lambda_w w)',
  source: 'Loshchilov & Hutter 2019',
  kernel: 'adam',
  params: {
    learningRate: learningRate(0.001),
    weightDecay: { ...weightDecay, default: 0.01, advanced: false },
    beta1,
    beta2,
    epsilon,
  },
} as const satisfies OptimiserEntry;

export const optimisers = [sgd, momentum, adam, adamw] as const;
