import { describe, expect, it } from 'vitest';
import type { Dataset, Samples } from '#model/catalog.ts';
import { nodeDatasetIo } from '../../../scripts/nodeDatasetIo.ts';
import { digits, readDigits } from './digits.ts';
import { DatasetDamaged } from './errors.ts';

const load = (split: string): Promise<Dataset> => digits.load(nodeDatasetIo(), { split });

const blank = Array.from({ length: 64 }, () => '0');
const line = (label: string, first = '0'): string => [first, ...blank.slice(1), label].join(',');

describe('readDigits', () => {
  it('reads pixels and label of each line', () => {
    const rows = readDigits(`${line('7', '16')}\n${line('3')}\n`);
    expect(rows.length).toBe(2 * 65);
    expect([rows[0], rows[64], rows[65], rows[129]]).toEqual([16, 7, 0, 3]);
  });

  it.each([
    ['a short line', `${line('1')}\n1,2,3`, 'line 2: got 3 numbers, expected 65'],
    ['too much ink', line('1', '17'), 'line 1: got "17", expected a whole number from 0 to 16'],
    ['an unknown class', line('10'), 'got "10", expected a whole number from 0 to 9'],
    ['what is no number', line('1', ''), 'got "", expected a whole number'],
  ])('refuses %s', (_what, text, message) => {
    expect(() => readDigits(text)).toThrow(DatasetDamaged);
    expect(() => readDigits(text)).toThrow(message);
  });
});

describe('digits as shipped', () => {
  it.each([
    ['last360', 1437, 360],
    ['last500', 1297, 500],
    ['shuffled360', 1437, 360],
    ['shuffled500', 1297, 500],
  ])('is cut by %s into %i and %i', async (split, nTrain, nTest) => {
    const { train, test } = await load(split);
    expect([train.count, test.count]).toEqual([nTrain, nTest]);
    for (const { count, values, labels } of [train, test]) {
      expect(values.length).toBe(count * 64);
      expect(labels.length).toBe(count);
    }
    const counts = digits.classes.map(() => 0);
    for (const label of [...train.labels, ...test.labels]) counts[label]! += 1;
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  it('begins with a round 0 whose darkest pixels are 1, and ends with an 8', async () => {
    const { train, test } = await load('last360');
    expect(train.labels.subarray(0, 10).join('')).toBe('0123456789');
    expect(test.labels.at(-1)).toBe(8);
    expect([...train.values.subarray(0, 8)]).toEqual([0, 0, 5, 13, 9, 1, 0, 0]);
    const values = (samples: Samples): number[] =>
      Array.from(samples.values, (value) => value * samples.scale);
    const all = [...values(train), ...values(test)];
    expect(Math.max(...all.slice(0, 6400))).toBe(1);
    // The mean of scikit-learn's `load_digits().data`, 4.884164579855314, over 16.
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    expect(mean).toBeCloseTo(4.884164579855314 / 16, 12);
  });

  it('splits the same digits at another place', async () => {
    const [a, b] = await Promise.all([load('last360'), load('last500')]);
    expect(b.train.values).toEqual(a.train.values.subarray(0, 1297 * 64));
    expect(b.test.labels.subarray(140)).toEqual(a.test.labels);
  });
});
