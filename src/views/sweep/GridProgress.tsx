import type { ReactNode } from 'react';
import { formatDuration } from '#ui/numbers/formatNumber.ts';

interface GridProgressProps {
  readonly done: number;
  readonly count: number;
  /** Whether nothing is left to do. */
  readonly isWhole: boolean;
  readonly isRunning: boolean;
  readonly etaSeconds: number | null;
  readonly messages: {
    progress(done: number, count: number): string;
    readonly estimating: string;
    left(time: string): string;
    allDone(count: number): string;
    ended(done: number, count: number): string;
  };
  readonly children?: ReactNode;
}

/** How far a grid has come, in a bar and in words. */
export function GridProgress(props: GridProgressProps) {
  const { done, count, isWhole, isRunning, etaSeconds, messages, children } = props;
  const progress = messages.progress(done, count);
  const left =
    etaSeconds === null ? messages.estimating : messages.left(formatDuration(etaSeconds));
  const ended = isWhole ? messages.allDone(count) : messages.ended(done, count);
  return (
    <div className="sweep__progress">
      {isRunning && <progress value={done} max={count} aria-label={progress} />}
      <output>{isRunning ? `${progress}, ${left}` : ended}</output>
      {children}
    </div>
  );
}
