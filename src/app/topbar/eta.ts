/**
 * How long training still takes, as a number that people can trust.
 *
 * The pace is the whole training time over the updates done, so evaluations are in it. Estimates
 * round to 5 s, above a minute to 1 min, and only rise when the pace has become clearly slower.
 */
import type { Stopping } from '#model/experiment.ts';
import type { RunStatus } from '#protocol/training.ts';
import { steadySeconds } from '#state/secondsLeft.ts';

const UPDATES_BEFORE_FIRST = 3;

export interface EtaMemory {
  /** Seconds shown last, or null. */
  readonly shown: number | null;
}

/** Share of the training that is done, 0..1; null when only the person ends it. */
export function trainedShare(
  { metrics, updatesPerEpoch }: RunStatus,
  { epochs }: Stopping,
): number | null {
  const total = epochs * updatesPerEpoch;
  return total === 0 ? null : Math.min(1, metrics.update / total);
}

/** Rounded seconds left; null while it is too early or there is no end. */
export function estimateSeconds(
  status: RunStatus,
  stopping: Stopping,
  memory: EtaMemory,
): number | null {
  const share = trainedShare(status, stopping);
  const { update } = status.metrics;
  if (share === null || update < UPDATES_BEFORE_FIRST || status.trainingSeconds <= 0) return null;
  const total = stopping.epochs * status.updatesPerEpoch;
  const seconds = Math.max(0, total - update) * (status.trainingSeconds / update);
  return steadySeconds(seconds, memory.shown);
}
