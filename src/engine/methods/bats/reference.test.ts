import { describe, expect, it } from 'vitest';
import { createStream } from '#model/random/stream.ts';
import {
  fire,
  forwardLayer,
  type LayerConstants,
  timeByInput,
  timeByOwnSpike,
} from './referenceLayer.ts';
import { type LossSpec, referenceLoss } from './referenceLoss.ts';
import { type ReferenceLayer, referenceSample } from './referenceNetwork.ts';
import { convSynapses, denseSynapses, poolTargets } from './referenceShapes.ts';

const constants = (threshold: number, reset: number, maxSpikes = 8, tMax = 4): LayerConstants => ({
  tauSyn: 1,
  threshold,
  reset,
  maxSpikes,
  tMax,
});

function uniform(name: number, length: number, low: number, high: number): Float64Array {
  const stream = createStream(11, 'weights', name);
  return Float64Array.from({ length }, () => low + (high - low) * stream.uniform());
}

/** Ascending times of n neurons, some of them silent. */
function trains(name: number, n: number, most: number, until: number): number[][] {
  const stream = createStream(12, 'weights', name);
  return Array.from({ length: n }, () =>
    Array.from(
      { length: Math.floor(stream.uniform() * (most + 1)) },
      () => until * stream.uniform(),
    ).sort((a, b) => a - b),
  );
}

const dense = (
  name: number,
  nIn: number,
  nOut: number,
  own: LayerConstants,
): ReferenceLayer & { kind: 'spiking' } => ({
  kind: 'spiking',
  synapses: denseSynapses(nIn, nOut),
  weights: uniform(name, nIn * nOut, -0.6, 1.4),
  constants: own,
});

const conv: ReferenceLayer & { kind: 'spiking' } = {
  kind: 'spiking',
  synapses: convSynapses({ x: 5, y: 5, channels: 2, filterX: 2, filterY: 2, filters: 3 }),
  weights: uniform(7, 2 * 2 * 2 * 3, -0.4, 2),
  constants: constants(0.6, 0.6, 3),
};

/** Spike times pull towards targets that nobody meets: errors of all sizes and signs. */
const pulled = (outputs: number[][]) => ({
  loss: outputs
    .flatMap((train, j) => train.map((time, k) => time * Math.cos(3 * j + k)))
    .reduce((a, b) => a + b, 0),
  predicted: 0,
  errors: outputs.map((train, j) => train.map((_, k) => Math.cos(3 * j + k))),
});

describe.each<[string, readonly ReferenceLayer[], number[][]]>([
  ['one layer', [dense(1, 12, 5, constants(0.8, 0.8))], trains(1, 12, 3, 2)],
  ['half a reset', [dense(1, 12, 5, constants(0.8, 0.4))], trains(1, 12, 3, 2)],
  ['a double reset', [dense(1, 12, 5, constants(0.8, 1.6))], trains(1, 12, 3, 2)],
  [
    'two layers',
    [dense(2, 12, 9, constants(0.7, 0.7)), dense(3, 9, 4, constants(0.8, 0.8))],
    trains(2, 12, 2, 2),
  ],
  [
    'filters, pooling and a dense layer',
    [conv, { kind: 'pool', targets: poolTargets(4, 4, 3) }, dense(4, 12, 4, constants(0.9, 0.9))],
    trains(3, 50, 2, 2),
  ],
])('gradients of %s', (_name, layers, inputs) => {
  const STEP = 1e-6;
  const TOLERANCE = 1e-7;
  const pass = referenceSample(layers, inputs, pulled);
  const counts = JSON.stringify(pass.trains.map((layer) => layer.map(({ length }) => length)));

  /** Central difference, or null where a spike appears or vanishes in between. */
  const difference = (change: (by: number) => void): number | null => {
    const lossAfter = (by: number): number | null => {
      change(by);
      const { loss, trains: after } = referenceSample(layers, inputs, pulled);
      change(-by);
      const same =
        JSON.stringify(after.map((layer) => layer.map(({ length }) => length))) === counts;
      return same ? loss : null;
    };
    const [up, down] = [lossAfter(STEP), lossAfter(-STEP)];
    return up === null || down === null ? null : (up - down) / (2 * STEP);
  };
  const distance = (got: number, want: number): number =>
    Math.abs(got - want) / Math.max(1, Math.abs(want));

  it('come from several spikes a neuron', () => {
    expect(pass.trains.at(-1)!.some((train) => train.length > 1)).toBe(true);
  });

  it('by weights are those of central differences', () => {
    let compared = 0;
    layers.forEach((layer, l) => {
      if (layer.kind !== 'spiking') return;
      for (let i = 0; i < layer.weights.length; i += 3) {
        const want = difference((by) => (layer.weights[i]! += by));
        if (want === null) continue;
        expect(distance(pass.weights[l]![i]!, want)).toBeLessThan(TOLERANCE);
        compared++;
      }
    });
    expect(compared).toBeGreaterThan(15);
  });

  it('by times of inputs are those of central differences', () => {
    let compared = 0;
    inputs.forEach((train, i) =>
      train.forEach((_time, z) => {
        const want = difference((by) => (train[z]! += by));
        if (want === null) return;
        expect(distance(pass.inputs[i]![z]!, want)).toBeLessThan(TOLERANCE);
        compared++;
      }),
    );
    expect(compared).toBeGreaterThan(8);
  });
});

