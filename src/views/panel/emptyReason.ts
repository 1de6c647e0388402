import type { RunState } from '#state/run/runState.ts';
import { messages } from './messages.ts';

/** Why there is no frame to draw from yet, in a sentence that says what comes or what to do. */
export function emptyReason({ phase, problem }: Pick<RunState, 'phase' | 'problem'>): string {
  if (problem !== null) return messages.empty.failed(problem.message);
  if (phase === 'empty' || phase === 'loading') return messages.empty.loading;
  return phase === 'compiling' ? messages.empty.compiling : messages.empty.waiting;
}
