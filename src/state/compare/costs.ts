/** What a run costs, as a comparison lists it. */
import type { MeasureReport } from '#protocol/measure.ts';
import type { ComparedRun } from './compareStore.ts';

/**
 * Energy of an operation in 45 nm CMOS at 32 bits: an addition 0.9 pJ, a product with its addition
 * 3.7 + 0.9 pJ. Source: M. Horowitz, Computing's energy problem, ISSCC 2014, figure 1.1.9.
 */
const ENERGY_PJ = { addition: 0.9, product: 4.6 } as const;

/**
 * E = 0.9 pJ · additions that spikes cause + 4.6 pJ · products of a constant input, in nJ.
 * Moving data, leak and thresholds are not in it.
 */
export function energyNj({ synapticOperations, inputProducts }: MeasureReport): number {
  return (ENERGY_PJ.addition * synapticOperations + ENERGY_PJ.product * inputProducts) / 1000;
}

/** Updates of one epoch without its evaluation, s; null before the first update. */
export function secondsPerEpoch({ status }: Pick<ComparedRun, 'status'>): number | null {
  if (status === null || status.msPerUpdate === null) return null;
  return (status.msPerUpdate * status.updatesPerEpoch) / 1000;
}

/** Share of a run's work that is done, 0..1; null where that is not known. */
export function progressOf({ status, goal, experiment, phase }: ComparedRun): number | null {
  if (phase === 'done') return 1;
  if (status === null) return 0;
  if (goal !== null && 'seconds' in goal) return Math.min(1, status.trainingSeconds / goal.seconds);
  const { epochs } = experiment.stopping;
  if (epochs === 0) return null;
  const inEpoch = status.updatesPerEpoch > 0 ? status.updateInEpoch / status.updatesPerEpoch : 0;
  return Math.min(1, (status.metrics.epoch + inEpoch) / epochs);
}

/** Accuracy and loss on the test split; of the training samples while there is nothing better. */
export function standingOf({ status }: Pick<ComparedRun, 'status'>): {
  readonly accuracy: number | null;
  readonly loss: number | null;
  readonly of: 'test' | 'validation' | 'train';
} {
  if (status === null) return { accuracy: null, loss: null, of: 'test' };
  const { metrics } = status;
  if (metrics.testAccuracy !== null) {
    return { accuracy: metrics.testAccuracy, loss: metrics.testLoss, of: 'test' };
  }
  if (metrics.validationAccuracy !== null) {
    return { accuracy: metrics.validationAccuracy, loss: metrics.validationLoss, of: 'validation' };
  }
  return { accuracy: metrics.trainAccuracy, loss: metrics.trainLoss, of: 'train' };
}
