import { describe, expect, it } from 'vitest';
import { createActivityCounter, mostSpikes } from './activityStatistics.ts';
import { decadeHistogram, positiveHistogram, symmetricHistogram } from './histogram.ts';

const lif = { neuronId: 'lif', params: { refractorySteps: 1 }, steps: 10, dtMs: 2 };
const sample = (...list: [neuron: number, time: number][]) => ({
  neurons: Uint32Array.from(list, ([neuron]) => neuron),
  times: Float32Array.from(list, ([, time]) => time),
});

describe('activity of a layer', () => {
  it('has rates, silent and saturated neurons where neurons fire often', () => {
    const counter = createActivityCounter(3, lif);
    const always = [0, 2, 4, 6, 8].map((time): [number, number] => [1, time]);
    counter.add(sample([0, 3], ...always));
    counter.add(sample(...always));
    const result = counter.result();
    // 1, 10 and 0 spikes in 2 presentations of 20 ms.
    expect(result.mean).toBeCloseTo((25 + 250) / 3, 9);
    expect(result.quantity).toBe('rate');
    expect([...result.silent.neurons]).toEqual([2]);
    expect([...result.saturated!.neurons]).toEqual([1]);
    expect(result.spiking).toBeCloseTo((2 / 3 + 1 / 3) / 2, 9);
  });

  it('has times where neurons fire once at most', () => {
    const counter = createActivityCounter(3, { ...lif, neuronId: 'firstSpikeLif', params: {} });
    counter.add(sample([0, 2.5], [1, 4]));
    counter.add(sample([0, 3.5]));
    const result = counter.result();
    expect(result).toMatchObject({
      quantity: 'firstSpike',
      mean: 7,
      deviation: 1,
      saturated: null,
    });
    expect(result.silent.count).toBe(1);
    expect(result.histogram.apart).toBe(1);
  });

  it('has no mean time where nothing fires', () => {
    const counter = createActivityCounter(2, { ...lif, params: { maxSpikes: 1 } });
    counter.add(sample());
    expect(counter.result()).toMatchObject({ mean: null, spiking: 0, silent: { count: 2 } });
  });

  it('knows how often each neuron can fire', () => {
    expect(mostSpikes(lif)).toBe(5);
    expect(mostSpikes({ ...lif, params: {} })).toBe(10);
    expect(mostSpikes({ ...lif, params: { maxSpikes: 30 } })).toBe(30);
    expect(mostSpikes({ ...lif, params: { tauRefMs: 4 } })).toBe(5);
  });
});

describe('histograms', () => {
  const sum = (counts: Uint32Array): number => counts.reduce((all, count) => all + count, 0);

  it('count every value once and keep zeros apart', () => {
    const values = [-2, -1, 0, 0, 1e-3, 2];
    for (const histogram of [symmetricHistogram(values), decadeHistogram(values)]) {
      expect(sum(histogram.counts) + histogram.apart).toBe(6);
      expect(histogram.apart).toBe(2);
    }
    expect(symmetricHistogram(values)).toMatchObject({ low: -2, high: 2 });
    expect(symmetricHistogram(values).counts.at(-1)).toBe(1);
  });

  it('find a gradient in its decade, and hold what is beyond the ends', () => {
    const { low, high, counts } = decadeHistogram([1e-5, 1e-30, 1e30]);
    const bin = Math.floor(((-5 - low) / (high - low)) * counts.length);
    expect([counts[0], counts[bin], counts.at(-1)]).toEqual([1, 1, 1]);
  });

  it('are empty for a layer in silence', () => {
    expect(positiveHistogram([0, 0])).toMatchObject({ low: 0, high: 0, apart: 2 });
  });
});
