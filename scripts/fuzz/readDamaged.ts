/**
 * A process that imports one damaged HDF5 file after another and tells what became of each, so that a
 * file that crashes or never ends costs this process alone. It shows that it turns, as the import worker
 * does. Asked with `{ name, index }`, it answers with `Read`.
 */
import { readFileSync } from 'node:fs';
import type { Bytes } from '#engine/data/import/byteSource.ts';
import { attempt } from '#engine/data/import/fault.ts';
import { formatsFor, openSources } from '#engine/data/import/openFiles.ts';
import { prepare } from '#engine/data/import/prepare.ts';
import { previewOf } from '#engine/data/import/preview.ts';
import { belowFrom, damaged } from '#engine/data/import/testing/damage.ts';
import { sourcesOf } from '#engine/data/import/testing/files.ts';
import type { ImportPlan } from '#protocol/import.ts';

export interface Asked {
  /** A file of the fixtures. */
  readonly name: string;
  /** Which of its damaged copies. */
  readonly index: number;
}

export interface Read extends Asked {
  /** "good", "refused", or what went wrong. */
  readonly outcome: string;
  readonly ms: number;
  /** Of the HDF5 library. */
  readonly heapBytes: number;
  /** The most this process ever had. */
  readonly peakBytes: number;
}

const SEED = 7;
const SIGN_EVERY_MS = 1_000;
const PLAN: ImportPlan = {
  name: 'x',
  mapping: {},
  split: 'share',
  testShare: 0.25,
  seed: 1,
  limit: 0,
  scaling: 'whole',
};

const formats = formatsFor({
  loadHdf5: () => import('h5wasm'),
  decodePicture: () => Promise.reject(new Error('no pictures here')),
});
const FIXTURES = new URL('../../src/engine/data/import/fixtures/', import.meta.url);
const whole = new Map<string, Bytes>();

function fileOf(name: string): Bytes {
  const bytes = whole.get(name) ?? Uint8Array.from(readFileSync(new URL(name, FIXTURES)));
  whole.set(name, bytes);
  return bytes;
}

async function outcomeOf({ name, index }: Asked): Promise<string> {
  const bytes = damaged(fileOf(name), belowFrom(SEED, index));
  try {
    const outcome = await attempt(async () => {
      const opened = await openSources(sourcesOf({ [name]: bytes }), {}, formats);
      await previewOf(opened);
      await prepare(opened, PLAN, () => undefined);
    });
    if (outcome.ok) return 'good';
    const isTold = outcome.problems.every(({ where, got }) => where !== '' && got !== '');
    return isTold && outcome.problems.length > 0 ? 'refused' : 'refused without a reason';
  } catch (error) {
    return `thrown: ${error instanceof Error ? error.stack : String(error)}`;
  }
}

async function read(asked: Asked): Promise<Read> {
  const start = performance.now();
  const outcome = await outcomeOf(asked);
  const ms = performance.now() - start;
  const { Module } = await import('h5wasm');
  const heap: unknown = Reflect.get(Module ?? {}, 'HEAPU8');
  const heapBytes = heap instanceof Uint8Array ? heap.length : 0;
  return { ...asked, outcome, ms, heapBytes, peakBytes: 1024 * process.resourceUsage().maxRSS };
}

const answer = async (asked: Asked): Promise<void> => {
  process.send?.(await read(asked));
};
process.on('message', (asked: Asked) => void answer(asked));
// Without one to ask it, it has nothing to live for.
process.on('disconnect', () => process.exit());
setInterval(() => process.send?.({ isAlive: true }), SIGN_EVERY_MS);
