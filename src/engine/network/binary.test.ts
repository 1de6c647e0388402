import { expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { withDefaults } from '#model/params.ts';

const spiking = catalog.encoders.flatMap((entry) => (entry.output === 'spikes' ? [entry] : []));

// The network takes their word for it: on WebGPU such inputs are packed into bits.
it.each(spiking)('encoder $id writes nothing but zeros and ones', (entry) => {
  const values = Float32Array.from({ length: 40 }, (_, j) => j / 39);
  // Room for the longest filter, that of BSA.
  const steps = 100;
  const out = new Float32Array(steps * values.length);
  const spikes = {
    timesMs: Float32Array.of(0, 0.4, 0.4, 7, 1e6),
    inputs: Uint16Array.of(3, 3, 4, 39, 0),
    dtMs: 1,
  };
  const context = { steps, seed: 3, epoch: 1, streamId: 5, training: false, spikes };
  entry.encode(values, withDefaults(entry.params, {}), context, out);
  expect(new Set(out)).toEqual(new Set([0, 1]));
});
