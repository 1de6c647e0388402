import { beforeAll, describe, expect, it } from 'vitest';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { catalog } from '#catalog/index.ts';
import type { Dataset, Samples } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import type { ParamValues } from '#model/params.ts';
import { createStream } from '#model/random/stream.ts';
import { useBackend } from '../../backends.ts';
import { convGradWeights } from '../../kernels/reference/conv.ts';
import { convSizes } from '../../network/reference/windows.ts';
import { createSoftLifLearner } from '../../methods/soft-lif/learner.ts';
import type { StepsLearner } from '../stepsLearner.ts';
import { createStepsLearner } from '../stepsLearner.ts';
import { explainSteps } from './explainSteps.ts';
import { eachIncoming } from './incoming.ts';
import { shareOfCurrents } from './lifErrors.ts';
import type { LayerRecord, PassRecord } from './passRecord.ts';
import { currentErrors, recordPass } from './passRecord.ts';

/** Training computes in float32, the explanation in float64 from the same membranes and spikes. */
const TOLERANCE = 1e-3;
const SAMPLE = { split: 'train', sampleIndex: 2, epoch: 1 } as const;

interface Case {
  readonly name: string;
  readonly rule: string;
  readonly ruleParams?: ParamValues;
  readonly encoder: string;
  readonly loss: string;
  readonly lossParams?: ParamValues;
  readonly hidden?: { readonly id: string; readonly params?: ParamValues };
  readonly readout: { readonly id: string; readonly params?: ParamValues };
  readonly measure: string;
  readonly images?: boolean;
  readonly recurrent?: boolean;
}

const CASES: readonly Case[] = [
  {
    name: 'surrogate, constant currents, loss on membranes, reset not seen',
    ...{ rule: 'surrogate', encoder: 'constant', loss: 'ceMembrane', measure: 'membraneMax' },
    readout: { id: 'li' },
  },
  {
    name: 'surrogate, spikes, loops, reset seen, refractory, synaptic filter, rates regularised',
    ...{ rule: 'surrogate', encoder: 'poisson', loss: 'ceCount', measure: 'spikeCount' },
    ruleParams: { resetGradient: 'flow' },
    lossParams: { rateWeight: 1, rateMax: 0.01 },
    hidden: { id: 'lif', params: { refractorySteps: 1, tauSynMs: 3 } },
    readout: { id: 'lif' },
    recurrent: true,
  },
  {
    name: 'surrogate, images through convolution, pooling and flattening',
    ...{ rule: 'surrogate', encoder: 'poisson', loss: 'ceEachStep', measure: 'membraneMean' },
    readout: { id: 'li' },
    images: true,
  },
  {
    name: 'coarse-scale, spikes',
    ...{ rule: 'coarse-scale', encoder: 'poisson', loss: 'ceCount', measure: 'spikeCount' },
    hidden: { id: 'coarseLif' },
    readout: { id: 'coarseLif' },
  },
  {
    name: 'soft-LIF rates',
    ...{ rule: 'soft-lif', encoder: 'constant', loss: 'ceMembrane', measure: 'membraneMean' },
    hidden: { id: 'softLif' },
    readout: { id: 'linear' },
  },
];

