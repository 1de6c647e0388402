/** Whole networks and their energy: network.json, gradients.json, efficiency.json. */
import type { EfficiencyInput } from '#engine/methods/soft-lif/efficiency.ts';
import { ENERGY_MODEL, efficiencyOf } from '#engine/methods/soft-lif/efficiency.ts';
import type { ReferenceLayer } from '#engine/methods/soft-lif/referenceNetwork.ts';
import {
  crossEntropyGradients,
  forwardRates,
  meanOutput,
  runSpiking,
} from '#engine/methods/soft-lif/referenceNetwork.ts';
import type { SynapseKind } from '#engine/methods/soft-lif/synapse.ts';
import type { MeasureFile } from '../../suite.ts';
import type { File, Numbers, Params } from './measure.ts';
import { collector, relativeTo } from './measure.ts';

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

export const network: MeasureFile = (json) => {
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

export const gradients: MeasureFile = (json) => {
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

export const efficiency: MeasureFile = (json) => {
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
