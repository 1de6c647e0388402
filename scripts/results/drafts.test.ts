import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDrafts } from './drafts.ts';
import type { RunSpec } from './row.ts';
import { TINY_ROW } from './testRecords.ts';

const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;
const spec: RunSpec = { row: TINY_ROW, variant: null, experiment: TINY_ROW.experiment };

describe('drafts', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drafts-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('give back the last and the best state', async () => {
    const drafts = createDrafts(spec, folder);
    expect(await drafts.read()).toBeNull();
    await drafts.write({ last: bytes(1), best: null });
    expect(await createDrafts(spec, folder).read()).toEqual({ last: bytes(1), best: null });
    // Within ten seconds of the first: held back until flushed.
    await drafts.write({ last: bytes(2), best: bytes(9) });
    expect(await drafts.read()).toEqual({ last: bytes(1), best: null });
    await drafts.flush();
    expect(await drafts.read()).toEqual({ last: bytes(2), best: bytes(9) });
  });

  it('are of one document and seed', async () => {
    await createDrafts(spec, folder).write({ last: bytes(1), best: null });
    const { experiment } = spec;
    const others = [
      { ...spec, experiment: { ...experiment, seed: experiment.seed + 1 } },
      { ...spec, experiment: { ...experiment, batchSize: experiment.batchSize + 1 } },
      { ...spec, variant: { id: 'other', at: [1], experiment } },
    ];
    for (const other of others) expect(await createDrafts(other, folder).read()).toBeNull();
  });

  it('leave only the chosen epoch when the run is done', async () => {
    const drafts = createDrafts(spec, folder);
    await drafts.write({ last: bytes(1), best: bytes(3) });
    await drafts.close();
    expect(await drafts.read()).toBeNull();
    expect(await drafts.readBest()).toEqual(bytes(3));
    expect(await readdir(folder)).toHaveLength(1);
  });
});
