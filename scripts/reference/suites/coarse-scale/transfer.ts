/** Spike counts and potentials over random phases of the input, against the coarse cell. */
import type { CellParams } from '#engine/methods/coarse-scale/cell.ts';
import { cellForward } from '#engine/methods/coarse-scale/cell.ts';
import { continuousNeuron } from '#engine/methods/coarse-scale/continuousLif.ts';
import { createStream } from '#model/random/stream.ts';
import type { Measurement } from '../../suite.ts';
import type { File, Rows } from './measure.ts';
import { joined, Largest, measurement } from './measure.ts';

interface TransferCase {
  readonly params: {
    readonly tau: number;
    readonly v0: number;
    readonly T: number;
    readonly draws: number;
  };
  readonly inputs: { readonly weights: readonly number[]; readonly spikes: Rows };
  readonly expected: {
    readonly coarse_v: readonly number[];
    readonly coarse_s: readonly number[];
    readonly coarse_count: number;
    readonly continuous_count_mean: number;
    readonly continuous_count_se: number;
    readonly linear_mean_v: readonly number[];
  };
}

export function transfer(json: unknown): Measurement[] {
  const { tolerance, cases } = json as File<TransferCase>;
  const limit = tolerance['coarse_abs'] ?? 1e-9;
  const [v, s, linear] = [new Largest(), new Largest(), new Largest()];
  const [meanV, meanCount] = [new Largest(), new Largest()];
  cases.forEach(({ params, inputs, expected }, at) => {
    const { tau, v0, T, draws } = params;
    const cell: CellParams = { model: 'uniform', tau, v0, beta: 5, gain: 1 };
    const x = inputs.spikes.map((row) =>
      Float64Array.of(row.reduce((sum, spike, j) => sum + spike * inputs.weights[j]!, 0)),
    );
    const states = cellForward(cell, x);
    v.addAll(joined(states.v), expected.coarse_v);
    s.addAll(joined(states.s), expected.coarse_s);
    s.add(
      joined(states.s).reduce((sum, spike) => sum + spike, 0),
      expected.coarse_count,
    );
    const free = cellForward({ ...cell, v0: Infinity }, x);
    linear.addAll(joined(free.v), expected.linear_mean_v);

    const stream = createStream(1, 'noise', at);
    const counts = new Moments();
    const potentials = Array.from({ length: T }, () => new Moments());
    const common = { tau, tRef: 1, drive: 0 };
    for (let draw = 0; draw < draws; draw++) {
      const events = inputs.spikes
        .flatMap((row, k) =>
          row.flatMap((spike, j) =>
            spike === 0 ? [] : [{ t: k + stream.uniform(), w: inputs.weights[j]! }],
          ),
        )
        .sort((a, b) => a.t - b.t);
      counts.add(continuousNeuron({ ...common, v0, tEnd: T }, events).spikeTimes.length);
      // Without a threshold the potential at the end of a step is a plain sum over what came before.
      let [potential, time, next] = [0, 0, 0];
      for (let k = 0; k < T; k++) {
        for (; next < events.length && events[next]!.t <= k + 1; next++) {
          potential = potential * Math.exp((time - events[next]!.t) / tau) + events[next]!.w;
          time = events[next]!.t;
        }
        potential *= Math.exp((time - (k + 1)) / tau);
        time = k + 1;
        potentials[k]!.add(potential);
      }
    }
    const se = Math.hypot(counts.standardError, expected.continuous_count_se);
    meanCount.add(counts.mean, expected.continuous_count_mean, se);
    potentials.forEach((moments, k) => {
      const want = expected.linear_mean_v[k]!;
      meanV.add(moments.mean, want, Math.max(moments.standardError, 1e-12));
    });
  });
  return [
    measurement('coarse potentials', cases.length, v, limit),
    measurement('coarse spikes', cases.length, s, 0, { exact: 'spikes and counts equal' }),
    measurement('mean potential, no threshold', cases.length, linear, limit),
    measurement('the same over phases, in SE', cases.length, meanV, 4),
    measurement('mean continuous count, in SE', cases.length, meanCount, 4),
  ];
}

class Moments {
  private n = 0;
  private sum = 0;
  private squares = 0;
  add(value: number): void {
    this.n++;
    this.sum += value;
    this.squares += value * value;
  }
  get mean(): number {
    return this.sum / this.n;
  }
  get standardError(): number {
    const variance = Math.max(0, this.squares / this.n - this.mean ** 2);
    return Math.sqrt(variance / (this.n - 1));
  }
}
