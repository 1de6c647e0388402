/** From compiled code to the operations of `wasmKernels.ts`. */
import type { Executor, KernelExports } from './exports.ts';
import { instantiate, kernelOf } from './exports.ts';
import { convPlans, poolPlans } from './plans/conv.ts';
import { densePlans } from './plans/dense.ts';
import { flatPlans } from './plans/flat.ts';
import { lifPlans } from './plans/lif.ts';
import { softLifPlans } from './plans/softLif.ts';
import type { WasmKernels } from './wasmKernels.ts';

/**
 * The kernels on one thread, in place on `memory`: they own none of it and allocate nothing.
 *
 * On tfjs the memory is `backend.wasm.asm.memory` (SIMD build) or `backend.wasm.wasmMemory`
 * (threaded build), and a tensor's address `backend.dataIdMap.get(tensor.dataId).memoryOffset`.
 * Synchronous, so for workers and Node: a page's main thread may refuse to compile 4 kB or more.
 * @throws WebAssembly.CompileError where the bytes are not a module or SIMD is missing.
 */
export function createWasmKernels(
  memory: WebAssembly.Memory,
  bytesOrModule: BufferSource | WebAssembly.Module,
): WasmKernels {
  const module =
    bytesOrModule instanceof WebAssembly.Module
      ? bytesOrModule
      : new WebAssembly.Module(bytesOrModule);
  return kernelsOn(singleThread(instantiate(memory, module)));
}

/** The kernels over whatever runs their parts. */
export function kernelsOn(executor: Executor): WasmKernels {
  return {
    ...lifPlans(executor),
    ...densePlans(executor),
    ...convPlans(executor),
    ...poolPlans(executor),
    ...flatPlans(executor),
    ...softLifPlans(executor),
  };
}

function singleThread(exports: KernelExports): Executor {
  return {
    exports,
    threads: 1,
    partNs: Infinity,
    run: ({ kernel, parts }) => {
      const call = kernelOf(exports, kernel);
      for (const part of parts) call(...part);
    },
  };
}
