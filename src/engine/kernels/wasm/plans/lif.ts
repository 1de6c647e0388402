/** LIF layers as jobs for threads: blocks of neurons, or samples where neurons feed each other. */
import type { Executor } from '../exports.ts';
import {
  lifForwardScratchBytes,
  lifStateBytes,
  recurrentWeightBytes,
  scratchStride,
} from '../scratch.ts';
import type { WasmKernels } from '../wasmKernels.ts';
import { FLOAT, runParts, split } from './split.ts';

const LIF_BLOCK = 1024;
/** Rough costs on one thread, to weigh work against handing it over. */
const NS_A_STEP = 1.5;
const NS_A_PRODUCT = 0.06;
/** Samples that go back together: no more than `LIF_SAMPLES` of assembly/lifBackward.ts. */
const SAMPLES = 16;

export type LifPlans = Pick<WasmKernels, 'lifForward' | 'lifBackward'>;

export function lifPlans(executor: Executor): LifPlans {
  const { threads } = executor;
  const blocks = (steps: number, all: number): [number, number][] =>
    split(all, steps * all * NS_A_STEP, executor, LIF_BLOCK);
  const samples = (steps: number, batch: number, neurons: number): [number, number][] => {
    const ns = steps * batch * neurons * (NS_A_STEP + NS_A_PRODUCT * 0.1 * neurons);
    const rounds = Math.ceil(batch / (threads * SAMPLES));
    return split(batch, ns, executor, 1, rounds);
  };
  return {
    lifForward: (x, still, steps, batch, neurons, ...rest) => {
      const [a, g, b, theta, amount, resetKind, refractory, spiking, h, ...more] = rest;
      const [wRec, u, s, scratch] = more;
      const recurrent = wRec !== 0;
      const ranges = recurrent ? samples(steps, batch, neurons) : blocks(steps, batch * neurons);
      const constants = [a, g, b, theta, amount, resetKind, refractory, spiking, h] as const;
      runParts(
        executor,
        'lifForward',
        ranges,
        (from, to) => [
          x,
          still,
          steps,
          batch,
          neurons,
          ...constants,
          wRec,
          u,
          s,
          scratch,
          from,
          to,
        ],
        {
          scratchAt: 17,
          scratchBytes: scratchStride(lifForwardScratchBytes(neurons, recurrent)),
        },
      );
    },
    lifBackward: (u, s, gs, gu, steps, batch, neurons, ...rest) => {
      const [a, g, b, theta, amount, resetKind, refractory, spiking, h, ...more] = rest;
      const [surrogate, steepness, flows, wRec, gradCurrent, sum, scratch] = more;
      const recurrent = wRec !== 0;
      const ranges = recurrent ? samples(steps, batch, neurons) : blocks(steps, batch * neurons);
      const constants = [a, g, b, theta, amount, resetKind, refractory, spiking, h] as const;
      const turned = recurrent ? scratch : 0;
      const packed = recurrent ? turned + FLOAT * neurons * neurons : 0;
      const state = recurrent ? scratch + recurrentWeightBytes(neurons) : scratch;
      if (recurrent) executor.exports.packTransposed(wRec, neurons, packed, turned);
      runParts(
        executor,
        'lifBackward',
        ranges,
        (from, to) => [
          u,
          s,
          gs,
          gu,
          steps,
          batch,
          neurons,
          ...constants,
          surrogate,
          steepness,
          flows,
          turned,
          packed,
          gradCurrent,
          sum,
          state,
          from,
          to,
        ],
        { scratchAt: 23, scratchBytes: scratchStride(lifStateBytes(neurons, recurrent)) },
      );
    },
  };
}
