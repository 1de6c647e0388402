/** A run on four-dimensional toy data, small enough that a test can train it many times over. */
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import { readContainer } from '#protocol/container.ts';
import { CURVE_COLUMNS, readFrame } from '#protocol/frame.ts';
import type { EngineAssets } from '../backends.ts';
import { createDatasetCache } from '../data/loadDataset.ts';
import type { RunEnvironment, TrainingRun } from './run.ts';
import { createTrainingRun } from './run.ts';

const datasets = createDatasetCache({
  read: () => Promise.reject(new Error('this data set has no files')),
});

export function testRun(assets: EngineAssets, now?: () => number): TrainingRun {
  const environment: RunEnvironment = {
    assets,
    loadDataset: ({ datasetId, params, seed }) =>
      datasets.load(entryOf(catalog.datasets, datasetId), params, seed),
    now: now ?? (() => performance.now()),
    // A message channel would keep Node's timers waiting for a thousand slices.
    yieldNow: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
  return createTrainingRun(environment);
}

interface Overrides {
  readonly seed?: number;
  readonly encoder?: string;
  readonly optimiser?: { readonly id: string; readonly params?: ParamValues };
  readonly clipNorm?: number;
  readonly batchSize?: number;
  readonly lossParams?: ParamValues;
  readonly recurrent?: boolean;
  /** A connection from the input to the readout as well. */
  readonly skip?: boolean;
  readonly nTest?: number;
  readonly stopping?: {
    readonly epochs?: number;
    readonly targetAccuracy?: number;
    readonly validation?: boolean;
  };
}

/** 60 points in 6 updates an epoch. */
export function toyExperiment(given: Overrides = {}): Experiment {
  const { recurrent = false, nTest = 30, encoder = 'constant', clipNorm = 0 } = given;
  return buildExperiment({
    version: 1,
    seed: given.seed ?? 7,
    dataset: { id: 'xor', params: { nTrain: 60, nTest } },
    encoder: { id: encoder },
    simulation: { steps: 6 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        { id: 'hidden', kind: 'dense', params: { units: 12, initGain: 3 } },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'membraneMean' },
          neuron: { id: 'li' },
        },
      ]),
      connections: [
        ...chain(['input', 'hidden', 'readout'], recurrent ? ['hidden'] : []),
        ...(given.skip === true ? chain(['input', 'readout']) : []),
      ],
    },
    rule: { id: 'surrogate', params: { slope: 5 } },
    loss: { id: 'ceMembrane', params: given.lossParams ?? {} },
    optimiser: {
      ...(given.optimiser ?? { id: 'adam', params: { learningRate: 0.02 } }),
      clipNorm,
    },
    batchSize: given.batchSize ?? 10,
    stopping: given.stopping ?? { epochs: 0 },
  });
}

/** Weights and moments by name, bit for bit. */
export async function trainedValues(run: TrainingRun): Promise<Record<string, readonly number[]>> {
  const { sections } = readContainer(await run.checkpoint());
  return Object.fromEntries(
    [...sections].filter(([name]) => name !== 'curve').map(([name, values]) => [name, [...values]]),
  );
}

export interface CurveRow {
  readonly update: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  readonly validationAccuracy: number;
}

/** The curve kept by the run, without its times. */
export async function curveOf(run: TrainingRun): Promise<CurveRow[]> {
  const { sections } = readContainer(await run.checkpoint());
  const values = [...(sections.get('curve') ?? [])];
  const at = (row: number, column: (typeof CURVE_COLUMNS)[number]): number =>
    values[row * CURVE_COLUMNS.length + CURVE_COLUMNS.indexOf(column)] ?? NaN;
  return Array.from({ length: values.length / CURVE_COLUMNS.length }, (_, row) => ({
    update: at(row, 'update'),
    trainLoss: at(row, 'trainLoss'),
    testLoss: at(row, 'testLoss'),
    testAccuracy: at(row, 'testAccuracy'),
    validationAccuracy: at(row, 'validationAccuracy'),
  }));
}

/** Frames as they arrive; the sink answers after `delayMs`. */
export function collectFrames(
  run: TrainingRun,
  delayMs = 0,
): { frames: ReturnType<typeof readFrame>[] } {
  const frames: ReturnType<typeof readFrame>[] = [];
  run.onFrame(async (buffer) => {
    frames.push(readFrame(buffer));
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  });
  return { frames };
}