it('moves every spike by as much as all its causes move', () => {
  const layer = dense(5, 20, 12, constants(0.7, 0.5));
  const inputs = trains(5, 20, 3, 2);
  let checked = 0;
  forwardLayer(inputs, layer.synapses, layer.weights, layer.constants).forEach((spikes, j) =>
    spikes.forEach(({ time, slope }, k) => {
      let sum = 0;
      for (const { input, weight } of layer.synapses[j]!)
        for (const t of inputs[input]!)
          if (t < time) sum += timeByInput(time - t, slope, layer.weights[weight]!, 1);
      for (const { time: own } of spikes.slice(0, k))
        sum += timeByOwnSpike(time - own, slope, layer.constants.reset, 1);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-12 / Math.min(1, slope));
      checked++;
    }),
  );
  expect(checked).toBeGreaterThan(20);
});

it('spikes where a simulation in small steps does', () => {
  const layer = dense(6, 30, 20, constants(0.6, 0.6, 50));
  const inputs = trains(6, 30, 2, 2);
  const exact = forwardLayer(inputs, layer.synapses, layer.weights, layer.constants);
  const DT = 1e-4;
  let [largest, compared] = [0, 0];
  exact.forEach((spikes, j) => {
    const simulated = simulate(
      layer.synapses[j]!.flatMap(({ input, weight }) =>
        inputs[input]!.map((time) => ({ time, weight: layer.weights[weight]! })),
      ),
      layer.constants,
      DT,
    );
    // A spike in a step moves at most by what its step and those before it round away.
    if (simulated.length !== spikes.length) return;
    spikes.forEach(({ time }, k) => {
      largest = Math.max(largest, Math.abs(simulated[k]! - time));
      compared++;
    });
  });
  expect(compared).toBeGreaterThan(50);
  expect(largest).toBeLessThan(30 * DT);
});

/** Exact decay from step to step, spikes at the end of the step in which the threshold is reached. */
function simulate(
  incoming: { time: number; weight: number }[],
  { tauSyn, threshold, reset, maxSpikes, tMax }: LayerConstants,
  dt: number,
): number[] {
  const sorted = incoming.toSorted((a, b) => a.time - b.time);
  const [fast, slow] = [Math.exp(-dt / tauSyn), Math.exp(-dt / (2 * tauSyn))];
  let [current, membrane, at] = [0, 0, 0];
  const spikes: number[] = [];
  for (let step = 1; step * dt <= tMax && spikes.length < maxSpikes; step++) {
    // u = 2τ_s (b − a): the part with the membrane's time constant, less that of the current.
    membrane *= slow;
    current *= fast;
    for (; at < sorted.length && sorted[at]!.time <= step * dt; at++) {
      const rest = step * dt - sorted[at]!.time;
      current += sorted[at]!.weight * Math.exp(-rest / tauSyn);
      membrane += sorted[at]!.weight * Math.exp(-rest / (2 * tauSyn));
    }
    if (2 * tauSyn * (membrane - current) >= threshold) {
      membrane -= reset / (2 * tauSyn);
      spikes.push(step * dt);
    }
  }
  return spikes;
}

