import { expect, it } from 'vitest';
import { equationOf, term, texNumber } from './equation.ts';

it('writes an equation in symbols and in numbers, signs in brackets behind operators', () => {
  const equation = equationOf([
    term('y', 'result', -0.5),
    '=',
    term('a', 'first', -2),
    '\\cdot',
    term('b', 'second', -0.25),
    '+',
    term('a', 'first', -2),
  ]);
  expect(equation.equation).toBe('y = a \\cdot b + a');
  expect(equation.numbers).toBe('-0.5 = -2 \\cdot \\left(-0.25\\right) + \\left(-2\\right)');
  expect(equation.terms.map(({ name }) => name)).toEqual(['result', 'first', 'second']);
});

it('keeps three digits and uses powers of ten where zeros would fill the line', () => {
  expect(texNumber(0.0123456)).toBe('0.0123');
  expect(texNumber(-1.23456e-5)).toBe('-1.23 \\times 10^{-5}');
  expect(texNumber(0)).toBe('0');
  expect(texNumber(Infinity)).toBe('\\infty');
});
