/**
 * What a training rule offers the run: it owns weights and optimiser state, and knows how its kind of
 * network is trained, evaluated and looked into. Order of samples, counters, curves, frames and
 * checkpoints are the same for all rules and lie outside.
 */
import type { Dataset, Samples } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import type { Explanation } from '#protocol/backward.ts';
import type { Split } from '#protocol/dataset.ts';
import type { LayerActivity, MembraneTraces, SampleResult, WeightSlice } from '#protocol/frame.ts';
import type { Predictions } from '#protocol/prediction.ts';
import type { SpikingReport, SpikingRequest } from '#protocol/spiking.ts';
import type { ProbeRequest } from '#protocol/training.ts';
import type { EngineAssets } from '../backends.ts';
import type { Ahead } from '../data/ahead.ts';

export interface TrainRequest {
  /** Samples of the training split. */
  readonly indices: Uint32Array;
  /** Whole epoch, which names the random numbers of this presentation. */
  readonly epoch: number;
  /** Fractional epoch, for schedules. */
  readonly fraction: number;
  /** Updates since the optimiser's moments were zero, this one included. */
  readonly update: number;
}

export interface UpdateNumbers {
  /** Summed over the batch. */
  readonly lossSum: number;
  readonly right: number;
  /** Regularisation, already weighted; not part of `lossSum`. */
  readonly penalty: number;
}

/** An update whose numbers may still be on their way from a device. */
export interface PendingUpdate {
  readonly batchSize: number;
  /** Once; or `discard` instead. */
  read(): Promise<UpdateNumbers>;
  discard(): void;
}

export interface EvaluationSums {
  readonly lossSum: number;
  readonly right: number;
}

/** Numbers that change while training; together they are what a checkpoint keeps. */
export interface StateArray {
  /** `w:` weights, `m:` and `v:` moments of the parameter named after it, `s:` anything else. */
  readonly id: string;
  readonly length: number;
  read(): Promise<Float32Array | Float64Array>;
  /** Takes `length` values. */
  write(values: Float32Array | Float64Array): void;
}

export type SampleRequest = Pick<ProbeRequest, 'split' | 'sampleIndex' | 'layerId' | 'neurons'> & {
  /** Epoch whose random numbers encode the sample. */
  readonly epoch: number;
  /** A sample of no split, presented in place of the one that split and index name. */
  readonly given?: Samples;
};

export type PresentedSample = Pick<SampleRequest, 'split' | 'sampleIndex' | 'epoch' | 'given'>;

export type ExplainSample = Pick<SampleRequest, 'split' | 'sampleIndex' | 'epoch'>;

export interface SampleProbe {
  readonly sample: SampleResult;
  readonly layers: readonly LayerActivity[];
  readonly traces: MembraneTraces | null;
}

export interface Learner {
  readonly state: readonly StateArray[];
  /** Most samples of one `evaluate`; bounded by memory and by patience. */
  readonly evaluationBatch: number;
  train(request: TrainRequest): PendingUpdate;
  evaluate(split: Split, indices: Uint32Array): Promise<EvaluationSums>;
  /** What the network says of each sample; right as often as `evaluate` finds it. */
  predict(split: Split, indices: Uint32Array): Promise<Predictions>;
  /** What one sample does in the network; the index is inside the split. */
  probe(request: SampleRequest): Promise<SampleProbe>;
  /** How the error of one sample travels back through the network as it is; changes nothing. */
  explain(request: ExplainSample): Promise<Explanation>;
  /**
   * Presents samples to spiking neurons with the trained weights, where the rule trains rates.
   * `onProgress` is called between batches; false ends the evaluation early.
   */
  runSpiking?(
    request: SpikingRequest,
    given: {
      readonly now: () => number;
      readonly onProgress?: (done: number, total: number) => Promise<boolean>;
    },
  ): Promise<SpikingReport>;
  /** A page of the weights into one layer from target `from`; null for a layer without weights. */
  weights(layerId: string, from: number): Promise<WeightSlice | null>;
  /** Class probabilities `[count, K]` of raw inputs `[count, n]` in 0..1. */
  classify(values: Float32Array, count: number): Promise<Float32Array>;
  /** Called between the last update of an epoch and its evaluation. */
  epochEnded?(epoch: number): void;
  /**
   * The same weights under other settings, or null when the change needs a new run. The learner
   * itself is used up when it succeeds.
   */
  withSettings(
    experiment: Experiment,
    analysis: NetworkAnalysis,
  ): { readonly learner: Learner; readonly momentsKept: boolean } | null;
  dispose(): void;
}

export interface LearnerContext {
  readonly experiment: Experiment;
  readonly analysis: NetworkAnalysis;
  readonly dataset: Dataset;
  readonly assets: EngineAssets;
  /** Changed training samples that are ready; absent where nobody prepares them. */
  readonly ahead?: Ahead;
}

export type LearnerFactory = (context: LearnerContext) => Learner | Promise<Learner>;
