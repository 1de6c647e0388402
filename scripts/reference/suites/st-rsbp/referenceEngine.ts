/** Vectors of ST-RSBP through the float64 reference. */
import { meanEffects } from '#engine/methods/st-rsbp/effectTable.ts';
import { bsaSpikes } from '#catalog/encoders/bsa.ts';
import {
  effectAt,
  effectSlope,
  fitQuartic,
  monteCarloEffect,
} from '#engine/methods/st-rsbp/reference/effectPolynomials.ts';
import { effectInCodeOrder, residual } from '#engine/methods/st-rsbp/reference/gradients.ts';
import type { LayerGradients, SampleGradients } from '#engine/methods/st-rsbp/reference/network.ts';
import { sampleGradients } from '#engine/methods/st-rsbp/reference/network.ts';
import { simulateLayer, trainPotential } from '#engine/methods/st-rsbp/reference/neuron.ts';
import {
  boosted,
  createAdam,
  learningRateOf,
  regulariserGradient,
} from '#engine/methods/st-rsbp/reference/optimiser.ts';
import {
  kernelPsp,
  layerPsp,
  steppedPsp,
} from '#engine/methods/st-rsbp/reference/spikeTrainPsp.ts';
import { createStream } from '#model/random/stream.ts';
import type { Measurement, SuiteContext } from '../../suite.ts';
import { Distance, exactly } from './distance.ts';
import type {
  BsaCase,
  GradientCase,
  LayerNumbers,
  LifCase,
  OptimiserCase,
  PolynomialCheckCase,
  PolynomialFile,
  PspCase,
  VectorFile,
} from './formats.ts';
import { networkOf } from './formats.ts';

const ENGINE = 'float64 reference';
/** Identities that hold up to rounding (§2, §13). */
const IDENTITY = { abs: 1e-9 };

export function psp(json: unknown): Measurement[] {
  const { tolerance, cases } = json as VectorFile<PspCase>;
  const stepped = new Distance('S-PSP, stepped', tolerance);
  const kernel = new Distance('S-PSP, kernel form', tolerance);
  for (const { id, params, inputs, expected } of cases) {
    const constants = {
      tauMem: params.tau_m,
      tauSyn: params.tau_s,
      refractorySteps: params.t_ref,
    };
    stepped.add(id, steppedPsp(inputs.pre, inputs.post, params.T, constants), expected.e_step);
    kernel.add(id, kernelPsp(inputs.pre, inputs.post, constants), expected.e_kernel);
  }
  return [stepped.measurement(ENGINE), kernel.measurement(ENGINE)];
}

export function lif(json: unknown): Measurement[] {
  const { tolerance, cases } = json as VectorFile<LifCase>;
  const membrane = new Distance('potentials', tolerance);
  const synapse = new Distance('synaptic states', tolerance);
  const trains = exactly('spike times');
  const potential = new Distance('T-PSP', tolerance);
  const identity = new Distance('Σ w e = Σ v at spikes', IDENTITY);
  for (const { id, params, inputs, expected } of cases) {
    const neuron = {
      tauMem: params.tau_m,
      tauSyn: params.tau_s,
      refractorySteps: params.t_ref,
      threshold: params.v_th,
    };
    const { W, Wrec, input_spike_times: input } = inputs;
    const trace = simulateLayer(W, Wrec, input, params.T, neuron);
    membrane.add(id, trace.membrane, expected.v_before_fire);
    synapse.add(id, trace.synapse, expected.synaptic_state);
    trains.add(id, trace.trains, expected.spike_times);
    trains.add(
      id,
      trace.trains.map((train) => train.length),
      expected.counts,
    );
    potential.add(id, trainPotential(trace), expected.t_psp);
    const e = layerPsp(input, trace.trains, params.T, neuron);
    const own = layerPsp(trace.trains, trace.trains, params.T, neuron);
    const weighted = W.map(
      (row, i) =>
        row.reduce((sum, w, j) => sum + w * e[i]![j]!, 0) +
        (Wrec?.[i]?.reduce((sum, w, p) => sum + w * own[i]![p]!, 0) ?? 0),
    );
    identity.add(id, weighted, expected.t_psp);
  }
  return [
    membrane.measurement(ENGINE),
    synapse.measurement(ENGINE),
    trains.measurement(ENGINE, 'spikes equal'),
    potential.measurement(ENGINE),
    identity.measurement(ENGINE),
  ];
}

/** Reads the table that a case names beside its file. */
export async function tableOf(name: string, context: SuiteContext): Promise<PolynomialFile> {
  return (await context.sibling(name)) as PolynomialFile;
}

