/** Vectors of the soft-LIF method against its float64 reference; fields as in their README. */
import type { EfficiencyInput } from '#engine/methods/soft-lif/efficiency.ts';
import { ENERGY_MODEL, efficiencyOf } from '#engine/methods/soft-lif/efficiency.ts';
import {
  alphaMembraneResponse,
  alphaResponse,
  exponentialResponse,
} from '#engine/methods/soft-lif/impulseResponse.ts';
import { lifRate, lifSlope, softRate, softSlope } from '#engine/methods/soft-lif/rates.ts';
import type { ReferenceLayer } from '#engine/methods/soft-lif/referenceNetwork.ts';
import {
  crossEntropyGradients,
  forwardRates,
  meanOutput,
  runSpiking,
} from '#engine/methods/soft-lif/referenceNetwork.ts';
import { restingState, spikingStep } from '#engine/methods/soft-lif/spikingNeuron.ts';
import type { SynapseKind } from '#engine/methods/soft-lif/synapse.ts';
import { createFilter, filterCoefficients } from '#engine/methods/soft-lif/synapse.ts';
import type { MeasureFile, Measurement, Suite } from '../suite.ts';

/** Points of a uniform phase at which a spread is taken. */
const PHASES = 200_000;

type Numbers = readonly number[];
type Params = Readonly<Record<string, number>>;
interface Tolerance {
  readonly rel?: number;
  readonly abs?: number;
  readonly sd_rel?: number;
  readonly rates_abs?: number;
  readonly outputs_abs?: number;
}
interface File<Inputs, Expected, P = Params> {
  readonly kind: string;
  readonly tolerance: Tolerance;
  readonly cases: readonly {
    readonly id: string;
    readonly params: P;
    readonly inputs: Inputs;
    readonly expected: Expected;
  }[];
}

/** Collects distances of one quantity. */
function collector(quantity: string, tolerance: number, relative: boolean, floor = 0) {
  let largest = 0;
  const seen = new Set<string>();
  return {
    add: (id: string, got: ArrayLike<number>, expected: ArrayLike<number>): void => {
      seen.add(id);
      if (got.length !== expected.length) largest = Infinity;
      for (let i = 0; i < expected.length; i++) {
        const wanted = expected[i]!;
        const distance = got[i] === wanted ? 0 : Math.abs(got[i]! - wanted);
        const error = relative ? distance / Math.max(Math.abs(wanted), floor) : distance;
        // Not a number must not pass as small.
        if (!(error <= largest)) largest = Number.isNaN(error) ? Infinity : error;
      }
    },
    result: (exact?: string): Measurement => ({
      engine: 'float64 reference',
      quantity,
      cases: seen.size,
      largestError: seen.size === 0 ? Infinity : largest,
      tolerance,
      relative,
      ...(exact === undefined ? {} : { exact }),
    }),
  };
}

/** Both tolerances of a file as one: relative, with sizes below abs / rel counted as that size. */
const relativeTo = (quantity: string, { rel = 1e-9, abs = 0 }: Tolerance) =>
  collector(quantity, rel, true, abs / rel);

const timesOf = (p: Params) => ({ tauRefS: p['tau_ref'] ?? NaN, tauRcS: p['tau_rc'] ?? NaN });

const response: MeasureFile = (json) => {
  const file = json as File<{ J: Numbers }, Readonly<Record<string, Numbers>>>;
  const lif = relativeTo('LIF rates', file.tolerance);
  const lifSlopes = relativeTo('LIF derivatives', file.tolerance);
  const soft = relativeTo('soft-LIF rates', file.tolerance);
  const softSlopes = relativeTo('soft-LIF derivatives', file.tolerance);
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
  }
  return [lif, lifSlopes, soft, softSlopes].map((one) => one.result());
};

