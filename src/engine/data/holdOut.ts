/** The validation set of an experiment: samples of the training split that nothing is trained on. */
import type { Dataset, Samples } from '#model/catalog.ts';
import { inputCount } from './batch.ts';

/** A data set whose training split ends with the validation samples. */
export interface HeldOut {
  readonly dataset: Dataset;
  /** Samples to train on: the first of the split. */
  readonly trainCount: number;
  /** Samples behind them; 0 where none are held back. */
  readonly validationCount: number;
}

/** Of the training samples, where the data set brings no validation set of its own. */
const SHARE = 1 / 6;

/**
 * Holds back the data set's own validation set, or else the last sixth of its training samples
 * (of MNIST's 60,000 the last 10,000, as is usual).
 *
 * Validation samples stay in the training split, so that whoever takes samples from a split can
 * evaluate them without knowing of validation.
 * @throws RangeError when too few samples are there to train on any
 */
export function holdOut(dataset: Dataset, isHeldBack: boolean): HeldOut {
  const { train, test, validation } = dataset;
  if (!isHeldBack) return { dataset, trainCount: train.count, validationCount: 0 };
  if (validation !== undefined) {
    return {
      dataset: { train: joined(train, validation), test },
      trainCount: train.count,
      validationCount: validation.count,
    };
  }
  const validationCount = Math.max(1, Math.floor(train.count * SHARE));
  const trainCount = train.count - validationCount;
  if (trainCount < 1) {
    throw new RangeError(`validation: got ${train.count} training samples, expected at least 2`);
  }
  return { dataset, trainCount, validationCount };
}

/** @throws RangeError when the two store their values differently, or hold spikes */
function joined(first: Samples, second: Samples): Samples {
  if (
    inputCount(first) !== inputCount(second) ||
    first.spikes !== undefined ||
    second.spikes !== undefined ||
    first.scale !== second.scale ||
    first.values.constructor !== second.values.constructor
  ) {
    throw new RangeError('validation: stored in another way than the training samples');
  }
  const values =
    first.values instanceof Uint8Array
      ? new Uint8Array(first.values.length + second.values.length)
      : new Float32Array(first.values.length + second.values.length);
  values.set(first.values);
  values.set(second.values, first.values.length);
  const labels = new Uint8Array(first.count + second.count);
  labels.set(first.labels);
  labels.set(second.labels, first.count);
  return { count: labels.length, values, scale: first.scale, labels };
}
