import { describe, expect, it } from 'vitest';
import type { Activity } from '#state/frames/parts.ts';
import type { CardSubject } from './activity.ts';
import { cardActivity, formatRate, rateOf } from './activity.ts';

const shown: Activity = {
  sample: {
    split: 'test',
    index: 0,
    label: 1,
    prediction: 0,
    steps: 10,
    dtMs: 2,
    scores: Float32Array.of(-1, -3),
  },
  layers: [
    layer('point', 4, [], [], [0.25, 0.5, 0.75, 0.5]),
    layer('hidden', 5, [0, 4], [1, 9], []),
    layer('maps', 8, [3, 3, 7], [0, 1, 2], []),
  ],
  traces: null,
};

function layer(id: string, size: number, neurons: number[], times: number[], values: number[]) {
  return {
    id,
    size,
    neurons: Uint32Array.from(neurons),
    times: Float32Array.from(times),
    values: Float32Array.from(values),
  };
}

const hidden: CardSubject = {
  layerId: 'hidden',
  role: 'weighted',
  shape: [5],
  isSpiking: true,
  isUnfolded: false,
  isPlane: false,
};

describe('what a card shows', () => {
  it('is the raster and the rate of a list of neurons', () => {
    // 2 spikes of 5 neurons in 10 steps of 2 ms.
    expect(rateOf({ times: Float32Array.of(1, 9), size: 5 }, { steps: 10, dtMs: 2 })).toBe(20);
    expect(cardActivity(shown, hidden)).toMatchObject({
      picture: { kind: 'raster', size: 5, steps: 10 },
      rateHz: 20,
      share: 0.04,
    });
  });

  it('is how often each neuron spiked, unfolded', () => {
    const picture = cardActivity(shown, { ...hidden, isUnfolded: true })?.picture;
    if (picture?.kind !== 'neurons') throw new Error('expected neurons');
    expect([...picture.counts]).toEqual([1, 0, 0, 0, 1]);
  });

  it('is the point and the currents of data in the plane', () => {
    const point = { ...hidden, layerId: 'point', role: 'input' as const, shape: [4] as const };
    expect(cardActivity(shown, { ...point, isPlane: true })).toMatchObject({
      picture: { kind: 'values', point: { x: 0.25, y: 0.5 } },
      rateHz: null,
    });
    expect(cardActivity(shown, point)?.picture).toMatchObject({ point: null });
  });

  it('is spike counts in the shape of the feature maps', () => {
    const maps = { ...hidden, layerId: 'maps', shape: [2, 2, 2] as const };
    const picture = cardActivity(shown, maps)?.picture;
    if (picture?.kind !== 'maps') throw new Error('expected maps');
    expect([...picture.values]).toEqual([0, 0, 0, 2, 0, 0, 0, 1]);
  });

  it('is the lead of each class over the last at the readout', () => {
    const readout = {
      ...hidden,
      layerId: 'out',
      role: 'readout' as const,
      shape: [2] as const,
      isSpiking: false,
    };
    const activity = cardActivity(shown, readout);
    expect(activity).toMatchObject({ picture: { predicted: 0, trueClass: 1 }, rateHz: null });
    if (activity?.picture.kind !== 'scores') throw new Error('expected scores');
    expect([...activity.picture.scores]).toEqual([2, 0]);
  });

  it('is the decision map with the sample on it when there is one for as many classes', () => {
    const readout = { ...hidden, layerId: 'out', role: 'readout' as const, shape: [2] as const };
    const map = { gridSize: 1, classes: 2, probabilities: Float32Array.of(0.3, 0.7) };
    expect(cardActivity(shown, readout, map)?.picture).toMatchObject({
      kind: 'decision',
      gridSize: 1,
      point: { x: 0.25, y: 0.5 },
      predicted: 0,
      trueClass: 1,
    });
    expect(cardActivity(shown, readout, { ...map, classes: 3 })?.picture.kind).toBe('scores');
  });

  it('is nothing before the first sample, and of a sample of another network', () => {
    expect(cardActivity(null, hidden)).toBeNull();
    expect(cardActivity(shown, { ...hidden, shape: [6] })).toBeNull();
    expect(cardActivity(shown, { ...hidden, layerId: 'new' })).toBeNull();
  });

  it('prints rates with three digits', () => {
    expect([0.256, 12.34, 266.4].map(formatRate)).toEqual(['0.26', '12.3', '266']);
  });
});
