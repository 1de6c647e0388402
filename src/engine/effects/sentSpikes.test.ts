import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { toyExperiment } from '../training/testRun.ts';
import { useBackend } from '../backends.ts';
import { activeEffects } from './activeEffects.ts';
import { gradientOfSent, sendSpikes } from './sentSpikes.ts';

beforeAll(() => useBackend('wasm', engineAssets));

/** Steps 0, 2 and 3 of two neurons in one sample. */
const SPIKES = [1, 0, 0, 0, 1, 1, 0, 1];
const presented = { epoch: 0, streams: Uint32Array.of(5), dtMs: 2 };
const send = (arrival: (timeMs: number) => number) =>
  sendSpikes(tf.tensor3d(SPIKES, [4, 1, 2]), 'layer', () => arrival, presented);

describe('spikes between layers', () => {
  it('arrive at the nearest step, one a step, and not behind the last', () => {
    const { arrived } = send((timeMs) => timeMs + 1.9);
    // Neuron 0: steps 0 → 1, 2 → 3. Neuron 1: 2 → 3, 3 → 4, which does not exist.
    expect([...arrived.dataSync()]).toEqual([0, 0, 1, 0, 0, 0, 1, 1]);
    const together = send((timeMs) => Math.min(timeMs, 4.2));
    expect([...together.arrived.dataSync()]).toEqual([1, 0, 0, 0, 1, 1, 0, 0]);
  });

  it('take their errors from where they arrived; lost ones have none', () => {
    const sent = send((timeMs) => (timeMs === 6 ? Infinity : timeMs + 2));
    const gradient = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [4, 1, 2]);
    const own = [...gradientOfSent(gradient, sent).dataSync()];
    expect(own).toEqual([3, 2, 3, 4, 7, 8, 7, 0]);
  });

  it('move by normal numbers and get lost with the given probability', () => {
    const size = 4000;
    const toy = toyExperiment();
    const list = [
      { id: 'spikeJitter', params: { jitterMs: 3 } },
      { id: 'lostSpikes', params: { share: 0.25 } },
    ];
    const effects = activeEffects(
      { ...toy, effects: { training: false, seed: 1, list } },
      'evaluation',
    );
    const arrival = effects!.arrivals!({ layerId: 'a', epoch: 0, stream: 9 });
    const times = Array.from({ length: size }, () => arrival(100));
    const there = times.filter((time) => time < Infinity);
    const mean = there.reduce((sum, time) => sum + time, 0) / there.length;
    const squares = there.reduce((sum, time) => sum + (time - mean) ** 2, 0);
    // Five standard errors of each estimate.
    expect(Math.abs(there.length / size - 0.75)).toBeLessThan(5 * Math.sqrt(0.1875 / size));
    expect(Math.abs(mean - 100)).toBeLessThan((5 * 3) / Math.sqrt(there.length));
    expect(Math.abs(Math.sqrt(squares / there.length) / 3 - 1)).toBeLessThan(0.06);
    const again = effects!.arrivals!({ layerId: 'a', epoch: 0, stream: 9 });
    expect(times.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => again(100)));
    const other = effects!.arrivals!({ layerId: 'a', epoch: 0, stream: 10 });
    expect(other(100)).not.toBe(times[0]);
  });
});
