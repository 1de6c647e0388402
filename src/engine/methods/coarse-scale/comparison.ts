/** Adds up, for several lengths of presentation, what two networks count on the same samples. */
import type { TransferRow } from '#protocol/transfer.ts';
import type { SpikeList } from './continuous/spikeList.ts';

export interface Comparison {
  /** One sample: coarse spikes of class k at a step, and the continuous spikes of the readout. */
  add(label: number, coarse: (k: number, step: number) => number, continuous: SpikeList): void;
  rows(): TransferRow[];
}

/** @param lengths of presentations in steps */
export function createComparison(lengths: readonly number[], classes: number): Comparison {
  const sums = lengths.map(() => ({
    samples: 0,
    coarseRight: 0,
    continuousRight: 0,
    agree: 0,
    pairs: new Pairs(),
  }));
  return {
    add: (label, coarse, continuous) => {
      lengths.forEach((steps, at) => {
        const ofCoarse = new Float64Array(classes);
        for (let step = 0; step < steps; step++) {
          for (let k = 0; k < classes; k++) ofCoarse[k]! += coarse(k, step);
        }
        const ofContinuous = new Float64Array(classes);
        for (let i = 0; i < continuous.count && continuous.times[i]! <= steps; i++) {
          ofContinuous[continuous.ids[i]!]!++;
        }
        const sum = sums[at]!;
        const [first, second] = [largest(ofCoarse), largest(ofContinuous)];
        sum.samples++;
        if (first === label) sum.coarseRight++;
        if (second === label) sum.continuousRight++;
        if (first === second) sum.agree++;
        ofCoarse.forEach((count, k) => sum.pairs.add(count, ofContinuous[k]!));
      });
    },
    rows: () =>
      sums.map((sum, at) => ({
        steps: lengths[at]!,
        coarseAccuracy: sum.coarseRight / sum.samples,
        continuousAccuracy: sum.continuousRight / sum.samples,
        agreement: sum.agree / sum.samples,
        correlation: sum.pairs.correlation(),
        coarseSpikes: sum.pairs.sumX / sum.samples,
        continuousSpikes: sum.pairs.sumY / sum.samples,
      })),
  };
}

/** Moments of pairs of numbers. */
class Pairs {
  sumX = 0;
  sumY = 0;
  private n = 0;
  private xx = 0;
  private yy = 0;
  private xy = 0;

  add(x: number, y: number): void {
    this.n++;
    this.sumX += x;
    this.sumY += y;
    this.xx += x * x;
    this.yy += y * y;
    this.xy += x * y;
  }

  /** Pearson's; null where one of the two never changes. */
  correlation(): number | null {
    const { n, sumX, sumY } = this;
    const spread = (n * this.xx - sumX * sumX) * (n * this.yy - sumY * sumY);
    return spread > 0 ? (n * this.xy - sumX * sumY) / Math.sqrt(spread) : null;
  }
}

/** The first of equals, as the score of a readout is read. */
function largest(counts: Float64Array): number {
  let best = 0;
  for (let k = 1; k < counts.length; k++) if (counts[k]! > counts[best]!) best = k;
  return best;
}
