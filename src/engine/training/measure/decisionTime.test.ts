import { describe, expect, it } from 'vitest';
import { decisionOfMembranes, decisionOfSpikes, scoresOverTime } from './decisionTime.ts';

const events = (...list: [neuron: number, time: number][]) => ({
  neurons: Uint32Array.from(list, ([neuron]) => neuron),
  times: Float32Array.from(list, ([, time]) => time),
});

describe('time to decision by spikes', () => {
  it('is when the final class takes the lead for good', () => {
    const given = events([1, 1], [0, 2], [0, 3], [1, 4], [0, 6], [1, 6]);
    // 1 leads, tie at 2, 0 leads from 3 on, ties at 4 and 6 lose nothing.
    expect(decisionOfSpikes(given, 'spikeCount', 0)).toBe(2);
    expect(decisionOfSpikes(events([0, 1], [1, 2], [1, 3], [0, 5]), 'spikeCount', 0)).toBe(5);
    expect(decisionOfSpikes(events([0, 1], [1, 2], [1, 3], [0, 5]), 'spikeCount', 1)).toBe(2);
  });

  it('is the first spike where that is the answer', () => {
    expect(decisionOfSpikes(events([2, 1.5], [0, 3]), 'firstSpike', 2)).toBe(1.5);
    expect(decisionOfSpikes(events([2, 1.5], [0, 3]), 'firstSpike', 0)).toBeNull();
  });

  it('does not exist in silence, nor where another class is ahead at the end', () => {
    expect(decisionOfSpikes(events(), 'spikeCount', 0)).toBeNull();
    expect(decisionOfSpikes(events(), 'firstSpike', 0)).toBeNull();
    expect(decisionOfSpikes(events([1, 1], [1, 2], [0, 3]), 'spikeCount', 0)).toBeNull();
  });
});

describe('time to decision by membranes', () => {
  const rows = [Float32Array.of(0, 3, 1, 1), Float32Array.of(1, 1, 2, 4)];

  it('follows the score of the document', () => {
    expect([...scoresOverTime(rows[0]!, 'membraneMax')]).toEqual([0, 3, 3, 3]);
    expect([...scoresOverTime(rows[0]!, 'membraneMean')]).toEqual([0, 1.5, 4 / 3, 1.25]);
    expect([...scoresOverTime(rows[0]!, { meanFrom: 2 })]).toEqual([0, 3, 2, 1]);
    expect(decisionOfMembranes(rows, 'membraneLast', 1)).toBe(2);
    expect(decisionOfMembranes(rows, 'membraneMax', 1)).toBe(3);
    expect(decisionOfMembranes(rows, 'membraneMean', 1)).toBe(2);
    expect(decisionOfMembranes(rows, 'membraneMean', 0)).toBeNull();
  });
});
