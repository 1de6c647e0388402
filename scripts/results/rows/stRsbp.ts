/**
 * ST-RSBP: the digits of the method's own specification, and Fashion-MNIST with the settings of the
 * authors' configuration. The grid of the recurrent 400 neurons is that of their other layers of that
 * size, 5 × 5 × 16.
 */
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import { createHeadlessRun } from '../../headless/createHeadlessRun.ts';
import { exampleExperiment, validated } from '../fromExample.ts';
import type { Extras, MeasureContext, ResultRow } from '../row.ts';

interface Net {
  readonly name: string;
  readonly dataset: { readonly id: string; readonly params?: ParamValues };
  /** Neurons of hidden layers, and whether they are connected among themselves. */
  readonly hidden: readonly { readonly units: number; readonly recurrent: boolean }[];
  readonly thresholds: { readonly hidden: number; readonly readout: number };
  readonly neuron: { readonly tauMemMs: number; readonly tauSynMs: number };
  readonly steps: number;
  /** Spikes by this probability at a value of 1, drawn once, or another encoder. */
  readonly peakRate?: number;
  readonly encoder?: { readonly id: string; readonly params?: ParamValues };
  readonly targets: {
    readonly countTrue: number;
    readonly countFalse: number;
    readonly margin: number;
  };
  readonly rule: ParamValues;
  readonly learningRate: number;
  /** Whether the rate falls to nothing over the epochs, in the place of 1/√epoch. */
  readonly falling?: boolean;
  readonly epochs: number;
}

function document(net: Net): Experiment {
  const weights = { initScale: 'absolute', bias: false };
  const neuron = (threshold: number) => ({
    id: 'spikeTrainLif',
    params: { ...net.neuron, threshold },
  });
  const hidden = net.hidden.map(({ units, recurrent }, index) => ({
    id: `hidden${index + 1}`,
    kind: 'dense',
    name: recurrent ? 'Recurrent' : 'Hidden',
    params: { units, ...weights },
    neuron: neuron(net.thresholds.hidden),
  }));
  const layers = [
    { id: 'input', kind: 'input' },
    // Sound arrives in rows, one after the other.
    ...(net.encoder === undefined ? [{ id: 'flatten', kind: 'flatten' }] : []),
    ...hidden,
    {
      id: 'readout',
      kind: 'readout',
      params: { measure: 'spikeCount', ...weights },
      neuron: neuron(net.thresholds.readout),
    },
  ];
  const loops = hidden.flatMap(({ id }, index) => (net.hidden[index]?.recurrent ? [id] : []));
  return buildExperiment({
    version: 1,
    name: net.name,
    dataset: net.dataset,
    encoder: net.encoder ?? {
      id: 'poisson',
      params: { peakRate: net.peakRate ?? 1, frozen: true },
    },
    simulation: { steps: net.steps, dtMs: 1 },
    network: {
      layers: placed(layers),
      connections: chain(
        layers.map(({ id }) => id),
        loops,
      ),
    },
    rule: { id: 'st-rsbp', params: net.rule },
    loss: { id: 'countTargets', params: net.targets },
    optimiser: {
      id: 'adam',
      params: { learningRate: net.learningRate },
      schedule:
        net.falling === true
          ? { id: 'cosine', params: { overEpochs: net.epochs } }
          : { id: 'inverseSqrt' },
    },
    batchSize: 1,
    stopping: { epochs: net.epochs, validation: true },
    view: { layerId: 'hidden1', neurons: [0, 1, 2, 3] },
  });
}

function digits(name: string, recurrent: boolean, rule: ParamValues): Experiment {
  return document({
    name,
    dataset: { id: 'digits', params: { split: 'shuffled500' } },
    hidden: [{ units: 48, recurrent }],
    thresholds: { hidden: 6, readout: 4 },
    neuron: { tauMemMs: 16, tauSynMs: 4 },
    steps: 80,
    peakRate: 0.3,
    targets: { countTrue: 16, countFalse: 2, margin: 2 },
    rule: { topology: 'random', density: 0.15, ...rule },
    learningRate: 0.003,
    epochs: 12,
  });
}

const fashion = document({
  name: 'Fashion-MNIST by spike counts, 784–400–R400–10',
  dataset: { id: 'fashionMnist' },
  hidden: [
    { units: 400, recurrent: false },
    { units: 400, recurrent: true },
  ],
  thresholds: { hidden: 20, readout: 15 },
  neuron: { tauMemMs: 64, tauSynMs: 8 },
  steps: 400,
  peakRate: 1 / 5.5,
  targets: { countTrue: 35, countFalse: 5, margin: 5 },
  rule: { weightPull: 0 },
  learningRate: 0.0005,
  falling: true,
  epochs: 5,
});

/** The authors’ smaller network for spoken digits, and their way from sound to spikes, on free data. */
const cochlea = document({
  name: 'Spoken digits by spike counts, 78–R100–100–10, cochlea and BSA',
  dataset: { id: 'spokenDigits', params: { filters: 'lyon', bands: 78 } },
  encoder: { id: 'bsa' },
  hidden: [
    { units: 100, recurrent: true },
    { units: 100, recurrent: false },
  ],
  thresholds: { hidden: 8, readout: 8 },
  neuron: { tauMemMs: 64, tauSynMs: 8 },
  steps: 350,
  targets: { countTrue: 35, countFalse: 5, margin: 5 },
  rule: { weightPull: 0 },
  learningRate: 0.003,
  falling: true,
  epochs: 16,
});

