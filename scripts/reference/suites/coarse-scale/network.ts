/** Whole networks of one sample: states, both losses, all gradients. */
import type { MapShape } from '#engine/methods/coarse-scale/referenceLayers.ts';
import {
  backward,
  crossEntropy,
  forward,
  squaredError,
} from '#engine/methods/coarse-scale/referenceNetwork.ts';
import type { Measurement } from '../../suite.ts';
import type { LayerJson } from './layers.ts';
import { layerOf } from './layers.ts';
import type { File, Nested } from './measure.ts';
import { joined, Largest, measurement, steps } from './measure.ts';

interface LossJson {
  readonly loss: number;
  readonly grads: readonly (null | {
    readonly W?: Nested;
    readonly K?: Nested;
    readonly b: Nested | null;
  })[];
  readonly dLdinput: Nested;
}

interface NetworkCase {
  readonly params: {
    readonly label: number;
    readonly mse_target_spikes: number;
    readonly xent_scale: number;
  };
  readonly inputs: { readonly layers: readonly LayerJson[]; readonly x: readonly Nested[] };
  readonly expected: {
    readonly layers_v: readonly Nested[];
    readonly layers_s: readonly Nested[];
    readonly counts: readonly number[];
    readonly mse: LossJson;
    readonly xent: LossJson;
  };
}

function shapeOf(step: Nested | undefined): MapShape {
  const extents: number[] = [];
  for (let inner = step; Array.isArray(inner); inner = inner[0] as Nested)
    extents.push(inner.length);
  const [channels = 0, height = 1, width = 1] = extents;
  return [channels, height, width];
}

export function network(json: unknown): Measurement[] {
  const { tolerance, cases } = json as File<NetworkCase>;
  const limit = tolerance['abs'] ?? 1e-9;
  const [v, s, loss, grads] = [new Largest(), new Largest(), new Largest(), new Largest()];
  for (const { params, inputs, expected } of cases) {
    const layers = inputs.layers.map(layerOf);
    const pass = forward(layers, steps(inputs.x), shapeOf(inputs.x[0]));
    const states = pass.traces.flatMap((trace) => trace.states ?? []);
    if (states.length !== expected.layers_v.length) v.value = Infinity;
    states.forEach((layer, i) => {
      v.addAll(joined(layer.v), expected.layers_v[i] ?? null);
      s.addAll(joined(layer.s), expected.layers_s[i] ?? null);
    });
    s.addAll(pass.counts, expected.counts);
    const ofLosses = [
      [squaredError(pass.counts, params.label, params.mse_target_spikes), expected.mse],
      [crossEntropy(pass.counts, params.label, params.xent_scale), expected.xent],
    ] as const;
    for (const [got, want] of ofLosses) {
      loss.add(got.loss, want.loss);
      const gradient = backward(layers, pass, got.gradient);
      grads.addAll(joined(gradient.input), want.dLdinput);
      gradient.layers.forEach((layer, i) => {
        const expectedLayer = want.grads[i] ?? null;
        if ((layer === null) !== (expectedLayer === null)) grads.value = Infinity;
        if (layer === null || expectedLayer === null) return;
        grads.addAll(layer.weights, expectedLayer.W ?? expectedLayer.K ?? null);
        grads.addAll(layer.bias ?? [], expectedLayer.b);
      });
    }
  }
  return [
    measurement('potentials', cases.length, v, limit),
    measurement('spikes', cases.length, s, 0, { exact: 'spikes and counts equal' }),
    measurement('losses', cases.length, loss, limit),
    measurement('gradients', cases.length, grads, limit),
  ];
}
