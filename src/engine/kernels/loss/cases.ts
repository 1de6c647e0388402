/** Every loss with every readout it accepts, its options, and activity to try it on. */
import { catalog } from '#catalog/index.ts';
import type { ReadoutMeasure } from '#model/catalog.ts';
import { sparse, uniform } from '../wasm/randomTensor.ts';
import type { LossId, LossSettings, StepMeasure } from './loss.ts';
import { computeLoss } from './loss.ts';

const STEPS = 5;
const BATCH = 67;
const CLASSES = 4;

const IDS = [
  'ceCount',
  'ceMembrane',
  'ceEachStep',
  'mseCount',
  'countTargets',
] as const satisfies LossId[];
const plain = {
  countScale: 1,
  sumSteps: false,
  rateOn: 0.8,
  rateOff: 0.05,
  countTrue: 1.5,
  countFalse: 0.5,
  margin: 0,
  isMean: false,
};
const OPTIONS: Readonly<Record<LossId, readonly Partial<LossSettings>[]>> = {
  ceCount: [{}, { countScale: 0.3 }],
  ceMembrane: [{}],
  ceEachStep: [{}, { sumSteps: true }],
  mseCount: [{}, { rateOn: 0.4, rateOff: 0.1 }],
  countTargets: [{}, { isMean: true }, { margin: 0.3, countFalse: 0.2 }],
};

export interface LossCase {
  readonly name: string;
  readonly settings: LossSettings;
}

function isStepMeasure(measure: ReadoutMeasure): measure is StepMeasure {
  return measure !== 'firstSpike';
}

export const lossCases: readonly LossCase[] = IDS.flatMap((loss) => {
  const entry = catalog.losses.find(({ id }) => id === loss);
  if (entry === undefined) throw new Error(`${loss} is not in the catalog`);
  const measures = entry.measures.filter(isStepMeasure);
  return measures.flatMap((measure) =>
    OPTIONS[loss].map((options) => ({
      name: [loss, measure, ...Object.keys(options)].join(', '),
      settings: { ...plain, ...options, loss, measure },
    })),
  );
});

export interface LossBatch {
  readonly shape: readonly [steps: number, batch: number, classes: number];
  /** `[T, B, K]`. */
  readonly activity: Float64Array;
  readonly labels: Float64Array;
}

/** More samples than a workgroup has threads; `spikes` are zeros and ones, full of ties. */
export function lossBatch(kind: 'analog' | 'spikes', batch = BATCH): LossBatch {
  const size = STEPS * batch * CLASSES;
  return {
    shape: [STEPS, batch, CLASSES],
    activity: kind === 'spikes' ? sparse(21, size, 0.4) : uniform(22, size, -2, 3),
    labels: Float64Array.from({ length: batch }, (_, b) => b % CLASSES),
  };
}

export interface LossNumbers {
  readonly gradient: Float64Array;
  readonly scores: Float64Array;
  readonly results: Float64Array;
  /** Mean over the batch. */
  readonly loss: number;
}

export function lossInFloat64(
  settings: LossSettings,
  { shape, activity, labels }: LossBatch,
): LossNumbers {
  const [steps, batch, classes] = shape;
  const gradient = new Float64Array(activity.length).fill(NaN);
  const scores = new Float64Array(batch * classes);
  const results = new Float64Array(2 * batch);
  const sizes = { steps, batch, classes };
  computeLoss(settings, { activity, labels, ...sizes, gradient, scores, results });
  const loss = results.reduce((sum, value, i) => sum + (i % 2 === 0 ? value / batch : 0), 0);
  return { gradient, scores, results, loss };
}
