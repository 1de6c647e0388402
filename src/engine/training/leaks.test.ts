import { expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { alive } from './leaks.ts';
import { collectFrames, testRun, toyExperiment } from './testRun.ts';

const busy = toyExperiment({
  recurrent: true,
  encoder: 'poisson',
  clipNorm: 1,
  lossParams: { rateWeight: 1 },
});

it('keeps nothing alive over a thousand updates', async () => {
  const run = testRun(engineAssets);
  await run.load(busy, 'wasm');
  await run.train({ updates: 30 });
  const before = alive();
  expect(before.tensors).toBeGreaterThan(0);
  await run.train({ updates: 1000 });
  expect(alive()).toEqual(before);
  await run.dispose();
  expect(alive().tensors).toBe(0);
}, 60_000);

it('keeps nothing alive of frames, checkpoints, live changes, resets and failures', async () => {
  const run = testRun(engineAssets);
  collectFrames(run);
  await run.load(busy, 'wasm');
  const everything = async (): Promise<void> => {
    await run.probe({
      ...{ split: 'test', sampleIndex: 0, layerId: 'hidden', neurons: [1, 2] },
      ...{ weightsFrom: 0, decisionGrid: 5 },
    });
    await run.train({ epochs: 2 });
    await run.spikes('test', 1);
    await run.restore(await run.checkpoint());
    await run.applyLive({ ...busy, batchSize: 20 });
    await run.applyLive({
      ...busy,
      optimiser: toyExperiment({ optimiser: { id: 'sgd' } }).optimiser,
    });
    await run.applyLive({ ...busy, network: toyExperiment().network });
    await run.reset();
    await run.load(busy, 'wasm');
    await run.restore(new ArrayBuffer(3)).catch(() => undefined);
  };
  await everything();
  const before = alive();
  for (let i = 0; i < 5; i++) await everything();
  expect(alive()).toEqual(before);

  const optimiser = { id: 'sgd', params: { learningRate: 1000, weightDecay: 10 } };
  await run.load(toyExperiment({ optimiser }), 'wasm');
  await run.train(null).catch(() => undefined);
  await run.load(busy, 'wasm');
  expect(alive()).toEqual(before);

  await run.dispose();
  expect(alive().tensors).toBe(0);
}, 60_000);
