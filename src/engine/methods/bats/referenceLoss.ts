/** The losses of §5: value, prediction, and ∂L/∂T of every spike, before the recursion of §4. */

export type LossSpec =
  /** ½ Σ_j (y_j − n_j)², y_j = `targetTrue` for the label; ∂n/∂T is taken as −1 for every spike. */
  | { readonly kind: 'count'; readonly targetTrue: number; readonly targetFalse: number }
  /** −log softmax(−T₁/τ_L)_label over the first spikes. */
  | { readonly kind: 'firstSpike'; readonly tauLoss: number }
  /** ½ Σ_j (T_j,1 − targetTime_j)², over first spikes that exist. */
  | { readonly kind: 'spikeTime'; readonly targets: readonly number[] };

export interface LossOfSample {
  readonly loss: number;
  readonly predicted: number;
  /** As long as the trains. */
  readonly errors: number[][];
}

/** @param trains ascending times of the output neurons of one sample */
export function referenceLoss(
  spec: LossSpec,
  trains: readonly (readonly number[])[],
  label: number,
): LossOfSample {
  switch (spec.kind) {
    case 'count': {
      const errors = trains.map((train, j) => {
        const target = j === label ? spec.targetTrue : spec.targetFalse;
        return { missing: target - train.length, length: train.length };
      });
      return {
        loss: errors.reduce((sum, { missing }) => sum + 0.5 * missing * missing, 0),
        predicted: indexOfLargest(trains.map((train) => train.length)),
        errors: errors.map(({ missing, length }) => Array.from({ length }, () => missing)),
      };
    }
    case 'firstSpike': {
      const first = trains.map((train) => train[0] ?? Infinity);
      const earliest = Math.min(...first);
      const errors = trains.map((train) => train.map(() => 0));
      const predicted = indexOfLargest(first.map((time) => -time));
      if (earliest === Infinity) return { loss: Infinity, predicted, errors };
      // The exponent is shifted by the earliest spike: nothing overflows, silent neurons weigh 0.
      const powers = first.map((time) => Math.exp(-(time - earliest) / spec.tauLoss));
      const sum = powers.reduce((total, power) => total + power, 0);
      first.forEach((time, j) => {
        if (time === Infinity) return;
        errors[j]![0] = ((j === label ? 1 : 0) - powers[j]! / sum) / spec.tauLoss;
      });
      const labelTime = first[label] ?? Infinity;
      const loss =
        labelTime === Infinity ? Infinity : (labelTime - earliest) / spec.tauLoss + Math.log(sum);
      return { loss, predicted, errors };
    }
    case 'spikeTime': {
      const errors = trains.map((train, j) =>
        train.map((time, k) => (k === 0 ? time - (spec.targets[j] ?? time) : 0)),
      );
      return {
        loss: errors.reduce((sum, own) => sum + 0.5 * (own[0] ?? 0) ** 2, 0),
        predicted: indexOfLargest(trains.map((train) => -(train[0] ?? Infinity))),
        errors,
      };
    }
    default:
      return spec satisfies never;
  }
}

/** The first of equals. */
function indexOfLargest(values: readonly number[]): number {
  let best = 0;
  values.forEach((value, index) => {
    if (value > values[best]!) best = index;
  });
  return best;
}
