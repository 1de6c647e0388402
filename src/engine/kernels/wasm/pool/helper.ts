/** What a helper thread does: take parts of jobs, sleep while there are none. */
import { instantiate, kernelOf } from '../exports.ts';
import type { KernelName } from '../exports.ts';
import { MAX_ARGUMENTS, WORD, controlOn, spin, takePart } from './control.ts';

/** What the owner sends a helper first. */
export interface HelperOrders {
  readonly control: SharedArrayBuffer;
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  /** From 1; the owner is thread 0. */
  readonly thread: number;
}

/** How long a helper looks for the next job before it sleeps: the gaps between kernels are shorter. */
const SPIN_MS = 0.1;

/** Names that a job's number stands for: the order of the module's exports. */
export function kernelNames(module: WebAssembly.Module): KernelName[] {
  return WebAssembly.Module.exports(module).map(({ name }) => name as KernelName);
}

/**
 * Serves jobs for ever; `ready` is called before the first. The thread ends with its owner, or when
 * the owner terminates it.
 */
export function serve({ control, memory, module, thread }: HelperOrders, ready: () => void): never {
  const { words, values } = controlOn(control);
  const exports = instantiate(memory, module);
  const kernels = kernelNames(module).map((name) => kernelOf(exports, name));
  const hasWork = (): boolean => Atomics.load(words, WORD.remaining) > 0;
  ready();
  for (;;) {
    const job = Atomics.load(words, WORD.job);
    for (let part = takePart(words); part >= 0; part = takePart(words)) {
      const at = part * MAX_ARGUMENTS;
      const args: number[] = [];
      for (let i = 0; i < words[WORD.arguments]!; i++) args.push(values[at + i]!);
      const scratchAt = words[WORD.scratchAt]!;
      if (scratchAt >= 0) args[scratchAt]! += thread * words[WORD.scratchBytes]!;
      kernels[words[WORD.kernel]!]!(...args);
      words[WORD.finished + part] = 1;
      Atomics.add(words, WORD.done, 1);
      if (Atomics.load(words, WORD.callerWaits) === 1) Atomics.notify(words, WORD.done);
    }
    if (spin(hasWork, SPIN_MS)) continue;
    Atomics.add(words, WORD.sleepers, 1);
    // Returns at once when a job has come since.
    Atomics.wait(words, WORD.job, job);
    Atomics.sub(words, WORD.sleepers, 1);
  }
}
