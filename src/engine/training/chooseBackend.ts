/**
 * Which backend trains this experiment: the one asked for, or the faster of those that can.
 *
 * `auto` times real updates of the very network, because small networks are faster on WASM than on
 * most graphics cards. A software adapter is never timed: it takes the processor it competes with.
 */
import type { Experiment } from '#model/experiment.ts';
import type {
  BackendCandidate,
  BackendChoice,
  BackendName,
  BackendReport,
} from '#protocol/training.ts';
import { isWasmStarted, useBackend, webgpuAvailability } from '../backends.ts';
import { hasEffects } from '../effects/activeEffects.ts';
import { wasmThreads } from '../kernels/wasmRuntime.ts';
import { methodOf } from '../methods/index.ts';
import type { LearnerContext } from './learner.ts';
import { createSession } from './session.ts';

/** Below this an update costs less than the dispatches a GPU would need for it. */
const FAST_ENOUGH_MS = 3;
const TIMED_UPDATES = 3;

export async function chooseBackend(
  context: LearnerContext,
  choice: BackendChoice,
): Promise<BackendReport> {
  const { assets, experiment } = context;
  const webgpu = await webgpuAvailability();
  const candidate = (
    name: BackendName,
    available: boolean,
    detail: string,
    msPerUpdate: number | null = null,
  ): BackendCandidate => ({ name, available, detail, msPerUpdate });
  const gpu = candidate('webgpu', webgpu.available, webgpu.detail);
  const cpu = candidate('wasm', true, 'processor, SIMD');
  const report = async (
    name: BackendName,
    reason: string,
    candidates: readonly BackendCandidate[],
  ): Promise<BackendReport> => {
    await useBackend(name, assets);
    return { name, choice, reason, candidates: candidates.map(withThreads) };
  };

  const noWebgpu = whyNoWebgpu(experiment);
  if (noWebgpu !== null) {
    return report('wasm', `WASM: ${noWebgpu}`, [cpu, candidate('webgpu', false, noWebgpu)]);
  }
  if (choice === 'webgpu' && webgpu.available) {
    try {
      await useBackend('webgpu', assets);
      // A shader that does not compile or memory that runs out shows in the first update.
      await timeUpdates(context, 0);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return report('wasm', `WASM, because WebGPU failed: ${reason}`, [
        cpu,
        candidate('webgpu', false, reason),
      ]);
    }
    return report('webgpu', `WebGPU, as chosen (${webgpu.detail}).`, [cpu, gpu]);
  }
  if (choice === 'webgpu') {
    return report('wasm', `WASM, because ${webgpu.detail}.`, [cpu, gpu]);
  }
  if (choice === 'wasm') return report('wasm', 'WASM, as chosen.', [cpu, gpu]);
  if (!webgpu.available) return report('wasm', `WASM, because ${webgpu.detail}.`, [cpu, gpu]);
  if (webgpu.software) {
    return report(
      'wasm',
      `WASM: the WebGPU adapter (${webgpu.detail}) is drawn by the processor itself.`,
      [cpu, gpu],
    );
  }

  await useBackend('wasm', assets);
  const wasmMs = await timeUpdates(context, TIMED_UPDATES);
  const timedCpu = candidate('wasm', true, cpu.detail, wasmMs);
  if (wasmMs < FAST_ENOUGH_MS) {
    return report(
      'wasm',
      `WASM: an update takes ${format(wasmMs)}, less than starting one on a graphics card.`,
      [timedCpu, gpu],
    );
  }
  let gpuMs: number;
  try {
    await useBackend('webgpu', assets);
    gpuMs = await timeUpdates(context, TIMED_UPDATES);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return report('wasm', `WASM, because WebGPU failed: ${reason}`, [
      timedCpu,
      candidate('webgpu', false, reason),
    ]);
  }
  const timedGpu = candidate('webgpu', true, webgpu.detail, gpuMs);
  return gpuMs < wasmMs
    ? report('webgpu', `WebGPU: ${format(gpuMs)} an update, WASM ${format(wasmMs)}.`, [
        timedCpu,
        timedGpu,
      ])
    : report('wasm', `WASM: ${format(wasmMs)} an update, WebGPU ${format(gpuMs)}.`, [
        timedCpu,
        timedGpu,
      ]);
}

/** Why an experiment cannot run on WebGPU, in words for the person; null where it can. */
export function whyNoWebgpu(experiment: Experiment): string | null {
  const { noWebgpu } = methodOf(experiment.rule.id);
  return (
    noWebgpu ?? (hasEffects(experiment) ? 'Hardware effects are computed on the processor.' : null)
  );
}

/** Says on how many threads WASM runs, which is known once it has started. */
function withThreads(candidate: BackendCandidate): BackendCandidate {
  if (candidate.name !== 'wasm' || !isWasmStarted()) return candidate;
  const threads = wasmThreads();
  return {
    ...candidate,
    detail: `${candidate.detail}, ${threads} thread${threads === 1 ? '' : 's'}`,
  };
}

/** Median of a few updates on throw-away weights, after one that compiles and warms up. */
async function timeUpdates(context: LearnerContext, timed: number): Promise<number> {
  const session = await createSession(context);
  const times: number[] = [];
  try {
    for (let i = 0; i <= timed; i++) {
      const start = performance.now();
      await session.step().read();
      if (i > 0) times.push(performance.now() - start);
    }
  } finally {
    session.dispose();
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity;
}

function format(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
