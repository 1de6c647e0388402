/** The losses of §5: value, prediction, and ∂L/∂T of every spike, before the recursion of §4. */
import { type TimeLoss, timeLoss } from '../shared/timeLoss.ts';

export type LossSpec =
  /**
   * scale/2 · Σ_j (y_j − n_j)², y_j = `targetTrue` for the label; ∂n/∂T is taken as −1 for every spike.
   * Differences up to the margin count as none. The authors' loss has scale 1 and margin 0.
   */
  | {
      readonly kind: 'count';
      readonly targetTrue: number;
      readonly targetFalse: number;
      readonly margin: number;
      readonly scale: number;
    }
  /**
   * −log softmax(−T₁/τ_L)_label over the first spikes. Where the label's neuron is silent the loss, not
   * the errors, is that of a spike at `silentTime`: Infinity for the authors'.
   */
  | { readonly kind: 'firstSpike'; readonly tauLoss: number; readonly silentTime: number }
  /** First spikes that shall come early as well; nothing is learnt where the label's neuron is silent. */
  | {
      readonly kind: 'earlySpike';
      readonly timeLoss: TimeLoss;
      readonly tauLoss: number;
      readonly silentTime: number;
    }
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
        const missing = missingSpikes(spec, j === label, train.length);
        return { missing, length: train.length };
      });
      return {
        loss: errors.reduce((sum, { missing }) => sum + 0.5 * spec.scale * missing * missing, 0),
        predicted: indexOfLargest(trains.map((train) => train.length)),
        errors: errors.map(({ missing, length }) =>
          Array.from({ length }, () => spec.scale * missing),
        ),
      };
    }
    case 'firstSpike': {
      const first = trains.map((train) => train[0] ?? Infinity);
      const earliest = Math.min(...first);
      const errors = trains.map((train) => train.map(() => 0));
      const predicted = indexOfLargest(first.map((time) => -time));
      if (earliest === Infinity) {
        const loss = spec.silentTime === Infinity ? Infinity : Math.log(trains.length);
        return { loss, predicted, errors };
      }
      // The exponent is shifted by the earliest spike: nothing overflows, silent neurons weigh 0.
      const powers = first.map((time) => Math.exp(-(time - earliest) / spec.tauLoss));
      const sum = powers.reduce((total, power) => total + power, 0);
      first.forEach((time, j) => {
        if (time === Infinity) return;
        errors[j]![0] = ((j === label ? 1 : 0) - powers[j]! / sum) / spec.tauLoss;
      });
      const labelTime = Math.min(first[label] ?? Infinity, spec.silentTime);
      return { loss: (labelTime - earliest) / spec.tauLoss + Math.log(sum), predicted, errors };
    }
    case 'earlySpike': {
      const first = Float64Array.from(trains, (train) => train[0] ?? Infinity);
      const own = new Float64Array(first.length);
      return {
        loss: timeLoss(first, label, spec.timeLoss, 1, own),
        predicted: indexOfLargest([...first].map((time) => -time)),
        errors: trains.map((train, j) => train.map((_time, k) => (k === 0 ? own[j]! : 0))),
      };
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

/** y − n, or 0 within the margin. */
export function missingSpikes(
  spec: Extract<LossSpec, { kind: 'count' }>,
  isLabel: boolean,
  count: number,
): number {
  const missing = (isLabel ? spec.targetTrue : spec.targetFalse) - count;
  return Math.abs(missing) <= spec.margin ? 0 : missing;
}

/** The first of equals. */
function indexOfLargest(values: readonly number[]): number {
  let best = 0;
  values.forEach((value, index) => {
    if (value > values[best]!) best = index;
  });
  return best;
}
