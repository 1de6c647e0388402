import {
  timeByOwnSpike,
  forwardLayer,
} from '../../../../src/engine/methods/bats/referenceLayer.ts';
import { denseSynapses } from '../../../../src/engine/methods/bats/referenceShapes.ts';
import type { Measurement } from '../../suite.ts';
import {
  compareArrays,
  compareSpikes,
  compareTrains,
  GRADIENT_TOLERANCE,
  TIME_TOLERANCE,
} from './compare.ts';
import { kernelEngine, referenceEngine } from './engines.ts';
import { casesOf, type LayerCase } from './fields.ts';
import { constantsOf, type Engine, type ProblemLayer, trainsOf, transposed } from './problem.ts';
import { createTally, type Tally } from './tally.ts';

/** Files of `kind: single_layer`: one layer, errors given. */
export async function measureLayers(json: unknown): Promise<Measurement[]> {
  const plain = createTally('float64 reference');
  const kernel = createTally('WASM float64');
  for (const one of casesOf(json) as readonly LayerCase[]) {
    const problem = problemOf(one);
    const nSpikes = Math.max(...one.input_spikes.map((sample) => trainsOf(sample).flat().length));
    measureCase(one, referenceEngine([problem]), plain);
    measureOwnSpikes(one, plain);
    plain.endCase();
    measureCase(one, await kernelEngine([problem], nSpikes), kernel);
    kernel.endCase();
  }
  return [...plain.lines(), ...kernel.lines()];
}

function problemOf(one: LayerCase): ProblemLayer & { kind: 'dense' } {
  return {
    kind: 'dense',
    inputs: one.weights[0]?.length ?? 0,
    neurons: one.weights.length,
    constants: constantsOf(one.params),
    weights: transposed(one.weights),
  };
}

function measureCase(one: LayerCase, engine: Engine, tally: Tally): void {
  const timeTolerance = one.suggested_abs_tol ?? TIME_TOLERANCE;
  const tolerance = Math.max(GRADIENT_TOLERANCE, timeTolerance);
  let loss = 0;
  const sum = new Float64Array(transposed(one.weights).length);
  one.input_spikes.forEach((inputs, s) => {
    const trains = trainsOf(inputs);
    const coefficients = one.loss_coeff[s] ?? [];
    const pass = engine.sample(trains, {
      kind: 'given',
      errors: (outputs) => ({
        loss: 0,
        predicted: 0,
        errors: outputs.map((train, j) => train.map((_, k) => coefficients[j]?.[k] ?? 0)),
      }),
    });
    const outputs = pass.trains[0] ?? [];
    outputs.forEach((train, j) =>
      train.forEach((time, k) => (loss += time * (coefficients[j]?.[k] ?? 0))),
    );
    compareSpikes(
      tally,
      outputs,
      one.spike_count[s] ?? [],
      one.spike_times[s] ?? [],
      timeTolerance,
    );
    compareTrains(
      tally,
      'errors of spikes',
      pass.totals[0] ?? [],
      one.total_errors[s] ?? [],
      tolerance,
    );
    compareTrains(tally, 'input gradients', pass.inputs, one.grad_input_spikes[s] ?? [], tolerance);
    const gradient = pass.weights[0] ?? sum;
    const own = one.grad_weights_per_sample?.[s];
    if (own) compareArrays(tally, 'weight gradients', gradient, transposed(own), tolerance);
    gradient.forEach((value, i) => (sum[i]! += value));
    measureByWeight(one, s, trains, engine, tally, tolerance);
  });
  compareArrays(tally, 'weight gradients', sum, transposed(one.grad_weights), tolerance);
  tally.compare('loss', loss, one.loss, tolerance);
}

/** dT_dw_total: the gradient when one spike alone has an error, 1. */
function measureByWeight(
  one: LayerCase,
  s: number,
  inputs: number[][],
  engine: Engine,
  tally: Tally,
  tolerance: number,
): void {
  one.dT_dw_total?.[s]?.forEach((slots, j) => {
    slots.forEach((expected, k) => {
      if (k >= (one.spike_count[s]?.[j] ?? 0)) return;
      const pass = engine.sample(inputs, {
        kind: 'given',
        errors: (outputs) => ({
          loss: 0,
          predicted: 0,
          errors: outputs.map((train, own) => train.map((_, slot) => +(own === j && slot === k))),
        }),
      });
      const nNeurons = one.weights.length;
      const gradient = pass.weights[0] ?? new Float64Array(0);
      compareArrays(
        tally,
        'dT/dw',
        expected.map((_, i) => gradient[i * nNeurons + j]!),
        expected,
        tolerance,
      );
    });
  });
}

/** dT_direct_previous, which only the reference has one by one. */
function measureOwnSpikes(one: LayerCase, tally: Tally): void {
  const { inputs, neurons, weights, constants } = problemOf(one);
  const tolerance = Math.max(GRADIENT_TOLERANCE, one.suggested_abs_tol ?? 0);
  for (const [key, expected] of Object.entries(one.dT_direct_previous ?? {})) {
    const [sample = 0, j = 0, k = 0] = key.split(',').map(Number);
    const trains = trainsOf(one.input_spikes[sample] ?? []);
    const own = forwardLayer(trains, denseSynapses(inputs, neurons), weights, constants)[j] ?? [];
    const spike = own[k];
    const got = own
      .slice(0, k)
      .map(({ time }) =>
        spike
          ? timeByOwnSpike(spike.time - time, spike.slope, constants.reset, constants.tauSyn)
          : NaN,
      );
    compareArrays(tally, 'dT/dT of own spikes', got, expected, tolerance);
  }
}
