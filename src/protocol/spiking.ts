/** "Train rates, run spikes": how the weights of a soft-LIF network fare on spiking neurons. */
import type { Split } from './dataset.ts';

export interface SpikingRequest {
  readonly split: Split;
  /** The first samples of the split; all of them when it has fewer. */
  readonly samples: number;
  /** Length of a presentation; the longest of the windows may not pass it. */
  readonly presentationMs: number;
  readonly synapse: 'none' | 'lowpass' | 'alpha';
  readonly tauSynMs: number;
  /** The answer is the class of the largest mean readout over such a stretch of the presentation. */
  readonly windows: readonly { readonly fromMs: number; readonly toMs: number }[];
  /**
   * Where membranes begin: all at 0, so that neurons of equal drive fire together, or uniform in
   * 0..1 by the document's seed, as if other images had gone before.
   */
  readonly start: 'rest' | 'random';
  /** Whether a sample begins in the state that the one before has left, as in a stream of images. */
  readonly carryState: boolean;
}

/** What an answer at the end of one window costs and is worth. */
export interface SpikingRow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly accuracy: number;
  /** Of all neurons, from the onset to the end of the window. */
  readonly spikesPerImage: number;
  /** Synaptic events, counted as spikes × synapses that leave the layer. */
  readonly synopsPerImage: number;
  /** Energy of one pass of the static network over that of this run; above 1 spikes are cheaper. */
  readonly efficiency: number;
}

export interface SpikingLayer {
  readonly id: string;
  readonly neurons: number;
  /** Synapses that leave it. */
  readonly synapsesOut: number;
  /** Mean over neurons, samples and the whole presentation. */
  readonly meanRateHz: number;
}

export interface SpikingReport {
  readonly split: Split;
  readonly samples: number;
  /** Of the static network on the same samples. */
  readonly staticAccuracy: number;
  readonly rows: readonly SpikingRow[];
  readonly layers: readonly SpikingLayer[];
  /** Accuracy at the end of each step. */
  readonly curve: {
    readonly timesMs: Float32Array;
    /** Of the mean readout since the onset. */
    readonly sinceOnset: Float32Array;
    /** Of the mean readout over the later half of the time so far. */
    readonly laterHalf: Float32Array;
  };
  readonly seconds: number;
}