export async function gradients(json: unknown, context: SuiteContext): Promise<Measurement[]> {
  const { tolerance, cases } = json as VectorFile<GradientCase>;
  const trains = exactly('spike times');
  const losses = new Distance('loss and its gradient', tolerance);
  const lateral = new Distance('lateral factors', tolerance);
  const layers = new Map<string, Distance>();
  const identity = new Distance('Ω P − Θ', { abs: 1e-10 });
  let hasRecurrent = false;
  for (const gradientCase of cases) {
    const { id, params, inputs, expected } = gradientCase;
    const { coefficients } = await tableOf(params.poly, context);
    const network = networkOf(gradientCase, coefficients);
    const got = sampleGradients(
      network,
      inputs.input_spike_times,
      inputs.label,
      params.sample_weight,
    );
    addOutput(id, got, expected, { trains, losses, lateral });
    expected.layers.forEach((numbers, index) => {
      const layer = got.layers[index]!;
      const known = numbersOf(layer);
      for (const [name, want] of Object.entries(numbers)) {
        if (!layers.has(name)) layers.set(name, new Distance(name, tolerance));
        layers.get(name)!.add(id, known[name] ?? null, want);
      }
      if (layer.kind !== 'recurrent') return;
      hasRecurrent = true;
      identity.add(id, residual(layer.omega, layer.effect, layer.theta), 0);
    });
  }
  return [
    trains.measurement(ENGINE, 'spikes equal'),
    losses.measurement(ENGINE),
    lateral.measurement(ENGINE),
    ...[...layers.values()].map((distance) => distance.measurement(ENGINE)),
    ...(hasRecurrent ? [identity.measurement(ENGINE)] : []),
  ];
}

function addOutput(
  id: string,
  got: Pick<SampleGradients, 'wanted' | 'cost' | 'slope' | 'lateral' | 'outputTrains'> & {
    readonly traces: readonly { readonly trains: readonly (readonly number[])[] }[];
  },
  expected: GradientCase['expected'],
  into: Readonly<Record<'trains' | 'losses' | 'lateral', Distance>>,
): void {
  const spikes = got.traces.map(({ trains }) => trains);
  into.trains.add(id, spikes, expected.spike_times);
  into.trains.add(id, got.outputTrains, expected.output_spike_times_after_forcing);
  into.trains.add(
    id,
    spikes.map((layer) => layer.map((train) => train.length)),
    expected.counts,
  );
  into.losses.add(id, got.wanted, expected.target_counts);
  into.losses.add(id, got.cost, expected.cost);
  into.losses.add(id, got.slope, expected.delta_out);
  into.lateral.add(id, got.lateral, expected.lateral_factor);
}

/** A layer's numbers by the names of the README. */
function numbersOf(layer: LayerGradients): LayerNumbers {
  const [onWeights, onRecurrent] = layer.regularised;
  const common = { e: layer.e, delta_a: layer.slopeOfPotential, delta_prev: layer.below };
  if (layer.kind === 'dense') {
    return {
      ...common,
      S: layer.countFactor,
      effect: layer.effect,
      latfactor: layer.lateral,
      dW: layer.weights,
      dW_reg: sum(layer.weights, onWeights!),
    };
  }
  return {
    ...common,
    e_rec: layer.eRecurrent,
    Sin: layer.inputEffect,
    Srec: layer.recurrentEffect,
    den: layer.denominator,
    Omega: layer.omega,
    Theta: layer.theta,
    P: layer.effect,
    dW: layer.diagonal.weights,
    dWrec: layer.diagonal.recurrent,
    dW_full: layer.full.weights,
    dWrec_full: layer.full.recurrent,
    dW_reg: sum(layer.diagonal.weights, onWeights!),
    dWrec_reg: sum(layer.diagonal.recurrent, onRecurrent!),
    ...(layer.theta[0]?.length === layer.omega.length
      ? { P_codeorder: effectInCodeOrder(layer.theta, layer.omega) }
      : {}),
  };
}

function sum(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row, i) => row.map((value, j) => value + b[i]![j]!));
}

