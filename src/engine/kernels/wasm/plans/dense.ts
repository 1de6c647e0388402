/** Dense products as jobs for threads: rows of outputs, rows of a weight gradient. */
import type { Executor } from '../exports.ts';
import {
  denseForwardScratchBytes,
  gradWeightsGroups,
  gradWeightsListBytes,
  scratchStride,
} from '../scratch.ts';
import type { WasmKernels } from '../wasmKernels.ts';
import { PRODUCT_PATH } from '../wasmKernels.ts';
import { runGroups } from './groups.ts';
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
      const count = gradWeightsGroups(m, k, n);
      const listBytes = scratchStride(gradWeightsListBytes(m, k, n));
      if (count > 1) {
        runGroups(executor, {
          ...{ kernel, count, rows: m, out: gw, size: k * n, scratch, scratchAt: 8, listBytes, ns },
          argumentsOf: (from, to, sums, lists) => {
            const [xAt, gyAt] = [x + FLOAT * k * from, gy + FLOAT * n * from];
            return [xAt, gyAt, sums, to - from, k, n, 0, k, lists];
          },
        });
        return;
      }
      // Every part goes over all of gy, so there are few.
      const ranges = split(k, ns, executor, 16, 2);
      runParts(executor, kernel, ranges, (from, to) => [x, gy, gw, m, k, n, from, to, scratch], {
        scratchAt: 8,
        scratchBytes: listBytes,
      });
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
