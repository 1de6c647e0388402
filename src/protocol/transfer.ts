/** "Train coarse, run continuous": how a coarse-scale network fares on continuous LIF neurons. */
import type { Split } from './dataset.ts';

export interface TransferRequest {
  readonly split: Split;
  /** The first samples of the split; all of them when it has fewer. */
  readonly samples: number;
  /** Lengths of presentations in units of the document's, rising: 1, 2, 4, 8. */
  readonly lengths: readonly number[];
}

/** Both networks after presentations of one length. Accuracies and agreement are shares, 0..1. */
export interface TransferRow {
  /** Length of the presentation in refractory periods, which are steps of the coarse network. */
  readonly steps: number;
  readonly coarseAccuracy: number;
  readonly continuousAccuracy: number;
  /** Share of samples that both put into the same class. */
  readonly agreement: number;
  /** Pearson correlation of the spike counts of all samples and classes; null where one is constant. */
  readonly correlation: number | null;
  /** Mean number of output spikes of a sample, all classes together. */
  readonly coarseSpikes: number;
  readonly continuousSpikes: number;
}

export interface TransferReport {
  readonly split: Split;
  readonly samples: number;
  readonly rows: readonly TransferRow[];
  readonly seconds: number;
}
