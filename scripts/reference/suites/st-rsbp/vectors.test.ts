import { describe, expect, it } from 'vitest';
import { isInside } from '../../walk.ts';
import { suite } from '../st-rsbp.ts';
import vectors from './vectors.fixture.json';

const files: Readonly<Record<string, unknown>> = vectors;
const context = {
  sibling: (name: string) =>
    name in files ? Promise.resolve(files[name]) : Promise.reject(new Error(`${name}: not here`)),
};
/** Encoders and tables are not computed on the kernels. */
const REFERENCE_ONLY = ['bsa.json', 'poly-16-4-80.json', 'poly-check.json'];

describe.each(Object.entries(files))('some vectors of %s', (name, json) => {
  it('are met by every engine that computes them', async () => {
    const lines = (await suite.match?.(name, json)?.(json, context)) ?? [];
    const engines = [
      'float64 reference',
      ...(REFERENCE_ONLY.includes(name) ? [] : ['WASM float64']),
    ];
    expect([...new Set(lines.map(({ engine }) => engine))]).toEqual(engines);
    expect(lines.filter((line) => !isInside(line))).toEqual([]);
  });
});

it('leaves unknown formats to nobody', () => {
  expect(suite.match?.('x.json', { kind: 'something else' })).toBeNull();
  expect(suite.match?.('x.json', {})).toBeNull();
});
