/** Single neurons and filters: response.json, noise.json, filters.json, spiking-neuron.json. */
import {
  alphaMembraneResponse,
  alphaResponse,
  exponentialResponse,
} from '#engine/methods/soft-lif/impulseResponse.ts';
import { lifRate, lifSlope, softRate, softSlope } from '#engine/methods/soft-lif/rates.ts';
import { restingState, spikingStep } from '#engine/methods/soft-lif/spikingNeuron.ts';
import { createFilter, filterCoefficients } from '#engine/methods/soft-lif/synapse.ts';
import type { MeasureFile } from '../../suite.ts';
import { kernelRates, kernelSpikes } from './kernels.ts';
import type { File, Numbers, Params } from './measure.ts';
import { collector, relativeTo, timesOf } from './measure.ts';

/** Of float32 kernels: exponents of up to 1,000 are rounded to 24 bits before they are raised. */
const FLOAT32 = 1e-5;

/** Points of a uniform phase at which a spread is taken. */
const PHASES = 200_000;

export const response: MeasureFile = (json) => {
  const file = json as File<{ J: Numbers }, Readonly<Record<string, Numbers>>>;
  const lif = relativeTo('LIF rates', file.tolerance);
  const lifSlopes = relativeTo('LIF derivatives', file.tolerance);
  const soft = relativeTo('soft-LIF rates', file.tolerance);
  const softSlopes = relativeTo('soft-LIF derivatives', file.tolerance);
  const rates32 = collector('soft-LIF rates', FLOAT32, true, 1e-9, 'WASM float32');
  const slopes32 = collector('soft-LIF derivatives', FLOAT32, true, 1e-9, 'WASM float32');
  for (const { id, params, inputs, expected } of file.cases) {
    const times = timesOf(params);
    const { gamma = NaN, amplitude = 1 } = params;
    const over = (f: (j: number) => number): Numbers => inputs.J.map((j) => amplitude * f(j));
    const wanted = (name: string): Numbers => expected[name] ?? [];
    lif.add(
      id,
      over((j) => lifRate(j, times)),
      wanted('lif_rate'),
    );
    lifSlopes.add(
      id,
      over((j) => lifSlope(j, times)),
      wanted('lif_drate'),
    );
    soft.add(
      id,
      over((j) => softRate(j, times, gamma)),
      wanted('soft_rate'),
    );
    softSlopes.add(
      id,
      over((j) => softSlope(j, times, gamma)),
      wanted('soft_drate'),
    );
    const kernel = kernelRates(inputs.J, { ...times, gain: 1, amp: amplitude, gamma });
    rates32.add(id, kernel.values, wanted('soft_rate'));
    slopes32.add(id, kernel.slopes, wanted('soft_drate'));
  }
  return [lif, lifSlopes, soft, softSlopes, rates32, slopes32].map((one) => one.result());
};

export const noise: MeasureFile = (json) => {
  const file = json as File<{ u: Numbers }, Readonly<Record<string, Numbers | number>>>;
  const { rel = 1e-8, sd_rel: spreadTolerance = 1e-4 } = file.tolerance;
  const values = collector('filtered trains', rel, true);
  const spreads = collector('spread, range and mean', spreadTolerance, true);
  for (const { id, params, inputs, expected } of file.cases) {
    const { period = NaN, tau_s: tauS = NaN, tau_rc: tauRc = NaN } = params;
    const series: Readonly<Record<string, (t: number) => number>> = {
      exp: (t) => exponentialResponse(t, period, tauS),
      alpha: (t) => alphaResponse(t, period, tauS),
      alpha_rc: (t) => alphaMembraneResponse(t, period, tauS, tauRc),
    };
    for (const [name, at] of Object.entries(series)) {
      values.add(
        id,
        inputs.u.map((u) => at(u * period)),
        expected[name] as Numbers,
      );
      const all = Array.from({ length: PHASES }, (_, i) => at(((i + 0.5) / PHASES) * period));
      const mean = all.reduce((sum, x) => sum + x, 0) / PHASES;
      const sd = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / PHASES);
      const min = all.reduce((least, x) => Math.min(least, x));
      const max = all.reduce((most, x) => Math.max(most, x));
      const got: Readonly<Record<string, number>> = {
        mean_all: mean,
        [`sd_${name}`]: sd,
        [`min_${name}`]: min,
        [`max_${name}`]: max,
      };
      const stated = Object.keys(got).filter((key) => expected[key] !== undefined);
      spreads.add(
        id,
        stated.map((key) => got[key] ?? NaN),
        stated.map((key) => expected[key] as number),
      );
    }
  }
  return [values.result(), spreads.result()];
};

