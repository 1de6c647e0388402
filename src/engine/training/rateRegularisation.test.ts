import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { useBackend } from '../backends.ts';
import { sparse } from '../kernels/wasm/randomTensor.ts';
import { DIFFERENCES } from '../tolerances.ts';
import { ratePenalty } from './rateRegularisation.ts';

beforeAll(() => useBackend('wasm', engineAssets));

const [STEPS, BATCH, NEURONS, LAYERS] = [6, 4, 9, 2];
const bounds = { weight: 3, min: 0.2, max: 0.4 };
const spikes = sparse(52, STEPS * BATCH * NEURONS, 0.3);

/** The formula of the catalog, for one layer of `LAYERS`, of any real spikes. */
function formula(x: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < NEURONS; n++) {
    const own = x.filter((_, i) => i % NEURONS === n);
    const rate = own.reduce((all, s) => all + s, 0) / (STEPS * BATCH);
    sum += Math.max(0, rate - bounds.max) ** 2 + Math.max(0, bounds.min - rate) ** 2;
  }
  return (bounds.weight * sum) / (LAYERS * NEURONS);
}

it('has the value and gradient of its formula', async () => {
  const { value, gradient } = tf.tidy(() => {
    const x = tf.tensor3d(Float32Array.from(spikes), [STEPS, BATCH, NEURONS]);
    const penalty = ratePenalty(x, bounds, LAYERS);
    return { value: penalty.value, gradient: penalty.gradient };
  });
  expect((await value.data())[0]).toBeCloseTo(formula(spikes), 6);
  const got = await gradient.data();
  const h = DIFFERENCES.step;
  const differences = spikes.map((_, i) => {
    const moved = (by: number): number =>
      formula(spikes.map((spike, j) => (i === j ? spike + by : spike)));
    return (moved(h) - moved(-h)) / (2 * h);
  });
  // Neurons above, below and between the bounds, or half of the formula would go untested.
  expect(Math.min(...differences)).toBeLessThan(-1e-4);
  expect(Math.max(...differences)).toBeGreaterThan(1e-4);
  expect(differences).toContain(0);
  differences.forEach((want, i) => expect(got[i % NEURONS]).toBeCloseTo(want, 6));
  tf.dispose([value, gradient]);
});
