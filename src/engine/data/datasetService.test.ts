import { describe, expect, it } from 'vitest';
import { nodeDatasetIo } from '../../../scripts/nodeDatasetIo.ts';
import { yinYangPoints } from '#catalog/datasets/yinYang.ts';
import { createDatasetService } from './datasetService.ts';

const YIN_YANG = { datasetId: 'yinYang', params: {}, seed: 1 };
const MNIST = { datasetId: 'mnist', params: {}, seed: 1 };
const PRESENTATION = { steps: 25, dtMs: 1, seed: 1, epoch: 0 };

async function service() {
  const made = createDatasetService(() => nodeDatasetIo());
  await made.configure('https://host.test/data/');
  return made;
}

describe('createDatasetService', () => {
  it('sums a data set up', async () => {
    const { load } = await service();
    expect(await load(YIN_YANG)).toEqual({
      counts: { train: 5000, test: 1000 },
      classes: ['yang', 'yin', 'dot'],
      trainClassCounts: [1681, 1702, 1617],
      shape: [4],
      bytes: 6000 * (4 * 4 + 1),
    });
  });

  it('keeps images as bytes', async () => {
    const { load, sample, thumbnails, points } = await service();
    expect((await load(MNIST)).bytes).toBe(70000 * 785);
    const { values, label } = await sample(MNIST, 'train', 0);
    expect([values.length, label]).toEqual([784, 5]);
    expect(Math.max(...values)).toBe(1);
    const tiles = await thumbnails(MNIST, 'train', [0, 1]);
    expect([tiles?.width, tiles?.height, tiles?.channels]).toEqual([28, 28, 1]);
    expect([...(tiles?.labels ?? [])]).toEqual([5, 0]);
    expect([...(tiles?.pixels.subarray(0, 784) ?? [])]).toEqual(
      [...values].map((v) => Math.round(v * 255)),
    );
    expect(await points(MNIST, 'train', 5)).toBeNull();
  });

  it('gives points of data in the plane and no thumbnails', async () => {
    const { points, thumbnails } = await service();
    const expected = yinYangPoints(40, 3);
    expect(await points(YIN_YANG, 'test', 3)).toEqual({
      x: Float32Array.from(expected, ({ x }) => x),
      y: Float32Array.from(expected, ({ y }) => y),
      labels: Uint8Array.from(expected, ({ label }) => label),
    });
    expect((await points(YIN_YANG, 'test', 1e9))?.x.length).toBe(1000);
    expect(await thumbnails(YIN_YANG, 'test', [0])).toBeNull();
  });

  it('encodes a sample as events in order of step, or as currents', async () => {
    const { encodeSample, sample } = await service();
    const { values, label } = await sample(YIN_YANG, 'test', 2);
    const still = await encodeSample(
      YIN_YANG,
      'test',
      2,
      { id: 'constant', params: { gain: 2 } },
      PRESENTATION,
    );
    expect(still).toEqual({
      kind: 'static',
      values: values.map((v) => 2 * v),
      label,
      decoded: values,
    });

    const timed = await encodeSample(
      YIN_YANG,
      'test',
      2,
      { id: 'latency', params: {} },
      PRESENTATION,
    );
    if (timed.kind !== 'spikes') throw new Error('the latency code gives events');
    expect([...timed.inputs].sort((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    timed.inputs.forEach((input, i) =>
      expect(timed.steps[i]).toBe(Math.round((1 - values[input]!) * 24)),
    );
    expect([...timed.steps]).toEqual([...timed.steps].sort((a, b) => a - b));
  });

  it('says what is wrong with an index or an id', async () => {
    const { sample, load } = await service();
    await expect(sample(YIN_YANG, 'test', 1000)).rejects.toThrow('got 1000, expected 0 to 999');
    await expect(load({ ...YIN_YANG, datasetId: 'nope' })).rejects.toThrow('no data set "nope"');
  });

  it('asks for the data folder before it reads a file', async () => {
    const { load } = createDatasetService(() => nodeDatasetIo());
    await expect(load(MNIST)).rejects.toThrow('configure()');
  });
});