describe('spikes of one neuron', () => {
  it('end at the buffer and at the end of time', () => {
    const incoming = [{ time: 0.1, weight: 40 }];
    const many = fire(incoming, constants(1, 1, 100, 20));
    expect(many.length).toBeGreaterThan(20);
    expect(fire(incoming, constants(1, 1, 4, 20))).toEqual(many.slice(0, 4));
    const end = many[6]!.time;
    expect(fire(incoming, constants(1, 1, 100, end))).toEqual(many.slice(0, 7));
  });

  it('do not depend on the order of inputs at the same time', () => {
    const incoming = [3, -2, 4, 1].map((weight) => ({ time: 0.5, weight }));
    const spikes = fire(incoming, constants(1, 1));
    expect(spikes.length).toBeGreaterThan(1);
    const reversed = fire(incoming.toReversed(), constants(1, 1));
    expect(reversed.map(({ time }) => time)).toEqual(spikes.map(({ time }) => time));
  });

  it('move with their inputs, however late those are', () => {
    const incoming = [
      { time: 0.2, weight: 3 },
      { time: 0.5, weight: 2 },
    ];
    const spikes = fire(incoming, constants(1, 1, 8, Infinity));
    const later = fire(
      incoming.map(({ time, weight }) => ({ time: time + 1e4, weight })),
      constants(1, 1, 8, Infinity),
    );
    expect(later.length).toBe(spikes.length);
    later.forEach(({ time }, k) => expect(time - 1e4).toBeCloseTo(spikes[k]!.time, 9));
  });
});

describe('losses', () => {
  const outputs = [[1, 2], [0.5], []];
  const count: LossSpec = { kind: 'count', targetTrue: 3, targetFalse: 1, margin: 0, scale: 1 };
  const first: LossSpec = { kind: 'firstSpike', tauLoss: 0.5, silentTime: Infinity };

  it('of counts pull every spike alike', () => {
    const { loss, predicted, errors } = referenceLoss(count, outputs, 1);
    expect(loss).toBeCloseTo(0.5 * (1 + 4 + 1));
    expect(predicted).toBe(0);
    expect(errors).toEqual([[-1, -1], [2], []]);
    expect(referenceLoss({ ...count, margin: 1 }, outputs, 1).errors).toEqual([[0, 0], [2], []]);
  });

  it('of first spikes are a softmax, and infinite for a silent label', () => {
    const { loss, predicted, errors } = referenceLoss(first, outputs, 0);
    expect(loss).toBeCloseTo(Math.log(1 + Math.exp(1)));
    expect(predicted).toBe(1);
    expect(errors[0]![1]).toBe(0);
    expect(errors[0]![0]! + errors[1]![0]!).toBeCloseTo(0);
    expect(referenceLoss(first, outputs, 2).loss).toBe(Infinity);
    expect(referenceLoss({ ...first, silentTime: 4 }, outputs, 2).loss).toBeLessThan(Infinity);
    expect(referenceLoss(first, [[], []], 0).errors).toEqual([[], []]);
  });

  it('of early first spikes pull the label forward, and leave a network alone whose label is silent', () => {
    const timeLoss = { xi: 0.5, alpha: 0.1, beta: 2, tauSyn: 1 };
    const early: LossSpec = { kind: 'earlySpike', timeLoss, tauLoss: 0.5, silentTime: 4 };
    const { loss, predicted, errors } = referenceLoss(early, outputs, 0);
    const late = 0.1 * Math.exp(0.5);
    expect(loss).toBeCloseTo(referenceLoss(first, outputs, 0).loss + late);
    expect(predicted).toBe(1);
    expect(errors[0]![0]! + errors[1]![0]!).toBeCloseTo(late / 2);
    expect(referenceLoss(early, outputs, 2)).toMatchObject({
      loss: 100,
      errors: [[0, 0], [0], []],
    });
  });

  it('of spike times pull towards their targets', () => {
    const spec: LossSpec = { kind: 'spikeTime', targets: [0.4, 0.7, 0.1] };
    const { loss, errors } = referenceLoss(spec, outputs, 0);
    expect(loss).toBeCloseTo(0.5 * (0.36 + 0.04));
    expect(errors[0]![0]).toBeCloseTo(0.6);
    expect(errors[1]![0]).toBeCloseTo(-0.2);
  });
});
