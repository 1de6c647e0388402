/** Dense products as jobs for threads: rows of outputs, rows of a weight gradient. */
import type { Executor, KernelExports } from '../exports.ts';
import {
  denseForwardScratchBytes,
  gradWeightsGroups,
  gradWeightsListBytes,
  scratchStride,
} from '../scratch.ts';
import type { WasmKernels } from '../wasmKernels.ts';
import { PRODUCT_PATH } from '../wasmKernels.ts';
import { FLOAT, runParts, split } from './split.ts';

/** Below this share of nonzero inputs the event lists win. */
export const EVENT_DENSITY = 0.4;
/** Rough costs on one thread, to weigh work against handing it over. */
const NS_A_PRODUCT = 0.06;
const NS_AN_INPUT = 0.3;
const PANEL = 16;

export type DensePlans = Pick<
  WasmKernels,
  'denseForward' | 'denseGradWeights' | 'denseGradInput' | 'columnSum' | 'sumOverTime'
>;

type GradWeightsArguments = Parameters<KernelExports['gradWeightsEvents']>;

/** Share of nonzero inputs, or what the path says about it. */
export function densityOf(
  executor: Executor,
  path: number,
  x: number,
  rows: number,
  n: number,
): number {
  if (path === PRODUCT_PATH.auto) return executor.exports.measureDensity(x, rows, n);
  return path === PRODUCT_PATH.events ? 0 : 1;
}

export function densePlans(executor: Executor): DensePlans {
  const cost = (density: number, m: number, k: number, n: number): number =>
    m * k * (NS_AN_INPUT + NS_A_PRODUCT * n * Math.max(density, 0.01));

  const denseForward: DensePlans['denseForward'] = (x, w, bias, y, m, k, n, scratch, path) => {
    const density = densityOf(executor, path, x, m, k);
    const ranges = split(m, cost(density, m, k, n), executor, 2);
    const xRow = FLOAT * k;
    const yRow = FLOAT * n;
    if (density < EVENT_DENSITY) {
      const scratchBytes = scratchStride(denseForwardScratchBytes(k, n));
      runParts(
        executor,
        'denseEvents',
        ranges,
        (from, to) => [x + from * xRow, w, bias, y + from * yRow, to - from, k, n, scratch],
        { scratchAt: 7, scratchBytes },
      );
      return;
    }
    const panels = split(Math.ceil(n / PANEL), k * n, executor);
    runParts(executor, 'packPanels', panels, (from, to) => [
      w + FLOAT * PANEL * from,
      yRow,
      k,
      Math.min(n, PANEL * to) - PANEL * from,
      scratch + FLOAT * PANEL * k * from,
    ]);
    runParts(executor, 'gemmPacked', ranges, (from, to) => [
      x + from * xRow,
      scratch,
      bias,
      0,
      y + from * yRow,
      to - from,
      k,
      n,
    ]);
  };

  return {
    denseForward,
    denseGradWeights: (x, gy, gw, m, k, n, scratch, path) => {
      const density = densityOf(executor, path, x, m, k);
      const kernel = density < EVENT_DENSITY ? 'gradWeightsEvents' : 'gradWeightsDense';
      const ns = cost(density, m, k, n);
      const groups = gradWeightsGroups(m, k, n);
      const lists = scratch + FLOAT * (groups - 1) * k * n;
      const own = { scratchAt: 8, scratchBytes: scratchStride(gradWeightsListBytes(m, k, n)) };
      if (groups === 1) {
        // Every part goes over all of gy, so there are few.
        const ranges = split(k, ns, executor, 16, 2);
        runParts(
          executor,
          kernel,
          ranges,
          (from, to) => [x, gy, gw, m, k, n, from, to, lists],
          own,
        );
        return;
      }
      const bounds = Array.from({ length: groups + 1 }, (_, i) => Math.round((i * m) / groups));
      const parts = Array.from({ length: groups }, (_, group): GradWeightsArguments => {
        const [from = 0, to = 0] = [bounds[group], bounds[group + 1]];
        const sums = group === 0 ? gw : scratch + FLOAT * (group - 1) * k * n;
        const rows = [x + FLOAT * k * from, gy + FLOAT * n * from, sums, to - from] as const;
        return [...rows, k, n, 0, k, lists];
      });
      // Small ones are not worth sharing, but are summed in the same groups.
      if (ns > 2 * executor.partNs) executor.run({ kernel, parts, ...own });
      else for (const part of parts) executor.exports[kernel](...part);
      runParts(executor, 'addParts', split(k * n, k * n, executor, 4096), (from, to) => [
        gw,
        scratch,
        groups - 1,
        k * n,
        from,
        to,
      ]);
    },
    denseGradInput: (gy, w, gx, m, k, n, scratch, path) => {
      const ranges = split(k, k * n, executor, 4);
      runParts(executor, 'transpose', ranges, (from, to) => [
        w + FLOAT * n * from,
        FLOAT * n,
        to - from,
        n,
        scratch + FLOAT * from,
        FLOAT * k,
      ]);
      const turned = FLOAT * k * n;
      denseForward(gy, scratch, 0, gx, m, n, k, scratch + turned, path);
    },
    columnSum: (x, out, m, n) => {
      const ranges = split(n, m * n * NS_AN_INPUT, executor, 16);
      runParts(executor, 'columnSum', ranges, (from, to) => [x, out, m, n, from, to]);
    },
    sumOverTime: (x, out, steps, n) => {
      const ranges = split(n, steps * n * NS_AN_INPUT, executor, 1024);
      runParts(executor, 'sumOverTime', ranges, (from, to) => [x, out, steps, n, from, to]);
    },
  };
}
