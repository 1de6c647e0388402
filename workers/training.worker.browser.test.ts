import type { Remote } from 'comlink';
import { proxy, transfer, wrap } from 'comlink';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import type { Experiment } from '#model/experiment.ts';
import type { DatasetWorkerApi } from '#protocol/dataset.ts';
import type { Frame } from '#protocol/frame.ts';
import { CURVE_COLUMNS, readFrame } from '#protocol/frame.ts';
import type { TrainingApi } from '#protocol/training.ts';

const yinYang: Experiment = examples.find(({ id }) => id === 'yin-yang')!.experiment;

let datasets: Worker;
let training: Worker;
let api: Remote<TrainingApi>;
let frames: Frame[];

beforeAll(async () => {
  datasets = new Worker(new URL('./dataset.worker.ts', import.meta.url), { type: 'module' });
  training = new Worker(new URL('./training.worker.ts', import.meta.url), { type: 'module' });
  const data = wrap<DatasetWorkerApi>(datasets);
  await data.configure(new URL('/data/', location.href).href);
  api = wrap<TrainingApi>(training);
  await api.configure(new URL('/', location.href).href);
  const { port1, port2 } = new MessageChannel();
  await data.connect(transfer(port1, [port1]));
  await api.connectDataset(transfer(port2, [port2]));
  frames = [];
  await api.onFrame(proxy((buffer: ArrayBuffer) => void frames.push(readFrame(buffer))));
});
afterAll(() => {
  datasets.terminate();
  training.terminate();
});

describe('training worker', () => {
  it('names its error before anything is loaded', async () => {
    await expect(api.train({ updates: 1 })).rejects.toMatchObject({ name: 'NothingLoaded' });
  });

  it('loads, trains, streams frames and pauses', async () => {
    const report = await api.load(yinYang, 'wasm');
    expect(report).toMatchObject({
      backend: { name: 'wasm', choice: 'wasm' },
      parameterCount: 4 * 120 + 120 + 120 * 3 + 3,
      trainCount: 5000,
      testCount: 1000,
    });
    await api.probe({
      ...{ split: 'test', sampleIndex: 3, layerId: 'hidden', neurons: [0, 5] },
      ...{ weightsFrom: 0, decisionGrid: 8 },
    });
    const ended = api.train(null);
    while ((await api.status()).metrics.update < 20) await new Promise((r) => setTimeout(r, 5));
    const paused = await api.pause();
    expect(paused.phase).toBe('paused');
    expect((await ended).metrics.update).toBe(paused.metrics.update);
    // The last frame may have to wait until the one before was taken.
    await expect.poll(() => frames.at(-1)?.sample?.index).toBe(3);
    const last = frames.at(-1)!;
    expect(last.status.metrics.update).toBe(paused.metrics.update);
    const hidden = last.layers.find(({ id }) => id === 'hidden')!;
    expect(hidden.neurons.length).toBeGreaterThan(0);
    const rows = frames.reduce(
      (sum, frame) => sum + frame.curve.values.length / CURVE_COLUMNS.length,
      0,
    );
    expect(rows).toBe(paused.metrics.update);
  });

  it('keeps checkpoints usable after they have crossed the thread', async () => {
    await api.reset();
    await api.train({ updates: 5 });
    const kept = await api.checkpoint();
    const want = await api.train({ updates: 5 });
    expect((await api.restore(kept)).metrics.update).toBe(5);
    const again = await api.train({ updates: 5 });
    expect(again.metrics).toEqual(want.metrics);
    await expect(api.restore(new ArrayBuffer(8))).rejects.toMatchObject({ name: 'BadCheckpoint' });
  });

  it('refuses an impossible network by name', async () => {
    const network = { ...yinYang.network, connections: [] };
    await expect(api.load({ ...yinYang, network }, 'wasm')).rejects.toMatchObject({
      name: 'ImpossibleNetwork',
    });
  });

  it('gives up its tensors', async () => {
    await api.dispose();
    expect((await api.status()).phase).toBe('empty');
  });
});