function experimentOf(given: Case): Experiment {
  const strong = { initGain: 3, bias: false };
  const hidden = { id: given.hidden?.id ?? 'lif', params: given.hidden?.params ?? {} };
  const layers = given.images
    ? [
        { id: 'input', kind: 'input' },
        {
          id: 'conv',
          kind: 'conv',
          params: { filters: 4, kernelSize: 3, ...strong },
          neuron: hidden,
        },
        { id: 'pool', kind: 'avgPool' },
        { id: 'flat', kind: 'flatten' },
      ]
    : [
        { id: 'input', kind: 'input' },
        { id: 'flat', kind: 'flatten' },
        { id: 'hidden', kind: 'dense', params: { units: 14, ...strong }, neuron: hidden },
      ];
  const all = [
    ...layers,
    {
      id: 'readout',
      kind: 'readout',
      params: { measure: given.measure, ...strong },
      neuron: { id: given.readout.id, params: given.readout.params ?? {} },
    },
  ];
  return buildExperiment({
    version: 1,
    seed: 5,
    dataset: { id: 'digits' },
    encoder: { id: given.encoder },
    simulation: { steps: 9 },
    network: {
      layers: placed(all),
      connections: chain(
        all.map(({ id }) => id),
        given.recurrent === true ? ['hidden'] : [],
      ),
    },
    rule: { id: given.rule, params: given.ruleParams ?? {} },
    loss: { id: given.loss, params: given.lossParams ?? {} },
    optimiser: { id: 'sgd' },
    batchSize: 1,
  });
}

/** Pictures of the digits' size with random shades. */
function randomDataset(): Dataset {
  const stream = createStream(3, 'weights', 1);
  const samples: Samples = {
    count: 4,
    values: Float32Array.from({ length: 4 * 64 }, () => stream.uniform()),
    scale: 1,
    labels: Uint8Array.of(0, 3, 7, 9),
  };
  return { train: samples, test: samples };
}

function learnerOf(given: Case): StepsLearner {
  const experiment = experimentOf(given);
  const analysis = analyseNetwork(experiment, catalog);
  if (analysis.issues.length > 0) throw new Error(analysis.issues[0]?.reason);
  const context = { experiment, analysis, dataset: randomDataset(), assets: engineAssets };
  // The soft-LIF learner is a steps learner that shows spikes.
  if (given.rule === 'soft-lif') return createSoftLifLearner(context) as unknown as StepsLearner;
  return createStepsLearner(context);
}

function inputsOf(pass: PassRecord, record: LayerRecord): LayerRecord[] {
  return (record.layer?.plan.inputs ?? []).map(({ connection }) =>
    pass.layers.find(({ id }) => id === connection.from)!,
  );
}

/** ∂L/∂w of every parameter, from the errors of the explanation. */
function gradientsFrom(pass: PassRecord): Map<string, Float64Array> {
  const found = new Map<string, Float64Array>();
  for (const record of pass.layers) {
    const { layer, size } = record;
    const errors = currentErrors(record);
    if (layer === null || errors === null) continue;
    const steps = errors.length / size;
    inputsOf(pass, record).forEach((source, index) => {
      const isStatic = source.output.length === source.size;
      const input = (t: number, pre: number): number =>
        source.output[(isStatic ? 0 : t * source.size) + pre]!;
      if (layer.plan.entry.id === 'conv') {
        const x = Float64Array.from({ length: steps * source.size }, (_, i) =>
          input(Math.floor(i / source.size), i % source.size),
        );
        const gradient = convGradWeights(
          x,
          Float64Array.from(errors),
          convSizes(layer.plan, steps),
        );
        found.set(`${record.id}/weights`, gradient);
        return;
      }
      const gradient = new Float64Array(source.size * size);
      for (let t = 0; t < steps; t++) {
        for (let pre = 0; pre < source.size; pre++) {
          for (let post = 0; post < size; post++) {
            gradient[pre * size + post]! += input(t, pre) * errors[t * size + post]!;
          }
        }
      }
      found.set(`${record.id}/weights/${layer.plan.inputs[index]!.connection.id}`, gradient);
    });
    if (layer.plan.recurrent === null) continue;
    const gradient = new Float64Array(size * size);
    for (let t = 1; t < steps; t++) {
      for (let pre = 0; pre < size; pre++) {
        for (let post = 0; post < size; post++) {
          gradient[pre * size + post]! +=
            record.output[(t - 1) * size + pre]! * errors[t * size + post]!;
        }
      }
    }
    found.set(`${record.id}/recurrent`, gradient);
  }
  return found;
}