export const filters: MeasureFile = (json) => {
  const file = json as File<
    { u: readonly Numbers[] },
    { alpha: readonly Numbers[]; lowpass: readonly Numbers[] },
    {
      tau_s: number;
      dt: number;
      alpha_coefficients?: Params;
      lowpass_coefficients?: Params;
    }
  >;
  const { abs = 1e-9 } = file.tolerance;
  const outputs = collector('filtered signals', abs, false);
  const constants = collector('coefficients', abs, false);
  for (const { id, params, inputs, expected } of file.cases) {
    for (const kind of ['alpha', 'lowpass'] as const) {
      const own = filterCoefficients(kind, params.tau_s, params.dt);
      const stated = params[`${kind}_coefficients`] ?? {};
      const names = Object.keys(stated) as (keyof typeof own)[];
      constants.add(
        id,
        names.map((name) => own[name]),
        names.map((name) => stated[name] ?? NaN),
      );
      inputs.u.forEach((signal, index) => {
        const filter = createFilter(1, own);
        const got = signal.map((u) => filter(Float64Array.of(u))[0] ?? NaN);
        outputs.add(id, got, expected[kind][index] ?? []);
      });
    }
  }
  return [outputs.result(), constants.result()];
};

export const spikingNeuron: MeasureFile = (json) => {
  const file = json as File<
    { J_const: Numbers; f: Numbers; off: Numbers; J_sin: string },
    {
      const_counts: Numbers;
      const_analytic_rate: Numbers;
      const_spike_steps: readonly Numbers[];
      sin_spike_steps: readonly Numbers[];
      sin_v_last: Numbers;
    }
  >;
  const steps = collector('spike steps', 0, false);
  const potentials = collector('potentials', file.tolerance.abs ?? 1e-9, false);
  const analytic = collector('analytic rates', file.tolerance.abs ?? 1e-9, false);
  const rates = collector('spikes beside rate × duration', 1, false);
  const counts32 = collector('spikes of a neuron', 1, false, 0, 'WASM float32');
  for (const { id, params, inputs, expected } of file.cases) {
    const { dt = NaN, steps: count = 0 } = params;
    const times = timesOf(params);
    const run = (size: number, current: (neuron: number, step: number) => number) => {
      const state = restingState(size);
      const spikes = new Float64Array(size);
      const found = Array.from({ length: size }, (): number[] => []);
      for (let step = 0; step < count; step++) {
        const currents = Float64Array.from({ length: size }, (_, k) => current(k, step));
        spikingStep(state, currents, times, dt, spikes);
        spikes.forEach((spike, k) => spike !== 0 && found[k]?.push(step));
      }
      return { found, last: state.voltage };
    };
    const constant = run(inputs.J_const.length, (k) => inputs.J_const[k]!);
    const [, offset = '', amplitude = ''] =
      /=\s*([\d.]+)\s*\+\s*off_k\s*\+\s*([\d.]+)\s*\*\s*sin/.exec(inputs.J_sin) ?? [];
    const swinging = run(
      inputs.f.length,
      (k, n) =>
        Number(offset) +
        inputs.off[k]! +
        Number(amplitude) * Math.sin(2 * Math.PI * inputs.f[k]! * n * dt),
    );
    constant.found.forEach((own, k) => steps.add(id, own, expected.const_spike_steps[k] ?? []));
    swinging.found.forEach((own, k) => steps.add(id, own, expected.sin_spike_steps[k] ?? []));
    steps.add(
      id,
      constant.found.map((own) => own.length),
      expected.const_counts,
    );
    const kernel = kernelSpikes(inputs.J_const, times, dt, count);
    counts32.add(id, kernel, expected.const_counts);
    potentials.add(id, swinging.last, expected.sin_v_last);
    const analyticRates = inputs.J_const.map((j) => lifRate(j, times));
    analytic.add(id, analyticRates, expected.const_analytic_rate);
    rates.add(
      id,
      constant.found.map((own) => own.length),
      analyticRates.map((r) => r * count * dt),
    );
  }
  return [
    steps.result('spike steps equal'),
    potentials.result(),
    analytic.result(),
    rates.result(),
    counts32.result(),
  ];
};
