/** A layer of coarse-scale cells by the float32 kernel that the product trains with. */
import type { CellParams } from '#engine/methods/coarse-scale/cell.ts';
import { cellFactors } from '#engine/methods/coarse-scale/cell.ts';
import { firingThreshold } from '#engine/kernels/lif/firingThreshold.ts';
import { createArena } from '#engine/kernels/wasm/arena.ts';
import { createWasmKernels } from '#engine/kernels/wasm/createKernels.ts';
import { lifBackwardScratchBytes, lifForwardScratchBytes } from '#engine/kernels/wasm/scratch.ts';
import { RESET_KIND, SURROGATE_KIND } from '#engine/kernels/wasm/wasmKernels.ts';
import type { Rows } from './measure.ts';
import { floats } from './measure.ts';

export interface KernelTrace {
  readonly membrane: Float32Array;
  readonly spikes: Float32Array;
  readonly gradInput: Float32Array;
}

/** x and dL/ds are [T][n]; null for the cell that the kernel does not compute (h = 0). */
export function kernelCell(
  bytes: BufferSource,
  cell: CellParams,
  x: Rows,
  gradSpikes: Rows,
): KernelTrace | null {
  const { decay, input, inputAfterSpike } = cellFactors(cell);
  if (inputAfterSpike === 0) return null;
  const arena = createArena(4);
  const kernels = createWasmKernels(arena.memory, bytes);
  const [steps, neurons] = [x.length, x[0]?.length ?? 0];
  const bytesOfAll = 4 * steps * neurons;
  const [u, s, grad] = [bytesOfAll, bytesOfAll, bytesOfAll].map((size) => arena.reserve(size)) as [
    number,
    number,
    number,
  ];
  const scratch = arena.reserve(
    lifForwardScratchBytes(neurons, false) + lifBackwardScratchBytes(neurons, false),
  );
  const threshold = { threshold: cell.v0, strictThreshold: true };
  const constants = (theta: number) =>
    [decay, input, 0, theta, 0, RESET_KIND.zero, 0, 1, inputAfterSpike] as const;
  const sizes = [steps, 1, neurons] as const;
  const fires = firingThreshold(threshold);
  kernels.lifForward(arena.floats(floats(x)), 0, ...sizes, ...constants(fires), 0, u, s, scratch);
  kernels.lifBackward(
    ...([u, s, arena.floats(floats(gradSpikes)), 0] as const),
    ...sizes,
    ...constants(cell.v0),
    ...([SURROGATE_KIND.logistic, cell.beta, 1, 0, grad, 0, scratch] as const),
  );
  const view = (at: number): Float32Array =>
    new Float32Array(arena.memory.buffer, at, steps * neurons).slice();
  return { membrane: view(u), spikes: view(s), gradInput: view(grad) };
}
