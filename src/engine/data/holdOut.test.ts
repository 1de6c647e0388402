import { describe, expect, it } from 'vitest';
import type { Dataset, Samples } from '#model/catalog.ts';
import { YIN_YANG_SETS, yinYang, yinYangPoints } from '#catalog/datasets/yinYang.ts';
import { holdOut } from './holdOut.ts';

function samples(count: number, first = 0): Samples {
  const values = Uint8Array.from({ length: 2 * count }, (_, i) => first + i);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  return { count, values, scale: 0.5, labels };
}

const dataset: Dataset = { train: samples(13), test: samples(4, 100) };

describe('holdOut', () => {
  it('leaves the data as they are when nothing is held back', () => {
    const held = { trainCount: 13, validationCount: 0 };
    expect(holdOut(dataset, false)).toEqual({ ...held, dataset });
    const own = { ...dataset, validation: samples(3) };
    expect(holdOut(own, false)).toEqual({ ...held, dataset: own });
  });

  it('takes the last sixth of the training samples', () => {
    expect(holdOut(dataset, true)).toEqual({ dataset, trainCount: 11, validationCount: 2 });
  });

  it('cuts MNIST as its papers do', () => {
    const labels = new Uint8Array(60_000);
    const digits: Samples = { count: 60_000, values: labels, scale: 1, labels };
    const held = holdOut({ train: digits, test: digits }, true);
    expect(held).toMatchObject({ trainCount: 50_000, validationCount: 10_000 });
  });

  it('puts the set that the data bring behind all that train', async () => {
    const own = await yinYang.load();
    const held = holdOut(own, true);
    expect(held).toMatchObject({ trainCount: 5000, validationCount: 1000 });
    const { train, test } = held.dataset;
    expect([train.count, test]).toEqual([6000, own.test]);
    expect(train.values.subarray(0, 20_000)).toEqual(own.train.values);
    expect(train.labels.subarray(0, 5000)).toEqual(own.train.labels);
    const { seed, count } = YIN_YANG_SETS.validation;
    yinYangPoints(seed, count).forEach(({ x, label }, i) => {
      expect(train.values[4 * (5000 + i)]).toBe(Math.fround(x));
      expect(train.labels[5000 + i]).toBe(label);
    });
  });

  it('refuses what would leave nothing to train on, or mix two kinds of values', () => {
    expect(() => holdOut({ ...dataset, train: samples(1) }, true)).toThrow('at least 2');
    const other = { ...samples(3), scale: 1 };
    expect(() => holdOut({ ...dataset, validation: other }, true)).toThrow('another way');
  });
});
