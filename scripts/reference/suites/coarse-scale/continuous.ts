/** The continuous LIF: single neurons, and two layers beside their coarse counterpart. */
import { continuousLayer, continuousNeuron } from '#engine/methods/coarse-scale/continuousLif.ts';
import { forward } from '#engine/methods/coarse-scale/referenceNetwork.ts';
import type { Measurement } from '../../suite.ts';
import { layerOf } from './layers.ts';
import type { File, Rows } from './measure.ts';
import { joined, Largest, measurement, steps } from './measure.ts';

interface LifParams {
  readonly tau: number;
  readonly v0: number;
  readonly t_ref: number;
  readonly t_end: number;
  readonly drive?: number;
}

type ContinuousCase = { readonly params: LifParams } & (
  | {
      readonly inputs: { readonly events: readonly { readonly t: number; readonly w: number }[] };
      readonly expected: {
        readonly spike_times: readonly number[];
        readonly v_end: number;
        readonly after_event: readonly {
          readonly t: number;
          readonly v_before_reset: number;
          readonly what: string;
        }[];
      };
    }
  | {
      readonly inputs: {
        readonly W1: Rows;
        readonly b1: readonly number[] | null;
        readonly W2: Rows;
        readonly input_spike_times: Rows;
        readonly input_spikes_per_step: Rows;
      };
      readonly expected: {
        readonly hidden_spike_times: Rows;
        readonly output_spike_times: Rows;
        readonly output_counts: readonly number[];
        readonly coarse_output_counts: readonly number[];
        readonly coarse_hidden_spikes: Rows;
      };
    }
);

export function continuous(json: unknown): Measurement[] {
  const { tolerance, cases } = json as File<ContinuousCase>;
  const limit = tolerance['abs'] ?? 1e-9;
  const [times, v, counts, coarse] = [new Largest(), new Largest(), new Largest(), new Largest()];
  let neurons = 0;
  for (const { params, ...rest } of cases) {
    const common = { tau: params.tau, v0: params.v0, tRef: params.t_ref, tEnd: params.t_end };
    if ('events' in rest.inputs && 'v_end' in rest.expected) {
      neurons++;
      const drive = params.drive ?? 0;
      const events = [...rest.inputs.events].sort((a, b) => a.t - b.t);
      const trace = continuousNeuron({ ...common, drive }, events);
      times.addAll(trace.spikeTimes, rest.expected.spike_times);
      v.add(trace.vEnd, rest.expected.v_end);
      v.addAll(
        trace.events.map((event) => event.v),
        rest.expected.after_event.map((event) => event.v_before_reset),
      );
      rest.expected.after_event.forEach(({ what }, i) =>
        counts.add(trace.events[i]?.what === what ? 0 : 1, 0),
      );
      counts.add(trace.spikeTimes.length, rest.expected.spike_times.length);
    } else if ('W1' in rest.inputs && 'output_counts' in rest.expected) {
      const { inputs, expected } = rest;
      const hidden = continuousLayer(common, inputs.W1, inputs.b1, inputs.input_spike_times);
      const output = continuousLayer(common, inputs.W2, null, hidden);
      counts.addAll(
        output.map((spikes) => spikes.length),
        expected.output_counts,
      );
      hidden.forEach((spikes, i) => times.addAll(spikes, expected.hidden_spike_times[i] ?? null));
      output.forEach((spikes, i) => times.addAll(spikes, expected.output_spike_times[i] ?? null));
      const cell = { model: 'uniform', tau: params.tau, v0: params.v0, beta: 5 } as const;
      const pass = forward(
        [
          layerOf({ type: 'dense', W: inputs.W1, b: inputs.b1 }),
          layerOf({ type: 'spike', ...cell }),
          layerOf({ type: 'dense', W: inputs.W2, b: null }),
          layerOf({ type: 'spike', ...cell }),
        ],
        steps(inputs.input_spikes_per_step),
        [inputs.input_spikes_per_step[0]?.length ?? 0, 1, 1],
      );
      coarse.addAll(pass.counts, expected.coarse_output_counts);
      coarse.addAll(joined(pass.traces[1]!.states!.s), expected.coarse_hidden_spikes);
    } else {
      times.value = Infinity;
    }
  }
  const networks = cases.length - neurons;
  return [
    measurement('spike times', cases.length, times, limit),
    measurement('potentials at events', neurons, v, limit),
    measurement('spike counts', cases.length, counts, 0, { exact: 'counts and decisions equal' }),
    measurement('coarse spikes', networks, coarse, 0, { exact: 'spikes equal' }),
  ];
}
