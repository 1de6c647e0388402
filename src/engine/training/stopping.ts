/** When training ends by itself. */
import type { Metrics, TrainGoal } from '#protocol/training.ts';
import type { Progress, Session } from './session.ts';

export interface Reached {
  /** True for the document's stopping rule, false for an amount of work asked for. */
  readonly isRule: boolean;
  readonly message: string;
}

/** The goal that has been reached since `start`, or null to go on. */
export function reachedBy(
  goal: TrainGoal,
  start: Progress & { readonly seconds: number },
  { progress, experiment }: Pick<Session, 'progress' | 'experiment'>,
  metrics: Metrics,
  trainingSeconds: number,
): Reached | null {
  if (goal !== null) {
    return isDone(goal, start, progress, trainingSeconds) ? { isRule: false, message: '' } : null;
  }
  const { epochs, targetAccuracy } = experiment.stopping;
  if (epochs > 0 && progress.epoch >= epochs) {
    return { isRule: true, message: `${epochs} epochs are done.` };
  }
  const isValidated = experiment.stopping.validation;
  const accuracy = isValidated ? metrics.validationAccuracy : metrics.testAccuracy;
  if (targetAccuracy > 0 && accuracy !== null && accuracy >= targetAccuracy) {
    return {
      isRule: true,
      message: `${isValidated ? 'Validation' : 'Test'} accuracy reached ${(100 * accuracy).toFixed(1)} % (target ${(100 * targetAccuracy).toFixed(1)} %).`,
    };
  }
  return null;
}

function isDone(
  goal: NonNullable<TrainGoal>,
  start: Progress & { readonly seconds: number },
  progress: Progress,
  trainingSeconds: number,
): boolean {
  if ('updates' in goal) return progress.update - start.update >= goal.updates;
  if ('epochs' in goal) return progress.epoch - start.epoch >= goal.epochs;
  return trainingSeconds - start.seconds >= goal.seconds;
}
