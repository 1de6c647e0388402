/** Progress on the terminal: one line that rewrites itself, or plain lines where that is no use. */
import type { RunStatus } from '#protocol/training.ts';
import type { Eta, Goal } from './eta.ts';
import { formatDuration } from './eta.ts';

export interface Terminal {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface Progress {
  note(status: RunStatus): void;
  /** Ends the line that rewrites itself. */
  end(): void;
}

/** Time between two looks of a line that rewrites itself, and between two plain lines. */
const REWRITE_EVERY_MS = 200;
const PLAIN_EVERY_MS = 30_000;

export interface ProgressOptions {
  readonly terminal: Terminal;
  readonly eta: Eta;
  readonly goal: Goal;
  now(): number;
}

export function createProgress({ terminal, eta, goal, now }: ProgressOptions): Progress {
  const rewrites = terminal.isTTY === true;
  let shownAt = now();
  let epoch: number | null = null;
  let isLineOpen = false;

  const end = (): void => {
    if (isLineOpen) terminal.write('\n');
    isLineOpen = false;
  };
  return {
    note: (status) => {
      eta.note(status);
      const isNewEpoch = epoch !== null && status.metrics.epoch > epoch;
      epoch = status.metrics.epoch;
      const rested = now() - shownAt;
      if (!isNewEpoch && rested < (rewrites ? REWRITE_EVERY_MS : PLAIN_EVERY_MS)) return;
      shownAt = now();
      const line = describeStatus(status, goal, eta.remainingSeconds(status));
      if (!rewrites) {
        terminal.write(`${line}\n`);
        return;
      }
      // A line longer than the terminal would wrap, and only its last part be rewritten.
      terminal.write(`\r\x1b[2K${line.slice(0, (terminal.columns ?? 80) - 1)}`);
      isLineOpen = true;
      if (isNewEpoch) end();
    },
    end,
  };
}

/** `epoch 2/10 · 48 % · 2 min 10 s left · test 95.80 % · train 96.10 % · loss 0.1024 · 15.0 ms an update` */
function describeStatus(status: RunStatus, goal: Goal, secondsLeft: number | null): string {
  const { metrics, phase, msPerUpdate, updateInEpoch, updatesPerEpoch } = status;
  const of = goal.epochs === null ? '' : `/${goal.epochs}`;
  const isBetween = updateInEpoch === 0 && metrics.epoch > 0;
  const share = Math.floor((100 * updateInEpoch) / Math.max(1, updatesPerEpoch));
  const parts = [
    isBetween ? `epoch ${metrics.epoch}${of} done` : `epoch ${metrics.epoch + 1}${of}`,
    phase === 'evaluating'
      ? `${status.evaluatedSplit} ${Math.floor(100 * status.evaluated)} %`
      : isBetween
        ? null
        : `${share} %`,
    // Before the figures: a narrow terminal cuts the end of the line.
    secondsLeft === null ? null : `${formatDuration(secondsLeft)} left`,
    metrics.validationAccuracy === null
      ? null
      : `validation ${percent(metrics.validationAccuracy)}`,
    metrics.testAccuracy === null ? null : `test ${percent(metrics.testAccuracy)}`,
    metrics.trainAccuracy === null ? null : `train ${percent(metrics.trainAccuracy)}`,
    metrics.trainLoss === null ? null : `loss ${metrics.trainLoss.toFixed(4)}`,
    msPerUpdate === null ? null : `${msPerUpdate.toFixed(1)} ms an update`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
