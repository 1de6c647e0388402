import type { ReactNode } from 'react';
import { messages } from './messages.ts';
import { formatDuration, formatInteger } from './numbers/formatNumber.ts';
import './ProgressBar.css';

export interface ProgressBarProps {
  /** What is being done: "Training". */
  phase: string;
  /** Units done and in all; a total of null means unknown. */
  done: number;
  total: number | null;
  /** More words between count and time, such as "epoch 7 of 60". */
  detail?: string;
  /** Remaining time; null while it is being estimated; absent when it will never be known. */
  remainingSeconds?: number | null;
}

/** Phase, count and remaining time of long work. */
export function ProgressBar({
  phase,
  done,
  total,
  detail,
  remainingSeconds,
}: ProgressBarProps): ReactNode {
  const share = total === null || total <= 0 ? null : Math.max(0, Math.min(1, done / total));
  const words = [
    ...(total === null ? [] : [messages.ofCount(formatInteger(done), formatInteger(total))]),
    ...(detail === undefined ? [] : [detail]),
    ...(remainingSeconds === undefined
      ? []
      : [
          remainingSeconds === null
            ? messages.estimating
            : messages.left(formatDuration(remainingSeconds)),
        ]),
  ];
  return (
    <div className="progress">
      <div className="progress-words">
        <span className="progress-phase">{phase}</span>
        {words.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </div>
      <progress
        className="progress-track"
        aria-label={phase}
        aria-valuetext={words.join(', ') || phase}
        max={1}
        {...(share === null ? {} : { value: share })}
      />
    </div>
  );
}
