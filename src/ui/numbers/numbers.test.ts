import { describe, expect, it } from 'vitest';
import { editableNumber, formatDuration, formatInteger, formatNumber } from './formatNumber.ts';
import { parseNumber } from './parseNumber.ts';
import { arrowStep, shareFromValue, stepValue, valueFromShare } from './stepValue.ts';

describe('printing numbers', () => {
  it('keeps three significant digits, trailing zeros included', () => {
    const values = [0.5, 12, 123.4, 1234, 9.999, -0.25, 0.00001234, 0, NaN, -Infinity];
    const texts = [
      '0.500',
      '12.0',
      '123',
      '1\u202f230',
      '10.0',
      '−0.250',
      '1.23e-5',
      '0.00',
      '–',
      '−∞',
    ];
    expect(values.map(formatNumber)).toEqual(texts);
  });

  it('prints what it can read back', () => {
    for (const value of [0.1, 1e-7, -3, 123456.789, 5e21]) {
      expect(parseNumber(editableNumber(value))).toBe(value);
      expect((parseNumber(formatNumber(value)) ?? NaN) / value).toBeCloseTo(1, 2);
    }
  });

  it('rounds durations to five seconds or a minute', () => {
    expect([2, 12, 61, 3900].map(formatDuration)).toEqual(['5 s', '10 s', '1 min', '1 h 5 min']);
    expect(formatInteger(-12000)).toBe('−12\u202f000');
  });
});

describe('reading numbers', () => {
  it('takes point and comma, both minus signs, grouping and exponents', () => {
    const texts = ['0.5', '0,5', '−3', '1,234.5', '1.234,5', '1e-3', ' 20 ', '.5', '1 000'];
    expect(texts.map(parseNumber)).toEqual([0.5, 0.5, -3, 1234.5, 1234.5, 0.001, 20, 0.5, 1000]);
  });

  it('refuses everything else', () => {
    for (const text of [
      '',
      'abc',
      '1.2.3',
      '1e',
      '--1',
      '0x10',
      'Infinity',
      'NaN',
      '1e999',
      '5 ms',
    ]) {
      expect(parseNumber(text), text).toBeNull();
    }
  });
});

describe('stepping', () => {
  const linear = { min: 0, max: 5, softMin: 0, softMax: 2 };
  const log = { min: 0.1, max: 1000, softMin: 1, softMax: 200, scale: 'log' } as const;

  it('steps in tidy numbers and stops at the hard limits', () => {
    expect(arrowStep(1, linear)).toBeCloseTo(0.01);
    expect(stepValue(0.2, 10, linear)).toBe(0.3);
    expect(stepValue(4.999, 10, linear)).toBe(5);
    expect(stepValue(3, 1, { min: 1, max: 9, integer: true })).toBe(4);
  });

  it('steps with the size of the value on log scales', () => {
    expect(
      [arrowStep(20, log), arrowStep(150, log), arrowStep(0.5, log)].map((x) =>
        Number(x.toPrecision(3)),
      ),
    ).toEqual([1, 10, 0.01]);
  });

  it('places values on the slider and back', () => {
    expect(shareFromValue(Math.sqrt(200), log)).toBeCloseTo(0.5);
    expect([shareFromValue(9, linear), shareFromValue(-1, linear)]).toEqual([1, 0]);
    for (const value of [1, 2.5, 20, 137, 200]) {
      expect(valueFromShare(shareFromValue(value, log), log)).toBeCloseTo(value, 6);
    }
  });
});
