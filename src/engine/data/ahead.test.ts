import { expect, it } from 'vitest';
import { buildExperiment } from '#catalog/examples/build.ts';
import type { Experiment } from '#model/experiment.ts';
import type { Prepare } from './ahead.ts';
import { createAhead } from './ahead.ts';

function document(degrees: number, batchSize = 2): Experiment {
  return buildExperiment({
    ...{ version: 1, dataset: { id: 'digits' }, encoder: { id: 'constant' }, batchSize },
    augmentation: [{ id: 'rotation', params: { degrees } }],
    network: { layers: [], connections: [] },
    ...{ rule: { id: 'surrogate' }, loss: { id: 'ceMembrane' }, optimiser: { id: 'adam' } },
  });
}

/** Rows of two numbers: the sample and the epoch. Answers when told. */
function slowThread() {
  const asked: { indices: number[]; epoch: number; answer: () => Promise<void> }[] = [];
  const prepare: Prepare = (_experiment, indices, epoch) =>
    new Promise((resolve) => {
      asked.push({
        indices: [...indices],
        epoch,
        answer: async () => {
          const values = Float32Array.from([...indices].flatMap((index) => [index, epoch]));
          resolve({ kind: 'values', values });
          await new Promise((settled) => setTimeout(settled, 0));
        },
      });
    });
  return { asked, prepare };
}

const ORDER = Uint32Array.of(7, 3, 9, 1, 5, 0, 2, 4, 6, 8);

it('asks a few batches ahead, and gives each sample once', async () => {
  const { asked, prepare } = slowThread();
  const ahead = createAhead(prepare, document(20));
  ahead.advance(ORDER, 4, 2);
  expect(asked.map(({ indices }) => indices)).toEqual([
    [9, 1],
    [5, 0],
  ]);
  expect(ahead.take(9, 4)).toBeNull();
  await asked[0]!.answer();
  expect(asked[2]).toMatchObject({ indices: [2, 4], epoch: 4 });
  expect([...ahead.take(9, 4)!]).toEqual([9, 4]);
  expect(ahead.take(9, 4)).toBeNull();
  expect(ahead.take(1, 5)).toBeNull();
  expect([...ahead.take(1, 4)!]).toEqual([1, 4]);
});

it('passes over what training has made itself', async () => {
  const { asked, prepare } = slowThread();
  const ahead = createAhead(prepare, document(20));
  ahead.advance(ORDER, 0, 2);
  ahead.advance(ORDER, 0, 6);
  await asked[0]!.answer();
  await asked[1]!.answer();
  expect(ahead.take(9, 0)).toBeNull();
  expect(asked.slice(2).map(({ indices }) => indices)).toEqual([
    [2, 4],
    [6, 8],
  ]);
});

it('forgets all of it with another document or epoch', async () => {
  const { asked, prepare } = slowThread();
  const ahead = createAhead(prepare, document(20));
  ahead.advance(ORDER, 0, 2);
  ahead.use(document(30));
  await asked[0]!.answer();
  expect(ahead.take(9, 0)).toBeNull();
  ahead.advance(ORDER, 1, 2);
  await asked[1]!.answer();
  await asked.at(-1)!.answer();
  expect(asked.at(-1)!.epoch).toBe(1);
});

it('asks nobody where nothing changes values, or nobody is there', () => {
  const { asked, prepare } = slowThread();
  createAhead(prepare, document(0)).advance(ORDER, 0, 2);
  const alone = createAhead(undefined, document(20));
  alone.advance(ORDER, 0, 2);
  expect(alone.take(9, 0)).toBeNull();
  expect(asked).toEqual([]);
});

it('gives recordings spike by spike', async () => {
  const recordings = buildExperiment({
    ...{ version: 1, dataset: { id: 'spikePatterns' }, encoder: { id: 'directSpikes' } },
    ...{ batchSize: 2, augmentation: [{ id: 'spikeJitter', params: { sigmaMs: 2 } }] },
    network: { layers: [], connections: [] },
    ...{ rule: { id: 'surrogate' }, loss: { id: 'ceMembrane' }, optimiser: { id: 'adam' } },
  });
  const spikes = {
    offsets: Uint32Array.of(0, 1, 3),
    timesMs: Float32Array.of(5, 6, 7),
    inputs: Uint16Array.of(1, 2, 3),
  };
  const ahead = createAhead(async () => ({ kind: 'spikes', spikes }), recordings);
  ahead.advance(ORDER, 0, 2);
  await new Promise((settled) => setTimeout(settled, 0));
  expect(ahead.takeSpikes(1, 0)).toEqual({
    timesMs: Float32Array.of(6, 7),
    inputs: Uint16Array.of(2, 3),
  });
  expect(ahead.takeSpikes(1, 0)).toBeNull();
  expect(ahead.take(9, 0)).toBeNull();
});
