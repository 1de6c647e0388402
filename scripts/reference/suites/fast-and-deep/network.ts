import type { NetworkCase } from './fields.ts';
import { flat, neuronOf, timesOf } from './fields.ts';
import type { NetworkSpec } from './engines.ts';
import { engines } from './engines.ts';
import type { Tally } from './tally.ts';

const TOLERANCE = 1e-8;
/** Adam divides by the gradient's size, so that weights of tiny gradients feel every rounding. */
const ADAM_TOLERANCE = 1e-6;

/** Times of all layers, loss, gradients with and without the guard, and steps of Adam. */
export async function measureNetwork(own: NetworkCase, tally: Tally): Promise<void> {
  const { params, hyper, labels } = own;
  const samples = own.input_times.map(timesOf);
  const spec: NetworkSpec = {
    neuron: neuronOf(params),
    nInput: samples[0]?.length ?? 0,
    layers: own.weights.map((weights, l) => ({
      nOut: weights[0]?.length ?? 0,
      biasTimes: own.bias_times[l] ?? [],
      weights: flat(weights),
    })),
  };
  const loss = { ...hyper, tauSyn: params.tau_s };
  const tolerance = own.suggested_abs_tol ?? TOLERANCE;
  for (const engine of engines) {
    const line = { engine: engine.name, caseId: own.id, tolerance };
    const free = await engine.network(spec, samples, labels, loss, Infinity);
    const guarded = await engine.network(spec, samples, labels, loss, hyper.max_dw_norm);
    free.spikes.forEach((layer, l) => {
      layer.forEach((got, b) => {
        const expected = timesOf(own.layer_output_times[l]![b]!);
        tally.compare({ ...line, quantity: 'spike times', got, expected });
      });
    });
    tally.compare({
      ...line,
      quantity: 'loss',
      got: [...free.losses, free.loss],
      expected: [...own.loss_per_sample, own.loss],
    });
    tally.compare({
      ...line,
      quantity: 'predictions',
      tolerance: 0,
      got: free.predicted,
      expected: own.predicted,
    });
    samples.forEach((_, b) => {
      tally.compare({
        ...line,
        quantity: 'dL/dT',
        got: free.outputErrors[b]!,
        expected: own.grad_output_times[b]!,
      });
      tally.compare({
        ...line,
        quantity: 'dL/dt',
        got: free.inputs[b]!,
        expected: own.grad_input_times[b]!,
      });
    });
    own.weights.forEach((_, l) => {
      tally.compare({
        ...line,
        quantity: 'dL/dw',
        got: free.weights[l]!,
        expected: flat(own.grad_weights[l]!),
      });
      tally.compare({
        ...line,
        quantity: 'dL/dw, guarded',
        got: guarded.weights[l]!,
        expected: flat(own.grad_weights_with_max_dw_norm[l]!),
      });
    });
    const { steps, lr, max_dw_norm, eps, ...betas } = own.adam;
    const adam = { learningRate: lr, epsilon: eps, beta1: betas.beta1, beta2: betas.beta2 };
    const trained = await engine.adam(spec, samples, labels, loss, max_dw_norm, adam, steps.length);
    steps.forEach((step, k) => {
      tally.compare({
        ...line,
        quantity: 'loss before each step',
        got: [trained[k]!.loss],
        expected: [step.loss_before],
      });
      step.weights_after.forEach((expected, l) => {
        tally.compare({
          ...line,
          quantity: 'weights after Adam',
          tolerance: ADAM_TOLERANCE,
          got: trained[k]!.weights[l]!,
          expected: flat(expected),
        });
      });
    });
  }
}
