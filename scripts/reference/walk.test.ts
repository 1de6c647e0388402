import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Measurement, Suite } from './suite.ts';
import type { FileOutcome } from './walk.ts';
import { allInside, walk } from './walk.ts';

const inside: Measurement = {
  engine: 'float64 reference',
  quantity: 'spike times',
  cases: 1,
  largestError: 1e-13,
  tolerance: 1e-12,
  relative: false,
};

const suite: Suite = {
  method: 'known',
  files: {
    'single.json': (json) => [{ ...inside, largestError: (json as { error: number }).error }],
    'empty.json': () => [],
    'throws.json': () => {
      throw new RangeError('tau: got 0, expected above 0');
    },
    'pair.json': async (_, { sibling }) => [
      { ...inside, cases: (await sibling('single.json')) === null ? 0 : 7 },
    ],
  },
  match: (name, json) =>
    name.startsWith('random_') && (json as { kind: string }).kind === 'single_layer'
      ? () => [inside]
      : null,
};

describe('walk', () => {
  let folder = '';
  const put = async (path: string, json: unknown): Promise<void> => {
    const [method = '', file = ''] = path.split('/');
    await mkdir(join(folder, method), { recursive: true });
    await writeFile(join(folder, method, file), JSON.stringify(json));
  };
  const run = (only: readonly string[] = []): Promise<FileOutcome[]> =>
    walk({ folder, suites: [suite], only });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reference-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('measures files by name and by content, in the order of their names', async () => {
    await put('known/single.json', { error: 0 });
    await put('known/random_7.json', { kind: 'single_layer' });
    await writeFile(join(folder, 'known', 'README.md'), 'what the fields mean');
    const outcomes = await run();
    expect(outcomes.map(({ file, kind }) => [file, kind])).toEqual([
      ['random_7.json', 'measured'],
      ['single.json', 'measured'],
    ]);
    expect(allInside(outcomes)).toBe(true);
  });

  it('hands a file the others of its folder', async () => {
    await put('known/single.json', { error: 0 });
    await put('known/pair.json', {});
    const [pair] = await run();
    expect(pair).toMatchObject({ file: 'pair.json', measurements: [{ cases: 7 }] });
  });

  it.each([
    ['a format the suite does not know', 'known/random_8.json', { kind: 'network' }],
    ['a folder without a suite', 'other/single.json', {}],
  ])('does not pass over %s', async (_, path, json) => {
    await put(path, json);
    const outcomes = await run();
    expect(outcomes).toMatchObject([{ kind: 'unrecognised' }]);
    expect(allInside(outcomes)).toBe(false);
  });

  it('does not pass over a file beside the folders', async () => {
    await writeFile(join(folder, 'single.json'), '{}');
    expect(await run()).toMatchObject([{ kind: 'unrecognised', method: '', file: 'single.json' }]);
  });

  it('goes on after a suite that throws, and says why', async () => {
    await put('known/throws.json', {});
    await put('known/single.json', { error: 0 });
    const outcomes = await run();
    expect(outcomes.map(({ kind }) => kind)).toEqual(['measured', 'failed']);
    expect(outcomes[1]).toMatchObject({ reason: 'tau: got 0, expected above 0' });
    expect(allInside(outcomes)).toBe(false);
  });

  it('takes a file on which nothing was measured for a failure', async () => {
    await put('known/empty.json', {});
    expect(await run()).toMatchObject([{ kind: 'failed', reason: 'nothing was measured' }]);
  });

  it('is not content with an error over tolerance, without a number, or with nothing at all', async () => {
    expect(allInside(await run())).toBe(false);
    await put('known/single.json', { error: 2e-12 });
    expect(allInside(await run())).toBe(false);
    // JSON has no such number: null stands for it, and null - null is none.
    await put('known/single.json', {});
    expect(allInside(await run())).toBe(false);
  });

  it('looks only at the folders that were asked for', async () => {
    await put('known/single.json', { error: 0 });
    await put('other/single.json', {});
    expect(allInside(await run(['known']))).toBe(true);
  });
});
