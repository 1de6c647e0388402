/**
 * Threads that share the calls of kernels.
 *
 * The owner and its helpers take the parts of a job from one counter, so that a thread that is held
 * up takes fewer and one that has stopped before taking any is not missed. Which thread computes a
 * part does not show in the results.
 */
import type { Executor, Job, KernelName } from '../exports.ts';
import { instantiate, kernelOf } from '../exports.ts';
import { MAX_ARGUMENTS, MAX_PARTS, WORD, createControl, spin, takePart } from './control.ts';
import type { HelperOrders } from './helper.ts';
import { kernelNames } from './helper.ts';

export interface PoolOptions {
  /** Shared with tfjs. */
  readonly memory: WebAssembly.Memory;
  /** Compiled for shared memory. */
  readonly module: WebAssembly.Module;
  /** Threads in all, the owner's included. */
  readonly threads: number;
  /** A worker that answers `HelperOrders` with a message and then serves. */
  readonly createHelper: () => Worker;
  /** Told once, when a helper has stopped and work goes on without any. */
  readonly onLost: (message: string) => void;
  /** Below this a part costs more to hand over than to compute. */
  readonly partNs?: number;
  /** Patience with a helper's part. */
  readonly lostAfterMs?: number;
}

export interface Pool extends Executor {
  /** Ends the helpers. */
  dispose(): void;
}

const PART_NS = 12_000;
/** A part takes milliseconds; this long only where its thread is gone. */
const LOST_AFTER_MS = 5000;
const START_WITHIN_MS = 10_000;
const SPIN_MS = 0.05;
const WAIT_MS = 50;

/**
 * Starts the helpers and waits until all serve.
 * @throws Error when one does not start
 */
export async function createPool(options: PoolOptions): Promise<Pool> {
  const { memory, module, threads, createHelper, onLost } = options;
  const control = createControl();
  const { words, values } = control;
  const exports = instantiate(memory, module);
  const names = kernelNames(module);
  const helpers: Worker[] = [];
  const endHelpers = (): void => {
    for (const helper of helpers.splice(0)) helper.terminate();
  };
  try {
    const orders = { control: control.buffer, memory, module };
    const starts = Array.from({ length: threads - 1 }, (_, index) => {
      const helper = createHelper();
      helpers.push(helper);
      return started(helper, { ...orders, thread: index + 1 });
    });
    await Promise.all(starts);
  } catch (error) {
    endHelpers();
    throw error;
  }

  const patience = Math.ceil((options.lostAfterMs ?? LOST_AFTER_MS) / WAIT_MS);
  const canWait = mayWait(words);

  function publish({ kernel, parts, scratchAt, scratchBytes }: Job): void {
    words[WORD.kernel] = names.indexOf(kernel);
    words[WORD.parts] = parts.length;
    words[WORD.arguments] = parts[0]?.length ?? 0;
    words[WORD.scratchAt] = scratchAt;
    words[WORD.scratchBytes] = scratchBytes;
    parts.forEach((part, index) => {
      values.set(part, index * MAX_ARGUMENTS);
      words[WORD.finished + index] = 0;
    });
    Atomics.store(words, WORD.done, 0);
    // From here on parts are taken.
    Atomics.store(words, WORD.remaining, parts.length);
    Atomics.add(words, WORD.job, 1);
    if (Atomics.load(words, WORD.sleepers) > 0) Atomics.notify(words, WORD.job);
  }

  /** Whether all parts got done. */
  function awaitParts(count: number): boolean {
    const isDone = (): boolean => Atomics.load(words, WORD.done) === count;
    if (isDone() || spin(isDone, SPIN_MS)) return true;
    for (let waits = 0; waits < patience; waits++) {
      if (!canWait) {
        if (spin(isDone, WAIT_MS)) return true;
        continue;
      }
      Atomics.store(words, WORD.callerWaits, 1);
      const seen = Atomics.load(words, WORD.done);
      // Counts waits, not time: a machine that sleeps loses no helper.
      if (seen !== count && Atomics.wait(words, WORD.done, seen, WAIT_MS) !== 'timed-out')
        waits = 0;
      Atomics.store(words, WORD.callerWaits, 0);
      if (isDone()) return true;
    }
    return false;
  }

  function share(job: Job): void {
    const call = kernelOf(exports, job.kernel);
    publish(job);
    for (let part = takePart(words); part >= 0; part = takePart(words)) {
      call(...job.parts[part]!);
      words[WORD.finished + part] = 1;
      Atomics.add(words, WORD.done, 1);
    }
    if (awaitParts(job.parts.length)) return;
    endHelpers();
    job.parts.forEach((part, index) => {
      if (words[WORD.finished + index] !== 1) call(...part);
    });
    onLost(LOST);
  }

  return {
    exports,
    threads,
    partNs: options.partNs ?? PART_NS,
    run: <Name extends KernelName>(job: Job<Name>): void => {
      if (job.parts.length === 1 || helpers.length === 0) {
        const call = kernelOf(exports, job.kernel);
        for (const part of job.parts) call(...part);
        return;
      }
      for (let from = 0; from < job.parts.length; from += MAX_PARTS) {
        share({ ...job, parts: job.parts.slice(from, from + MAX_PARTS) } as Job);
      }
    },
    dispose: endHelpers,
  };
}

const LOST =
  'A helper thread stopped. Training goes on with one thread; weights of the update that was interrupted may have moved twice.';

/** Resolves when the helper has answered. */
function started(helper: Worker, orders: HelperOrders): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error('a helper thread did not start in time')),
      START_WITHIN_MS,
    );
    helper.onmessage = () => {
      clearTimeout(late);
      resolve();
    };
    helper.onerror = (event) => {
      clearTimeout(late);
      reject(new Error(`a helper thread failed: ${event.message}`));
    };
    helper.postMessage(orders);
  });
}

/** A page's main thread must not block. */
function mayWait(words: Int32Array): boolean {
  try {
    Atomics.wait(words, WORD.done, -1, 0);
    return true;
  } catch {
    return false;
  }
}
