import type { Measurement } from '../../suite.ts';
import {
  compareArrays,
  compareSpikes,
  compareTrains,
  GRADIENT_TOLERANCE,
  lossOf,
  meanGradients,
  TIME_TOLERANCE,
  WEIGHT_TOLERANCE,
} from './compare.ts';
import { kernelEngine, referenceEngine } from './engines.ts';
import { casesOf, type ConvCase, type NetworkCase } from './fields.ts';
import { constantsOf, type Engine, type ProblemLayer, trainsOf, transposed } from './problem.ts';
import { createTally, type Tally } from './tally.ts';

/** Files of `kind: network`: dense layers, a loss, steps of Adam. */
export async function measureNetworks(json: unknown): Promise<Measurement[]> {
  const plain = createTally('float64 reference');
  const kernel = createTally('WASM float64');
  for (const one of casesOf(json) as readonly NetworkCase[]) {
    const problem = one.weights.map((weights, l): ProblemLayer => ({
      kind: 'dense',
      inputs: weights[0]?.length ?? 0,
      neurons: weights.length,
      constants: constantsOf(one.layer_params[l] ?? one.layer_params[0]!),
      weights: transposed(weights),
    }));
    measureCase(one, referenceEngine(problem), plain);
    measureCase(one, await kernelEngine(problem, mostSpikes(one)), kernel);
  }
  return [...plain.lines(), ...kernel.lines()];
}

export function mostSpikes(one: { readonly input_spikes: NetworkCase['input_spikes'] }): number {
  return Math.max(...one.input_spikes.map((sample) => trainsOf(sample).flat().length));
}

function measureCase(one: NetworkCase, engine: Engine, tally: Tally): void {
  const expected = one.grad_weights_batch_mean.map(transposed);
  measurePasses(one, engine, expected, tally);
  one.adam?.steps.forEach((step, index) => {
    const passes = passesOf(one, engine);
    passes.forEach(({ loss }, s) =>
      tally.compare(
        'loss during Adam',
        loss,
        step.loss_per_sample_before[s] ?? Infinity,
        WEIGHT_TOLERANCE,
      ),
    );
    const { lr: rate, beta1, beta2, eps: epsilon } = one.adam!;
    engine.adam(meanGradients(passes), { rate, beta1, beta2, epsilon, step: index + 1 });
    step.weights_after.forEach((weights, l) =>
      compareArrays(
        tally,
        'weights after Adam',
        engine.weights(l),
        transposed(weights),
        WEIGHT_TOLERANCE,
      ),
    );
  });
  tally.endCase();
}

function passesOf(one: NetworkCase | ConvCase, engine: Engine): ReturnType<Engine['sample']>[] {
  return one.input_spikes.map((inputs, s) =>
    engine.sample(trainsOf(inputs), lossOf(one.loss_spec, one.labels[s] ?? 0)),
  );
}

/** Spikes, loss, errors and gradients of a whole network, for both kinds of files. */
export function measurePasses(
  one: NetworkCase | ConvCase,
  engine: Engine,
  gradients: readonly (Float64Array | null)[],
  tally: Tally,
): void {
  const tolerance = Math.max(GRADIENT_TOLERANCE, one.suggested_abs_tol ?? 0);
  const passes = passesOf(one, engine);
  passes.forEach((pass, s) => {
    pass.trains.forEach((trains, l) => {
      const counts = one.spike_count[l]?.[s] ?? [];
      compareSpikes(tally, trains, counts, one.spike_times[l]?.[s] ?? [], TIME_TOLERANCE);
    });
    tally.compare('loss', pass.loss, one.loss_per_sample[s] ?? Infinity, tolerance);
    if (one.predicted)
      tally.agree('predictions', pass.predicted === one.predicted[s], 'predictions equal');
    const errors = 'errors of output spikes';
    compareTrains(tally, errors, pass.outputErrors, one.output_errors[s] ?? [], tolerance);
    pass.totals.forEach((totals, l) => {
      const own = one.total_errors[l]?.[s];
      if (own) compareTrains(tally, 'errors of spikes', totals, own, tolerance);
    });
    compareTrains(tally, 'input gradients', pass.inputs, one.grad_input_spikes[s] ?? [], tolerance);
  });
  meanGradients(passes).forEach((gradient, l) => {
    const expected = gradients[l];
    if (gradient && expected)
      compareArrays(tally, 'weight gradients', gradient, expected, tolerance);
    else if (gradient || expected) tally.agree('weight gradients', false, 'same layers');
  });
}
