/** How much each training sample weighs, and boosting after each epoch (§7 of the method). */
import type { StateArray } from '../../training/learner.ts';

const RIGHT = 1;
const WRONG = 2;
/** How much of a class's error a misclassified sample's weight grows by. */
const BOOST_SHARE = 1 / 20;

export interface SampleWeights {
  of(sample: number): number;
  /** Remembers how a sample was classified when it was last trained on. */
  note(sample: number, isRight: boolean): void;
  /**
   * Closes an epoch: w ← w·exp(ε_c/20) for the misclassified samples of class c, ε_c the weight of
   * those over the weight of all samples of the class that were presented.
   */
  boost(labels: ArrayLike<number>, classes: number): void;
  readonly state: readonly StateArray[];
}

export function createSampleWeights(count: number): SampleWeights {
  const weights = new Float64Array(count).fill(1);
  const outcomes = new Float32Array(count);
  return {
    of: (sample) => weights[sample]!,
    note: (sample, isRight) => {
      outcomes[sample] = isRight ? RIGHT : WRONG;
    },
    boost: (labels, classes) => {
      const all = new Float64Array(classes);
      const missed = new Float64Array(classes);
      for (let i = 0; i < count; i++) {
        if (outcomes[i] === 0) continue;
        all[labels[i]!]! += weights[i]!;
        if (outcomes[i] === WRONG) missed[labels[i]!]! += weights[i]!;
      }
      for (let i = 0; i < count; i++) {
        const label = labels[i]!;
        if (outcomes[i] === WRONG)
          weights[i]! *= Math.exp((missed[label]! / all[label]!) * BOOST_SHARE);
      }
      outcomes.fill(0);
    },
    state: [arrayState('s:sampleWeights', weights), arrayState('s:outcomes', outcomes)],
  };
}

function arrayState(id: string, array: Float32Array | Float64Array): StateArray {
  return {
    id,
    length: array.length,
    read: () => Promise.resolve(array.slice()),
    write: (values) => array.set(values),
  };
}
