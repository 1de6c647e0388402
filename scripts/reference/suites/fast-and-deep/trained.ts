import { YIN_YANG_SETS, yinYangPoints } from '#catalog/datasets/yinYang.ts';
import { distortedWeights } from '#engine/methods/fast-and-deep/reference/distort.ts';
import { forwardTimes } from '#engine/methods/fast-and-deep/reference/network.ts';
import { earliest } from '#engine/methods/shared/timeLoss.ts';
import type { Measurement } from '../../suite.ts';
import type { Matrix, Params, Times } from './fields.ts';
import { flat, neuronOf, timesOf } from './fields.ts';
import type { NetworkSpec } from './engines.ts';
import { kernelNetwork } from './engines.ts';
import { createTally } from './tally.ts';

interface TrainedFile {
  readonly params: Params;
  readonly bias_times: Matrix;
  readonly weights: readonly Matrix[];
  readonly points: {
    readonly inputs: Matrix;
    readonly labels: readonly number[];
    readonly output_times: Times;
    readonly predicted: readonly number[];
    readonly hidden_times_first?: Times;
  };
  readonly full_test_set: {
    readonly accuracy: number;
    readonly silent_output_fraction: number;
    readonly silent_hidden_fraction: number;
    readonly sum_of_finite_output_times: number;
  };
  readonly substrate_inference?: readonly {
    readonly w_clip: number;
    readonly bits: number | null;
    readonly accuracy: number;
    readonly silent_output_fraction: number;
  }[];
}

const TOLERANCE = 1e-8;
const SUM_TOLERANCE = 1e-6;
const EARLY = 0.15;
const LATE = 2;

interface Outcome {
  readonly hidden: readonly Float64Array[];
  readonly outputs: readonly Float64Array[];
}
type Run = (spec: NetworkSpec, samples: readonly Float64Array[]) => Promise<Outcome>;

const byReference: Run = async ({ neuron, layers }, samples) => {
  const own = layers.map((layer) => ({ ...layer, neuron }));
  const spikes = samples.map((sample) => forwardTimes(own, sample).spikes);
  return {
    hidden: spikes.map((layerTimes) => layerTimes[0]!),
    outputs: spikes.map((layerTimes) => layerTimes.at(-1)!),
  };
};

const byKernels: Run = async (spec, samples) => {
  const { network } = await kernelNetwork(spec, samples);
  network.forward(samples.length);
  const rows = (l: number): Float64Array[] => {
    const { block, stride, n } = network.layers.at(l)!.spikes;
    return samples.map((_, b) => block.values.slice(b * stride, b * stride + n));
  };
  return { hidden: rows(0), outputs: rows(-1) };
};

/** A network of the original code on test points, exact and with clipped or rounded weights. */
export async function measureTrained(file: TrainedFile): Promise<Measurement[]> {
  const tally = createTally();
  const spec: NetworkSpec = {
    neuron: neuronOf(file.params),
    nInput: file.points.inputs[0]?.length ?? 0,
    layers: file.weights.map((weights, l) => ({
      nOut: weights[0]?.length ?? 0,
      biasTimes: file.bias_times[l] ?? [],
      weights: flat(weights),
    })),
  };
  const samples = file.points.inputs.map((row) => Float64Array.from(row));
  const test = yinYangPoints(YIN_YANG_SETS.test.seed, YIN_YANG_SETS.test.count);
  const testSamples = test.map(({ x, y }) =>
    Float64Array.from([x, y, 1 - x, 1 - y], (value) => EARLY + value * (LATE - EARLY)),
  );
  for (const [name, run] of [
    ['float64 reference', byReference],
    ['WASM float64', byKernels],
  ] as const) {
    const line = { engine: name, caseId: 'points', tolerance: TOLERANCE };
    const { hidden, outputs } = await run(spec, samples);
    outputs.forEach((got, k) => {
      const expected = timesOf(file.points.output_times[k]!);
      tally.compare({ ...line, quantity: 'output times', got, expected });
    });
    (file.points.hidden_times_first ?? []).forEach((row, k) => {
      tally.compare({ ...line, quantity: 'hidden times', got: hidden[k]!, expected: timesOf(row) });
    });
    tally.compare({
      ...line,
      quantity: 'predictions',
      tolerance: 0,
      got: outputs.map(earliest),
      expected: file.points.predicted,
    });
    const whole = await run(spec, testSamples);
    const rightOf = (times: readonly Float64Array[]): number =>
      times.filter((row, k) => earliest(row) === test[k]!.label).length / test.length;
    tally.compare({
      ...line,
      quantity: 'accuracy and silent shares',
      tolerance: 1e-12,
      got: [rightOf(whole.outputs), silentShare(whole.outputs), silentShare(whole.hidden)],
      expected: [
        file.full_test_set.accuracy,
        file.full_test_set.silent_output_fraction,
        file.full_test_set.silent_hidden_fraction,
      ],
    });
    tally.compare({
      ...line,
      quantity: 'sum of output times',
      tolerance: SUM_TOLERANCE,
      got: [finiteSum(whole.outputs)],
      expected: [file.full_test_set.sum_of_finite_output_times],
    });
    for (const { w_clip, bits, accuracy, silent_output_fraction } of file.substrate_inference ??
      []) {
      const step = bits === null ? 0 : w_clip / (2 ** bits - 1);
      const layers = spec.layers.map((layer) => ({
        ...layer,
        weights: distortedWeights(layer.weights, w_clip, step),
      }));
      const { outputs: distorted } = await run({ ...spec, layers }, testSamples);
      tally.compare({
        ...line,
        caseId: `${w_clip}/${bits}`,
        quantity: 'clipped and rounded weights: accuracy, silent outputs',
        tolerance: 1e-12,
        got: [rightOf(distorted), silentShare(distorted)],
        expected: [accuracy, silent_output_fraction],
      });
    }
  }
  return tally.measurements();
}

function silentShare(times: readonly Float64Array[]): number {
  const all = times.flatMap((row) => [...row]);
  return all.filter((time) => time === Infinity).length / all.length;
}

function finiteSum(times: readonly Float64Array[]): number {
  return times.flatMap((row) => [...row]).reduce((sum, t) => sum + (t < Infinity ? t : 0), 0);
}
