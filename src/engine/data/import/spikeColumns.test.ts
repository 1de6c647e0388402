import { expect, it } from 'vitest';
import { createSpikeColumns } from './spikeColumns.ts';

const sample = (n: number, seed: number) => ({
  timesMs: Float32Array.from({ length: n }, (_, i) => seed + i / 8),
  inputs: Uint16Array.from({ length: n }, (_, i) => seed + i),
});

it('joins samples of any length, the first far from the mean', () => {
  for (const lengths of [
    [1, 0, 900, 3, 40],
    [900, 1, 1, 0, 2],
    [0, 0, 0],
  ]) {
    const total = lengths.reduce((a, b) => a + b, 0);
    const columns = createSpikeColumns(lengths.length, total);
    lengths.forEach((n, i) => columns.add(sample(n, i)));
    const { offsets, timesMs, inputs } = columns.trains();
    expect([offsets.at(-1), timesMs.length, inputs.length]).toEqual([total, total, total]);
    lengths.forEach((n, i) => {
      const own = sample(n, i);
      expect(timesMs.slice(offsets[i], offsets[i + 1])).toEqual(own.timesMs);
      expect(inputs.slice(offsets[i], offsets[i + 1])).toEqual(own.inputs);
    });
  }
});

it('takes no more room than there may be spikes', () => {
  const columns = createSpikeColumns(1000, 50);
  columns.add(sample(40, 0));
  expect(columns.trains().timesMs.buffer.byteLength).toBe(4 * 50);
});
