import { afterEach, expect, it, vi } from 'vitest';
import { attempt } from './fault.ts';
import { storeImported } from './importStore.ts';
import type { Prepared } from './prepare.ts';

afterEach(() => void vi.unstubAllGlobals());

const samples = (count: number) => ({
  count,
  values: new Uint8Array(count * 1000),
  scale: 1,
  labels: new Uint8Array(count),
});

it('says how much room is missing before it writes anything', async () => {
  const request = vi.fn();
  const estimate = async () => ({ usage: 9e6, quota: 12e6 });
  vi.stubGlobal('navigator', { storage: { estimate }, locks: { request } });
  const prepared: Prepared = {
    dataset: { train: samples(7000), test: samples(500) },
    classes: ['a', 'b'],
    longestMs: 0,
  };
  const input = { prepared, shape: [1000], name: 'x', files: [] } as const;
  const outcome = await attempt(() => storeImported(input, () => undefined));
  expect(outcome).toMatchObject({
    ok: false,
    problems: [{ got: '3 MB free for this site', expected: 'the 8 MB of the data set' }],
  });
  expect(request).not.toHaveBeenCalled();
});
