import { expect, it } from 'vitest';
import type { LayerActivity } from '#protocol/frame.ts';
import { compareSpikes } from './ghost.ts';

const layer = (events: readonly (readonly [number, number])[]): LayerActivity => ({
  id: 'hidden',
  size: 4,
  neurons: Uint32Array.from(events, ([neuron]) => neuron),
  times: Float32Array.from(events, ([, time]) => time),
  values: new Float32Array(0),
});

it('pairs the spikes of a neuron by nearness, and counts what has no partner', () => {
  const before = layer([
    [0, 3],
    [1, 5],
    [1, 9],
    [2, 4],
  ]);
  const after = layer([
    [0, 3],
    [1, 8.5],
    [3, 2],
    [2, 38],
  ]);
  const ghost = compareSpikes([before], [after], 40);
  expect(ghost).toMatchObject({ moved: 1, appeared: 2, vanished: 2, same: 1 });
  expect(ghost.changes).toContainEqual({ layerId: 'hidden', neuron: 1, before: 9, after: 8.5 });
  expect(ghost.changes).toContainEqual({ layerId: 'hidden', neuron: 1, before: 5, after: null });
  expect(ghost.changes).toContainEqual({ layerId: 'hidden', neuron: 3, before: null, after: 2 });
});

it('finds nothing where nothing changed', () => {
  const same = layer([
    [0, 1],
    [0, 2],
  ]);
  expect(compareSpikes([same], [same], 10)).toMatchObject({ changes: [], same: 2 });
});
