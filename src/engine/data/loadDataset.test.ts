import { describe, expect, it } from 'vitest';
import { circles } from '#catalog/datasets/circles.ts';
import { yinYang } from '#catalog/datasets/yinYang.ts';
import type { DatasetEntry, DatasetIo } from '#model/catalog.ts';
import { createDatasetCache, loadDataset } from './loadDataset.ts';

const NO_FILES: DatasetIo = { read: () => Promise.reject(new Error('no files here')) };

describe('createDatasetCache', () => {
  it('loads the same data set once, whichever way its defaults are written', async () => {
    const cache = createDatasetCache(NO_FILES);
    const spelt = { noise: 0.03, nTest: 1000, nTrain: 2000 };
    const [a, b] = await Promise.all([cache.load(circles, {}, 1), cache.load(circles, spelt, 1)]);
    expect(a).toBe(b);
  });

  it('tells parameters apart, and seeds where they matter', async () => {
    const cache = createDatasetCache(NO_FILES);
    const first = await cache.load(circles, {}, 1);
    expect(await cache.load(circles, { noise: 0.1 }, 1)).not.toBe(first);
    expect(await cache.load(circles, {}, 2)).not.toBe(first);
    expect(await cache.load(yinYang, {}, 1)).toBe(await cache.load(yinYang, {}, 2));
  });

  it('lets go of the data set unused for longest', async () => {
    const cache = createDatasetCache(NO_FILES);
    const load = (seed: number) => cache.load(circles, { nTrain: 2, nTest: 2 }, seed);
    const [first, second] = [await load(1), await load(2)];
    await load(3);
    expect(await load(1)).toBe(first);
    await load(4);
    expect(await load(1)).toBe(first);
    expect(await load(2)).not.toBe(second);
  });

  it('tries again after a failure', async () => {
    let fails = true;
    const flaky: DatasetEntry = {
      ...circles,
      load: (io, params, random) =>
        fails ? Promise.reject(new Error('offline')) : circles.load(io, params, random),
    };
    const cache = createDatasetCache(NO_FILES);
    await expect(cache.load(flaky, {}, 1)).rejects.toThrow('offline');
    fails = false;
    await expect(cache.load(flaky, {}, 1)).resolves.toHaveProperty('train.count', 2000);
  });
});

it('loads the same numbers with and without the cache', async () => {
  const cached = await createDatasetCache(NO_FILES).load(circles, {}, 7);
  expect(await loadDataset(circles, {}, 7, NO_FILES)).toEqual(cached);
});
