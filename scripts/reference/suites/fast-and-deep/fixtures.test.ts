import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { isInside } from '../../walk.ts';
import { suite } from '../fast-and-deep.ts';

interface Fixture {
  cases: { weights?: number[][][]; output_times?: (number | null)[][] }[];
}

const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`fixtures/${name}.fixture.json`, import.meta.url), 'utf8'));
const context = { sibling: () => Promise.reject(new Error('not used')) };

it.each(['cases', 'lambertw'])('measures %s inside their tolerances', async (name) => {
  const json = await read(name);
  const measurements = await suite.match!('any.json', json)!(json, context);
  expect(measurements.length).toBeGreaterThan(0);
  for (const own of measurements) expect(isInside(own), JSON.stringify(own)).toBe(true);
  if (name !== 'cases') return;
  const engines = new Set(measurements.map(({ engine }) => engine));
  expect([...engines].toSorted()).toEqual(['WASM float64', 'float64 reference']);
});

it('notices a time that is off', async () => {
  const json = (await read('cases')) as Fixture;
  const times = json.cases.find(({ output_times }) => typeof output_times?.[0]?.[0] === 'number')!;
  times.output_times![0]![0]! += 2e-6;
  const measurements = await suite.match!('any.json', json)!(json, context);
  expect(measurements.some((own) => !isInside(own))).toBe(true);
});

it('knows formats by their fields and no others', () => {
  expect(suite.match!('x.json', { cases: [{ kind: 'something else' }] })).toBeNull();
  expect(suite.match!('x.json', { kind: 'single_layer' })).not.toBeNull();
  expect(suite.match!('x.json', null)).toBeNull();
});