const noise: MeasureFile = (json) => {
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

const filters: MeasureFile = (json) => {
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

const spikingNeuron: MeasureFile = (json) => {
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
  ];
};

interface JsonLayer {
  readonly W: readonly Numbers[];
  readonly b: Numbers;
  readonly tref?: number;
  readonly trc?: number;
  readonly gamma?: number;
  readonly gain?: number;
  readonly amp?: number;
}

const layersOf = (layers: readonly JsonLayer[]): readonly ReferenceLayer[] =>
  layers.map(({ W, b, tref, trc, gamma, gain = 1, amp = 1 }) => ({
    weights: W,
    bias: b,
    neuron:
      tref === undefined || trc === undefined || gamma === undefined
        ? null
        : { tauRefS: tref, tauRcS: trc, gamma, gain, amp },
  }));

interface NetworkExpected extends Readonly<Record<string, unknown>> {
  readonly x: Numbers;
  readonly soft_J: readonly Numbers[];
  readonly soft_rates: readonly Numbers[];
  readonly soft_logits: Numbers;
  readonly lif_rates: readonly Numbers[];
  readonly lif_logits: Numbers;
  readonly spike_steps: readonly (readonly Numbers[])[];
  readonly long_run_20s?: {
    readonly spike_rate_hz: readonly Numbers[];
    readonly mean_output_after_1s: Numbers;
  };
}

const network: MeasureFile = (json) => {
  const file = json as File<
    { layers: readonly JsonLayer[] },
    readonly NetworkExpected[],
    { dt: number; synapse: SynapseKind; tau_s: number }
  >;
  const { rates_abs: ratesAbs = 1e-9, outputs_abs: outputsAbs = 1e-8 } = file.tolerance;
  const rates = collector('currents, rates, scores', ratesAbs, false);
  const steps = collector('spike steps', 0, false);
  const outputs = collector('mean outputs', outputsAbs, false);
  const longRun = collector('20 s: rates and mean outputs', outputsAbs, false);
  const firstLayer = collector('20 s: first layer beside LIF rate', 0.01, true, 1 / 20 / 0.01);
  for (const { id, params, inputs, expected } of file.cases) {
    const layers = layersOf(inputs.layers);
    const { dt: dtS, synapse, tau_s: tauSynS } = params;
    for (const wanted of expected) {
      const soft = forwardRates(layers, wanted.x);
      const lif = forwardRates(layers, wanted.x, 'lif');
      soft.currents.forEach((own, l) => rates.add(id, own, wanted.soft_J[l] ?? []));
      soft.rates.forEach((own, l) => rates.add(id, own, wanted.soft_rates[l] ?? []));
      lif.rates.forEach((own, l) => rates.add(id, own, wanted.lif_rates[l] ?? []));
      rates.add(id, soft.scores, wanted.soft_logits);
      rates.add(id, lif.scores, wanted.lif_logits);
      const step = (ms: number): number => Math.round(ms / 1000 / dtS);
      const run = runSpiking(layers, wanted.x, { steps: step(200), dtS, synapse, tauSynS });
      run.spikeSteps.forEach((layer, l) =>
        layer.forEach((own, i) => steps.add(id, own, wanted.spike_steps[l]?.[i] ?? [])),
      );
      for (const [name, value] of Object.entries(wanted)) {
        const [, kind, unfiltered, from, to] =
          /^(mean|final)_output_(nosyn_)?(?:(\d+)_)?(\d+)ms$/.exec(name) ?? [];
        if (kind === undefined) continue;
        const end = step(Number(to));
        const own =
          unfiltered === undefined && end <= run.outputs.length
            ? run
            : runSpiking(layers, wanted.x, {
                steps: end,
                dtS,
                synapse: unfiltered === undefined ? synapse : 'none',
                tauSynS,
              });
        const begin = kind === 'final' ? end - 1 : step(Number(from ?? 0));
        outputs.add(id, meanOutput(own, begin, end), value as Numbers);
      }
      const stated = wanted.long_run_20s;
      if (stated === undefined) continue;
      const long = runSpiking(layers, wanted.x, { steps: step(20_000), dtS, synapse, tauSynS });
      long.spikeSteps.forEach((layer, l) =>
        longRun.add(
          id,
          layer.map((own) => own.length / 20),
          stated.spike_rate_hz[l] ?? [],
        ),
      );
      longRun.add(id, meanOutput(long, step(1000), step(20_000)), stated.mean_output_after_1s);
      const amp = layers[0]?.neuron?.amp ?? 1;
      firstLayer.add(
        id,
        long.spikeSteps[0]?.map((own) => own.length / 20) ?? [],
        Array.from(lif.rates[0] ?? [], (rate) => rate / amp),
      );
    }
  }
  return [
    rates.result(),
    steps.result('spike steps equal'),
    outputs.result(),
    longRun.result(),
    firstLayer.result(),
  ];
};

const gradients: MeasureFile = (json) => {
  const file = json as File<
    { layers: readonly JsonLayer[]; x: Numbers; label: number },
    {
      loss: number;
      logits: Numbers;
      dW: readonly (readonly Numbers[])[];
      db: readonly Numbers[];
    }
  >;
  const scores = relativeTo('loss and scores', file.tolerance);
  const slopes = relativeTo('gradients', file.tolerance);
  for (const { id, inputs, expected } of file.cases) {
    const own = crossEntropyGradients(layersOf(inputs.layers), inputs.x, inputs.label);
    scores.add(id, [own.loss, ...own.scores], [expected.loss, ...expected.logits]);
    expected.db.forEach((wanted, l) => slopes.add(id, own.bias[l] ?? [], wanted));
    expected.dW.forEach((layer, l) =>
      layer.forEach((wanted, post) => slopes.add(id, own.weights[l]?.[post] ?? [], wanted)),
    );
  }
  return [scores.result(), slopes.result()];
};

const efficiency: MeasureFile = (json) => {
  const file = json as File<
    {
      neurons: Numbers;
      synapses_out: Numbers;
      rates_hz: Numbers;
      presentation_s: number;
    },
    Params
  >;
  const figures = collector('energy model', file.tolerance.rel ?? 1e-9, true);
  for (const { id, params, inputs, expected } of file.cases) {
    const input: EfficiencyInput = {
      neurons: inputs.neurons,
      synapsesOut: inputs.synapses_out,
      ratesHz: inputs.rates_hz,
      presentationS: inputs.presentation_s,
      dtS: params['dt'] ?? NaN,
    };
    const own = efficiencyOf(input, {
      flopPerConnection: params['flop_per_connection'] ?? ENERGY_MODEL.flopPerConnection,
      flopPerNeuron: params['flop_per_neuron'] ?? ENERGY_MODEL.flopPerNeuron,
      synapticEvent: params['e_synop'] ?? ENERGY_MODEL.synapticEvent,
      neuronUpdate: params['e_update'] ?? ENERGY_MODEL.neuronUpdate,
    });
    const got: Params = {
      flops: own.flops,
      synops_per_s: own.synopsPerS,
      updates_per_s: own.updatesPerS,
      energy: own.energy,
      efficiency: own.efficiency,
      spikes_per_image: own.spikesPerImage,
      mean_rate: own.meanRateHz,
    };
    const names = Object.keys(expected);
    figures.add(
      id,
      names.map((name) => got[name] ?? NaN),
      names.map((name) => expected[name] ?? NaN),
    );
  }
  return [figures.result()];
};

/** By the `kind` that every file states. */
const kinds: Readonly<Record<string, MeasureFile>> = {
  response,
  'noise-series': noise,
  'synapse-filters': filters,
  'spiking-lif': spikingNeuron,
  'network-rates-vs-spikes': network,
  'network-gradients': gradients,
  efficiency,
};

export const suite: Suite = {
  method: 'soft-lif',
  files: {
    'response.json': response,
    'noise.json': noise,
    'filters.json': filters,
    'spiking-neuron.json': spikingNeuron,
    'network.json': network,
    'gradients.json': gradients,
    'efficiency.json': efficiency,
  },
  match: (_name, json) =>
    typeof json === 'object' && json !== null && 'kind' in json && typeof json.kind === 'string'
      ? (kinds[json.kind] ?? null)
      : null,
};