export function optimiser(json: unknown): Measurement[] {
  const { tolerance, cases } = json as VectorFile<OptimiserCase>;
  const weights = new Distance('weights', tolerance);
  const boosting = new Distance('sample weights', tolerance);
  const regulariser = new Distance('regulariser', tolerance);
  for (const { id, params, inputs, expected } of cases) {
    const flat = inputs.w0.flat();
    const adam = createAdam(flat.length);
    const constants = {
      learningRate: learningRateOf(params.lr0, params.epoch),
      beta1: params.beta1,
      beta2: params.beta2,
      epsilon: params.eps,
    };
    inputs.grads.forEach((gradient, step) => {
      adam.step(flat, gradient.flat(), constants);
      weights.add(id, flat, expected.w_after_each_step[step]!);
    });
    const after = boosted(
      inputs.sample_weights,
      inputs.labels,
      inputs.wrong.map((wrong) => wrong !== 0),
      expected.class_error.length,
    );
    boosting.add(id, after.classError, expected.class_error);
    boosting.add(id, after.weights, expected.new_sample_weights);
    const fanIn = inputs.reg_W[0]?.length ?? 0;
    const [gradient] = regulariserGradient([inputs.reg_W], fanIn, {
      lambda: params.reg_lambda,
      beta: params.reg_beta,
      weightLimit: params.weight_limit,
    });
    regulariser.add(id, gradient!, expected.reg_gradient);
  }
  return [weights, boosting, regulariser].map((distance) => distance.measurement(ENGINE));
}

export function bsa(json: unknown): Measurement[] {
  const { cases } = json as VectorFile<BsaCase>;
  const spikes = exactly('spike times');
  for (const { id, params, inputs, expected } of cases) {
    const signal = Float64Array.from(
      { length: params.T },
      (_, t) => (inputs.analog[Math.floor(t / params.hold)] ?? 0) * params.scale,
    );
    const { kernel_length: taps, threshold } = params;
    const got = bsaSpikes(signal, { taps, threshold });
    spikes.add(id, got, expected.spike_times);
  }
  return [spikes.measurement(ENGINE, 'spikes equal')];
}

/** Draws of our own mean; its standard error joins the file's. */
const FRESH_DRAWS = 4000;
const STANDARD_ERRORS = 4;

export async function polynomialCheck(
  json: unknown,
  context: SuiteContext,
): Promise<Measurement[]> {
  const { cases } = json as VectorFile<PolynomialCheckCase>;
  const values = new Distance('polynomial and its derivative', { rel: 1e-9 });
  const means = new Distance('fresh Monte-Carlo mean, in standard errors', {
    abs: STANDARD_ERRORS,
  });
  for (const { id, params, expected } of cases) {
    const { tau_m: tauMem, tau_s: tauSyn, T: steps, n_pre: pre, n_post: post } = params;
    const name = params.poly ?? `poly-${tauMem}-${tauSyn}-${steps}.json`;
    const { coefficients } = await tableOf(name, context);
    values.add(id, effectAt(coefficients, pre, post), expected.poly_value);
    values.add(id, effectSlope(coefficients, pre, post), expected.poly_derivative);
    const constants = { tauMem, tauSyn, refractorySteps: params.t_ref ?? 2 };
    const random = createStream(1, 'noise', pre, post);
    const fresh = monteCarloEffect(pre, post, steps, constants, FRESH_DRAWS, random);
    means.add(id, (fresh.mean - expected.mean) / Math.hypot(fresh.error, expected.se), 0);
  }
  return [values.measurement(ENGINE), means.measurement(ENGINE)];
}

/** Stored means have six decimals. */
const REFIT = { rel: 1e-5 };
/** Noise of a few hundred draws a cell, in a quartic over all cells of a row. */
const DRAWN = { rel: 0.05 };

/** Stored tables against our fit of their own means, and against the means without noise. */
export function polynomials(json: unknown): Measurement[] {
  const { params, coefficients, monte_carlo_mean: means } = json as PolynomialFile;
  const refit = new Distance('quartics of the stored means', REFIT);
  const exact = new Distance('quartics of the exact means', DRAWN);
  const options = {
    steps: params.T,
    tauMem: params.tau_m,
    tauSyn: params.tau_s,
    refractorySteps: params.t_ref,
  };
  const counts = Array.from({ length: params.N }, (_, index) => index + 1);
  meanEffects(options, params.N).forEach((row, index) => {
    const stored = counts.map((post) => effectAt([coefficients[index]!], 1, post));
    const along = (values: ArrayLike<number>): number[] => {
      const polynomial = fitQuartic(Array.from(values));
      return counts.map((post) => effectAt([polynomial], 1, post));
    };
    exact.add(`${index}`, along(row), stored);
    if (means !== undefined) refit.add(`${index}`, along(means[index]!), stored);
  });
  return [exact.measurement(ENGINE), ...(means === undefined ? [] : [refit.measurement(ENGINE)])];
}
