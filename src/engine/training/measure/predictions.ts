/** Collects what a network says of samples, for every rule in the same way. */
import type { Predictions } from '#protocol/prediction.ts';
import { probabilitiesOf } from '../../methods/shared/spikes.ts';
import type { ReadoutActivity } from './readout.ts';
import { decisionStep } from './readout.ts';

export interface Answer {
  readonly label: number;
  /** −1 for none. */
  readonly answer: number;
  /** What the class probabilities are a softmax of; −Infinity for no share. */
  readonly logits: ArrayLike<number>;
  /** Null for rates, which have no time. */
  readonly activity: ReadoutActivity | null;
}

export function collectPredictions(count: number, answerOf: (at: number) => Answer): Predictions {
  const labels = new Uint8Array(count);
  const answers = new Int16Array(count);
  const confidences = new Float32Array(count);
  const decisionSteps = new Float32Array(count).fill(NaN);
  for (let at = 0; at < count; at++) {
    const { label, answer, logits, activity } = answerOf(at);
    labels[at] = label;
    answers[at] = answer;
    if (answer < 0) continue;
    confidences[at] = probabilitiesOf(logits, logits.length)[answer] ?? 0;
    const step = activity === null ? null : decisionStep(activity, answer);
    if (step !== null) decisionSteps[at] = step;
  }
  return { labels, answers, confidences, decisionSteps };
}
