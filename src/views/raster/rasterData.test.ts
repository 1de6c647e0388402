import { expect, it } from 'vitest';
import type { Activity } from '#state/frames/parts.ts';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { rasterData } from './rasterData.ts';

const info = (change: Partial<LayerInfo>): LayerInfo => ({
  id: '',
  name: '',
  size: 4,
  isInput: false,
  hasNeuron: false,
  hasWeights: false,
  filters: null,
  silentModel: null,
  onlyReshapes: false,
  ...change,
});

const none = {
  neurons: new Uint32Array(0),
  times: new Float32Array(0),
  values: new Float32Array(0),
};

const activity: Activity = {
  sample: {
    split: 'test',
    index: 0,
    label: 0,
    prediction: 0,
    steps: 25,
    dtMs: 2,
    scores: new Float32Array(2),
  },
  layers: [
    { id: 'in', size: 4, ...none, values: Float32Array.of(0, 0.5, 1, 0) },
    { id: 'flat', size: 4, ...none, values: Float32Array.of(0, 0.5, 1, 0) },
    { id: 'hidden', size: 3, ...none, neurons: Uint32Array.of(2), times: Float32Array.of(7) },
    { id: 'out', size: 2, ...none },
  ],
  traces: null,
};

it('names the layers, leaves out a mere change of shape, and says what cannot spike', () => {
  const infos = [
    info({ id: 'in', name: 'Input' }),
    info({ id: 'flat', name: 'Flatten', onlyReshapes: true }),
    info({ id: 'hidden', name: 'Hidden' }),
    info({ id: 'out', name: 'Readout', silentModel: 'Leaky integrator' }),
  ];
  const { steps, dtMs, layers } = rasterData(activity, infos);
  expect([steps, dtMs]).toEqual([25, 2]);
  expect(layers.map(({ name }) => name)).toEqual(['Input', 'Hidden', 'Readout']);
  expect(layers[0]?.values).toHaveLength(4);
  expect(layers[1]).toMatchObject({ size: 3, neurons: Uint32Array.of(2) });
  expect(layers[1]?.note).toBeUndefined();
  expect(layers[2]?.note).toBe('Leaky integrator: never fires');
});

it('shows a layer that the document no longer has under its id', () => {
  expect(rasterData(activity, []).layers.map(({ name }) => name)).toContain('hidden');
});