const DIGITS_NETS = {
  'feed-forward': digits('Digits by spike counts, 64–48–10', false, {}),
  'own neuron': digits('Digits by spike counts, 64–R48–10', true, {}),
  'all neighbours': digits('Digits by spike counts, 64–R48–10, full gradient', true, {
    recurrentGradient: 'full',
  }),
} as const;
const EPOCHS_OF_THE_SPECIFICATION = 6;

/** Test accuracy after a fixed number of epochs on all training samples: nothing is chosen. */
async function afterSixEpochs({ seed, signal }: MeasureContext): Promise<Extras> {
  const accuracies: Record<string, number> = {};
  for (const [net, experiment] of Object.entries(DIGITS_NETS)) {
    signal.throwIfAborted();
    const run = createHeadlessRun();
    const stopping = { ...experiment.stopping, epochs: 0, validation: false };
    await run.load({ ...experiment, seed, stopping }, 'wasm');
    const { metrics } = await run.train({ epochs: EPOCHS_OF_THE_SPECIFICATION });
    accuracies[`${net} accuracy`] = metrics.testAccuracy ?? NaN;
    await run.dispose();
  }
  const [forward = NaN, own = NaN, all = NaN] = Object.values(accuracies);
  return {
    figures: {
      ...accuracies,
      'recurrent behind feed-forward': forward - Math.min(own, all),
    },
  };
}

const shared = { kind: 'trained', rule: 'st-rsbp' } as const;
const DIGITS = {
  ...shared,
  seeds: [1, 2, 3, 4, 5],
  targets: [{ atLeast: 0.88 }],
} as const;

export const stRsbpRows: readonly ResultRow[] = [
  {
    ...DIGITS,
    name: 'st-rsbp-digits',
    title: 'Digits 8 × 8, 64–48–10, 12 epochs',
    experiment: DIGITS_NETS['feed-forward'],
    paper: null,
  },
  {
    ...DIGITS,
    name: 'st-rsbp-digits-recurrent',
    title: 'Digits 8 × 8, 64–R48–10, gradient of the own neuron, 12 epochs',
    experiment: DIGITS_NETS['own neuron'],
    paper: null,
  },
  {
    ...DIGITS,
    name: 'st-rsbp-digits-recurrent-full',
    title: 'Digits 8 × 8, 64–R48–10, gradient of all neighbours, 12 epochs',
    experiment: DIGITS_NETS['all neighbours'],
    paper: null,
  },
  {
    kind: 'measured',
    rule: 'st-rsbp',
    version: 1,
    name: 'st-rsbp-digits-six-epochs',
    title: 'Digits 8 × 8, 1297 and 500, after 6 epochs; no epoch chosen',
    paper: 'none; the specification, one seed: 93.4 %, recurrent 91.0 % and 93.0 %',
    seeds: [1, 2, 3, 4, 5],
    targets: [
      { figure: 'feed-forward accuracy', atLeast: 0.88 },
      { figure: 'own neuron accuracy', atLeast: 0.88 },
      { figure: 'all neighbours accuracy', atLeast: 0.88 },
      { figure: 'recurrent behind feed-forward', atMost: 0.03 },
    ],
    measure: afterSixEpochs,
  },
  {
    ...shared,
    name: 'st-rsbp-fashion',
    title: 'Fashion-MNIST, 784–400–R400–10, T = 400',
    experiment: fashion,
    seeds: [1],
    paper: '90.13 % best of 94 epochs, 88.9 % after ten (authors’ log)',
    targets: [{ atLeast: 0.875 }],
    note:
      'Five epochs are what this machine trains beside other work (9 ms a sample). With the authors’ pull of the weights, a rate of 0.001 and ' +
      '1/√epoch, validation stood at 79.6, 79.6 and 78.4 % after epochs 1 to 3; without the pull the loss fell further in 6,000 samples ' +
      '(143 against 171). So the pull is left out, and a rate of 0.0005 falls to nothing over the epochs.',
  },
  {
    ...shared,
    name: 'st-rsbp-spoken-digits',
    title: 'Free Spoken Digits, 64–R256–10, level crossings, T = 100',
    experiment: validated(exampleExperiment('spoken-digits-counts'), 15),
    seeds: [1, 2, 3],
    paper: 'none on this data set; 98.95 % on TI46 digits, 78–R100–100–10 (authors’ log)',
    targets: [{ atLeast: 0.9 }],
  },
  {
    ...shared,
    name: 'st-rsbp-spoken-digits-cochlea',
    title: 'Free Spoken Digits, 78–R100–100–10, cochlea and BSA, T = 350',
    experiment: cochlea,
    seeds: [1, 2, 3],
    paper: 'none on this data set; 98.95 % on TI46 digits (authors’ log)',
    targets: [],
  },
];
