/**
 * The dataset worker: fetches and decodes each data set once, shows samples to the page and hands
 * whole splits to training workers.
 *
 * Everything names its data set by a `DatasetRef`, so no call depends on an earlier one; the worker
 * keeps the last few data sets it made. Errors arrive with the name `DatasetUnavailable` (network:
 * trying again can help) or `DatasetDamaged` (the file is wrong); any other name is a bug.
 */
import type { Dataset, SpikeTrains } from '#model/catalog.ts';
import type { Chosen } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import type { Shape } from '#model/shape.ts';

export type Split = 'train' | 'test';

export interface DatasetRef {
  readonly datasetId: string;
  /** Absent parameters take their defaults. */
  readonly params: ParamValues;
  readonly seed: number;
}

export interface DatasetSummary {
  readonly counts: Readonly<Record<Split, number>>;
  readonly classes: readonly string[];
  /** Training samples of each class. */
  readonly trainClassCounts: readonly number[];
  readonly shape: Shape;
  /** Memory of values and labels of both splits. */
  readonly bytes: number;
}

export interface SampleView {
  /** Inputs in 0..1, in the order of the data set's shape. */
  readonly values: Float32Array;
  readonly label: number;
  /** Of a sample that consists of spikes: when, in order of time, and at which input. */
  readonly spikes?: { readonly timesMs: Float32Array; readonly inputs: Uint16Array };
}

/** Points of a data set in the plane, one entry a point. */
export interface PlanePoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly labels: Uint8Array;
}

/** Images side by side in memory: `[image, row, column, channel]`, 0..255. */
export interface Thumbnails {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** How long and under which random numbers a sample is presented. */
export interface Presentation {
  readonly steps: number;
  readonly dtMs: number;
  readonly seed: number;
  readonly epoch: number;
}

/** What the network receives: a current for each input, or events (step, input) in order of step. */
export type EncodedSample = {
  readonly label: number;
  /** The values of the sample that the encoding tells, read back from it; null where there is no way back. */
  readonly decoded: Float32Array | null;
} & (
  | { readonly kind: 'static'; readonly values: Float32Array }
  | {
      readonly kind: 'spikes';
      readonly nInputs: number;
      readonly steps: Uint32Array;
      readonly inputs: Uint32Array;
    }
);

/** A training sample under random changes, as it is presented in one epoch. */
export interface AugmentedSample {
  /** Before they are encoded. */
  readonly values: Float32Array;
  readonly encoded: EncodedSample;
}

/** What decides how training samples are changed; see `Experiment.augmentation`. */
export interface AugmentationPlan {
  readonly encoder: Chosen;
  readonly augmentation: readonly Chosen[];
}

/** Training samples as they are presented: values, one row a sample, or recordings of spikes. */
export type AugmentedBatch =
  | { readonly kind: 'values'; readonly values: Float32Array }
  | { readonly kind: 'spikes'; readonly spikes: SpikeTrains };

export interface DownloadProgress {
  /** File below the data folder. */
  readonly path: string;
  readonly receivedBytes: number;
  /** null when the server does not say. */
  readonly totalBytes: number | null;
}

export interface DatasetApi {
  /** Say once, before anything else, where the data folder is: an absolute URL ending in '/'. */
  configure(dataUrl: string): Promise<void>;
  /** Hear of running downloads, at most 20 times a second and once at the end of each file. */
  watch(listener: (progress: DownloadProgress) => void): Promise<void>;
  load(ref: DatasetRef): Promise<DatasetSummary>;
  /** Throws a RangeError when the split has no such sample; so do the other calls with an index. */
  sample(ref: DatasetRef, split: Split, index: number): Promise<SampleView>;
  /** The first `max` points, or null when the data does not lie in the plane. */
  points(ref: DatasetRef, split: Split, max: number): Promise<PlanePoints | null>;
  /** The images at these indices, or null when the samples are no images. */
  thumbnails(ref: DatasetRef, split: Split, indices: readonly number[]): Promise<Thumbnails | null>;
  encodeSample(
    ref: DatasetRef,
    split: Split,
    index: number,
    encoder: Chosen,
    presentation: Presentation,
  ): Promise<EncodedSample>;
  /** A training sample in the epochs from that of the presentation on, one for each draw. */
  augmentedSamples(
    ref: DatasetRef,
    index: number,
    plan: AugmentationPlan,
    presentation: Presentation,
    draws: number,
  ): Promise<readonly AugmentedSample[]>;
  /** Training samples as they are presented in an epoch. */
  augmentedBatch(
    ref: DatasetRef,
    indices: Uint32Array,
    plan: AugmentationPlan,
    epoch: number,
  ): Promise<AugmentedBatch>;
  /**
   * Both splits whole, for training. Bytes read from files lie in shared memory when the page is
   * cross-origin isolated and are then not copied on their way to the caller.
   */
  splits(ref: DatasetRef): Promise<Dataset>;
}

export interface DatasetWorkerApi extends DatasetApi {
  /**
   * Serve the same calls on a port. The main thread makes a MessageChannel, transfers one end here
   * and the other to a training worker, which wraps it as a `DatasetApi`.
   */
  connect(port: MessagePort): Promise<void>;
}
