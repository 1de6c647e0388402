/**
 * Toy convergence task: four inputs spike once each, and the order of the last two is the class.
 *
 *   class 0: (0, 0, 1, 2)·τ     class 1: (0, 0, 2, 1)·τ      each time moved by N(0, σ²), mirrored at 0
 *
 * With the two samples of the default and no jitter an epoch of batches of two is a step of full-batch
 * gradient descent, as in the scripts: 50 steps of plain descent at rate 0.1, two outputs, no hidden
 * layer, τ_s = τ.
 * Source: scripts of Bacho & Chu 2022, arXiv 2212.09500.
 */
import type { DatasetEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { GENERATED_LICENCE } from './plane.ts';
import { spikeCounts, spikeDataset } from './spikeSamples.ts';

/** Input times of both classes, in units of the synaptic time constant. */
export const TOY_TIMES = [
  [0, 0, 1, 2],
  [0, 0, 2, 1],
] as const;

const LATEST = 2;

export const toyConvergence = {
  id: 'toyConvergence',
  label: 'Which came first',
  help: 'Four spikes, the last two in either order: the smallest task on which exact spike times can fail to converge.',
  source: 'scripts of Bacho & Chu 2022, arXiv 2212.09500',
  licence: GENERATED_LICENCE,
  shape: [TOY_TIMES[0].length],
  classes: ['third first', 'fourth first'],
  seeded: true,
  hasSpikes: true,
  longestMs: (params) =>
    LATEST * numberParam(params, 'unitMs') + 3 * numberParam(params, 'jitterMs'),
  params: {
    unitMs: number({
      label: 'Unit of time',
      symbol: '\\tau',
      default: 10,
      min: 1,
      max: 100,
      hardMin: 0.1,
      hardMax: 1000,
      scale: 'log',
      unit: 'ms',
      help: 'What lies between the spikes; the task’s authors take the synaptic time constant.',
    }),
    jitterMs: number({
      label: 'Jitter',
      symbol: '\\sigma',
      default: 0,
      min: 0,
      max: 10,
      hardMax: 1000,
      unit: 'ms',
      help: 'Standard deviation by which each spike misses its moment. 0: the two samples of the task.',
    }),
    nTrain: { ...spikeCounts.nTrain, default: 2, min: 2 },
    nTest: { ...spikeCounts.nTest, default: 2, min: 2 },
  },
  load: async (_io, params, random) => {
    const unitMs = numberParam(params, 'unitMs');
    const jitterMs = numberParam(params, 'jitterMs');
    const counts = { nTrain: numberParam(params, 'nTrain'), nTest: numberParam(params, 'nTest') };
    return spikeDataset(counts, TOY_TIMES[0].length, (index) => {
      const label = index % TOY_TIMES.length;
      const spikes = (TOY_TIMES[label] ?? []).map((time, input) => ({
        timeMs: Math.abs(time * unitMs + jitterMs * random.normal()),
        input,
      }));
      return { label, spikes };
    });
  },
} as const satisfies DatasetEntry;
