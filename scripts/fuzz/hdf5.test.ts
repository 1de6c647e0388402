/**
 * Damaged HDF5 files of both layouts: every one comes to an end with an outcome, without the library's
 * heap or the process growing past 512 MB.
 *
 * The library is C in WebAssembly and can only be stopped from outside, so it reads in a process of its
 * own. FUZZ_FILES sets how many files a layout gets.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { expect, it } from 'vitest';
import { LIBRARY_HEAP_BYTES } from '#engine/data/import/hdf5Library.ts';
import { SILENT_SECONDS } from '#state/import/signsOfLife.ts';
import type { Asked, Read } from './readDamaged.ts';

const FILES = Number(process.env['FUZZ_FILES'] ?? 100);
const MEMORY_BYTES = 512e6;
/** With room for some that are given up. */
const LIMIT_A_FILE_MS = 500;

interface Reader {
  ask(asked: Asked): Promise<Read | 'silent' | 'dead'>;
  end(): void;
}

function startReader(): Reader {
  const child: ChildProcess = fork(new URL('./readDamaged.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    // The library writes at length about what it did not find.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return {
    ask: (asked) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const settle = (outcome: Read | 'silent' | 'dead'): void => {
          clearTimeout(timer);
          child.removeAllListeners();
          resolve(outcome);
        };
        const wait = (): void => {
          clearTimeout(timer);
          timer = setTimeout(() => settle('silent'), 1000 * SILENT_SECONDS);
        };
        child.on('message', (message: Read | { readonly isAlive: true }) =>
          'isAlive' in message ? wait() : settle(message),
        );
        child.on('exit', () => settle('dead'));
        child.send(asked);
        wait();
      }),
    end: () => void child.kill('SIGKILL'),
  };
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

it.each(['shd_train.h5', 'n-tidigits.h5'])(
  'comes to an end with damaged copies of %s',
  async (name) => {
    const counts: Record<string, number> = {};
    const times: number[] = [];
    const bad: string[] = [];
    let [heapBytes, peakBytes] = [0, 0];
    let reader = startReader();
    for (let index = 0; index < FILES; index++) {
      const read = await reader.ask({ name, index });
      const outcome = typeof read === 'string' ? read : read.outcome;
      counts[outcome.slice(0, 7)] = (counts[outcome.slice(0, 7)] ?? 0) + 1;
      if (outcome !== 'good' && outcome !== 'refused') bad.push(`${index}: ${outcome}`);
      if (typeof read === 'string') {
        reader.end();
        reader = startReader();
        continue;
      }
      times.push(read.ms);
      heapBytes = Math.max(heapBytes, read.heapBytes);
      peakBytes = Math.max(peakBytes, read.peakBytes);
    }
    reader.end();
    times.sort((a, b) => a - b);
    const ms = [0.5, 0.99, 1].map((share) => Math.round(quantile(times, share)));
    process.stdout.write(
      `${name}: ${JSON.stringify(counts)}; ms (median, 99 %, longest) ${ms.join(', ')}; ` +
        `peak ${Math.round(heapBytes / 1e6)} MB heap, ${Math.round(peakBytes / 1e6)} MB process\n`,
    );
    expect(bad).toEqual([]);
    expect(counts['good']).toBeGreaterThan(0);
    expect(counts['refused']).toBeGreaterThan(0);
    expect(heapBytes).toBeLessThanOrEqual(LIBRARY_HEAP_BYTES);
    expect(peakBytes).toBeLessThan(MEMORY_BYTES);
  },
  60_000 + FILES * LIMIT_A_FILE_MS,
);
