/** The WASM kernels on the inputs of the vectors. */
import type { SoftLifConstants } from '#catalog/neurons/softLif.ts';
import { readFileSync } from 'node:fs';
import { createArena } from '#engine/kernels/wasm/arena.ts';
import { createWasmKernels } from '#engine/kernels/wasm/createKernels.ts';
import { RANDOM_SCRATCH_BYTES, SPIKING_SCRATCH_BYTES } from '#engine/kernels/wasm/scratch.ts';
import { NOISE_KIND } from '#engine/kernels/wasm/wasmKernels.ts';
import type { LifTimes } from '#engine/methods/soft-lif/rates.ts';

function kernelsOn(megabytes: number) {
  const path = new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url);
  const arena = createArena(megabytes);
  return { arena, kernels: createWasmKernels(arena.memory, readFileSync(path)) };
}

/** Outputs and derivatives under currents J of a neuron of gain 1. */
export function kernelRates(
  currents: readonly number[],
  { tauRefS, tauRcS, gain, amp, gamma }: SoftLifConstants,
): { values: ArrayLike<number>; slopes: ArrayLike<number> } {
  const { arena, kernels } = kernelsOn(1);
  const n = currents.length;
  const x = arena.floats(currents.map((j) => (j - 1) / gain));
  const [values, slopes] = [arena.zeros(n), arena.zeros(n)];
  kernels.softLifForward(
    ...([x, values, slopes, 1, n, tauRefS, tauRcS, gain, amp, gamma] as const),
    ...([NOISE_KIND.none, 0, 0, 0, 0, 0, 0, 0, arena.reserve(RANDOM_SCRATCH_BYTES)] as const),
  );
  return { values: arena.view(values, n), slopes: arena.view(slopes, n) };
}

/** Number of spikes of neurons under constant currents J. */
export function kernelSpikes(
  currents: readonly number[],
  { tauRefS, tauRcS }: LifTimes,
  dtS: number,
  steps: number,
): readonly number[] {
  const n = currents.length;
  const { arena, kernels } = kernelsOn(1 + Math.ceil((4 * steps * n) / 1e6));
  const x = arena.floats(currents.map((j) => j - 1));
  const [state, spikes] = [arena.zeros(5 * n), arena.zeros(steps * n)];
  kernels.softLifSpiking(
    ...([x, 1, 0, 1, steps, n, tauRefS, tauRcS, 1, 1, dtS, 0, 0, 1, 0] as const),
    ...([state, spikes, 0, arena.reserve(SPIKING_SCRATCH_BYTES)] as const),
  );
  const fired = arena.view(spikes, steps * n);
  return currents.map((_, k) => fired.reduce((sum, s, i) => (i % n === k ? sum + s : sum), 0));
}
