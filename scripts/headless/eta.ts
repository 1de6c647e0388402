/** How long a run will still take, from medians of what its parts took so far. */
import type { RunStatus } from '#protocol/training.ts';

export interface Goal {
  /** Epochs in all; null when nothing bounds them. */
  readonly epochs: number | null;
  /** Updates in all; null when nothing bounds them. */
  readonly updates: number | null;
}

export interface Eta {
  /** Looks at a status; call it for every one, evaluations are timed by what changes between them. */
  note(status: RunStatus): void;
  /** Seconds to the goal; null while no update was timed or when the run has no end. */
  remainingSeconds(status: RunStatus): number | null;
}

/** A median is not moved by the one update during which the machine was busy elsewhere. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export function createEta(goal: Goal): Eta {
  const evaluations: number[] = [];
  let evaluatingSince: { epoch: number; seconds: number } | null = null;

  return {
    note: ({ phase, metrics, trainingSeconds }) => {
      if (evaluatingSince !== null && metrics.epoch > evaluatingSince.epoch) {
        evaluations.push(trainingSeconds - evaluatingSince.seconds);
        evaluatingSince = null;
      }
      if (phase === 'evaluating') {
        evaluatingSince ??= { epoch: metrics.epoch, seconds: trainingSeconds };
      }
    },
    remainingSeconds: ({ metrics, msPerUpdate, updatesPerEpoch, updateInEpoch }) => {
      if (msPerUpdate === null) return null;
      const byEpochs =
        goal.epochs === null
          ? Infinity
          : Math.max(0, (goal.epochs - metrics.epoch) * updatesPerEpoch - updateInEpoch);
      const byUpdates =
        goal.updates === null ? Infinity : Math.max(0, goal.updates - metrics.update);
      const updates = Math.min(byEpochs, byUpdates);
      if (!Number.isFinite(updates)) return null;
      // An epoch's evaluation follows its last update, unless the updates run out there.
      const ends = Math.floor((updateInEpoch + updates) / updatesPerEpoch);
      const evaluated = byUpdates <= byEpochs ? Math.max(0, ends - 1) : ends;
      return (updates * msPerUpdate) / 1000 + evaluated * (median(evaluations) ?? 0);
    },
  };
}

/** `42 s`, `3 min 05 s`, `2 h 07 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const pad = (value: number): string => String(value).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}