function relativeError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  let [error, scale] = [0, 0];
  for (let i = 0; i < want.length; i++) {
    error = Math.max(error, Math.abs(got[i]! - want[i]!));
    scale = Math.max(scale, Math.abs(want[i]!));
  }
  return got.length === want.length ? error / scale : NaN;
}

beforeAll(() => useBackend('wasm', engineAssets));

describe.each(CASES)('$name', (given) => {
  it('explains the gradient that the optimiser is given', async () => {
    const learner = learnerOf(given);
    const pass = await recordPass(learner, SAMPLE);
    const explained = gradientsFrom(pass);
    expect([...explained.keys()].sort()).toEqual([...pass.gradients.keys()].sort());
    for (const [id, gradient] of pass.gradients) {
      expect(
        gradient.some((value) => value !== 0),
        id,
      ).toBe(true);
      expect(relativeError(explained.get(id)!, gradient), id).toBeLessThan(TOLERANCE);
    }
    learner.dispose();
  });

  it('hands errors on by the connections that paths follow', async () => {
    const learner = learnerOf(given);
    const pass = await recordPass(learner, SAMPLE);
    for (const record of pass.layers) {
      const errors = currentErrors(record) ?? record.gradOutput;
      const [source] = inputsOf(pass, record);
      // Regularisation and static inputs add to, or add up, what arrives.
      const arrived = source?.gradOutput ?? null;
      if (source === undefined || errors === null || arrived === null) continue;
      if (given.lossParams !== undefined) continue;
      const received = new Float64Array(arrived.length);
      const isStatic = source.output.length === source.size;
      for (let at = 0; at < errors.length; at++) {
        const t = Math.floor(at / record.size);
        eachIncoming(record, [source], pass.parameters, at % record.size, t, (_, pre, weight) => {
          received[(isStatic ? 0 : t * source.size) + pre]! += weight * errors[at]!;
        });
      }
      expect(relativeError(received, arrived), record.id).toBeLessThan(TOLERANCE);
    }
    learner.dispose();
  });

  it('names errors at every spike, ways back to the input, and equations', async () => {
    const learner = learnerOf(given);
    const explanation = await explainSteps(learner, SAMPLE);
    expect(explanation.layers.map(({ id }) => id)).toEqual(
      learner.analysis.plan.map(({ layer }) => layer.id),
    );
    for (const { id, events, field } of explanation.layers) {
      const errors = [...events.errors, ...(field?.errors ?? [])];
      expect(
        errors.some((error) => error !== 0),
        id,
      ).toBe(true);
    }
    expect(explanation.gradients.every(({ norm }) => norm > 0)).toBe(true);
    expect(explanation.paths.some(({ fromLayer }) => fromLayer === 'readout')).toBe(true);
    expect(explanation.paths.some(({ toLayer }) => toLayer === 'input')).toBe(true);
    expect(explanation.walk.length).toBeGreaterThan(4);
    expect(explanation.walk[0]?.terms[0]?.value).toBeCloseTo(explanation.loss, 10);
    learner.dispose();
  });
});

it('splits the error of a current into the ways through the neuron’s own past', async () => {
  const learner = learnerOf({ ...CASES[1]!, recurrent: false });
  const pass = await recordPass(learner, SAMPLE);
  const { past, errors } = pass.layers.find(({ id }) => id === 'hidden')!.lif!;
  for (let neuron = 0; neuron < past.size; neuron++) {
    const sums = new Float64Array(past.steps);
    for (let from = 0; from < past.steps; from++) {
      const at = from * past.size + neuron;
      const own = errors.membrane[at]! - errors.fromNext[at]! * errors.keep[at]!;
      shareOfCurrents(past, errors, neuron, from).forEach((share, t) => (sums[t]! += own * share));
    }
    sums.forEach((sum, t) => expect(sum).toBeCloseTo(errors.current[t * past.size + neuron]!, 12));
  }
  learner.dispose();
});
