/**
 * The contract between the page and a training worker. Arguments and results are plain data; frames
 * are single transferred buffers (see frame.ts).
 */
import type { Experiment } from '#model/experiment.ts';
import type { Answer, AnswerRequest } from './answer.ts';
import type { BackwardPass, ExplainRequest } from './backward.ts';
import type { GradientReport, GradientRequest, MeasureReport, MeasureRequest } from './measure.ts';
import type { PredictionPart, PredictionRequest } from './prediction.ts';
import type { SpikingReport, SpikingRequest } from './spiking.ts';
import type { TransferReport, TransferRequest } from './transfer.ts';

export type BackendName = 'wasm' | 'webgpu';
export type BackendChoice = 'auto' | BackendName;

export interface BackendCandidate {
  readonly name: BackendName;
  readonly available: boolean;
  /** Adapter or build in words, or why it cannot run. */
  readonly detail: string;
  /** Median of a few timed updates on this very network; null when it was not timed. */
  readonly msPerUpdate: number | null;
}

export interface BackendReport {
  readonly name: BackendName;
  readonly choice: BackendChoice;
  /** One sentence for the badge: what runs and why. */
  readonly reason: string;
  readonly candidates: readonly BackendCandidate[];
}

export type RunPhase =
  | 'empty'
  | 'loading'
  | 'compiling'
  | 'ready'
  | 'training'
  | 'evaluating'
  | 'paused'
  | 'finished'
  | 'failed';

/** Which samples are evaluated after each epoch. */
export type EvaluatedSplit = 'validation' | 'test';

export interface Evaluation {
  /** Mean over the samples. */
  readonly loss: number;
  /** Share of samples that are right. */
  readonly accuracy: number;
}

export interface Metrics {
  /** Finished epochs. */
  readonly epoch: number;
  /** Finished updates since the start. */
  readonly update: number;
  /** Mean over the last updates (at most one epoch); null before the first. */
  readonly trainLoss: number | null;
  readonly trainAccuracy: number | null;
  /**
   * On the samples held back, at the end of the last finished epoch; null before that, and where none
   * are held back.
   */
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  /**
   * On the whole test split, at the end of the last finished epoch; null before that. Where samples
   * are held back: null until `evaluate` was called after that epoch.
   */
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
}

export interface RunStatus {
  readonly phase: RunPhase;
  readonly metrics: Metrics;
  readonly updatesPerEpoch: number;
  /** Updates done in the running epoch. */
  readonly updateInEpoch: number;
  /** What the running evaluation looks at, and which share of it is done, 0..1. */
  readonly evaluatedSplit: EvaluatedSplit;
  readonly evaluated: number;
  readonly msPerUpdate: number | null;
  /** Time spent in updates and evaluations, without pauses. */
  readonly trainingSeconds: number;
  /** Why training stopped by itself, or what failed; null otherwise. */
  readonly message: string | null;
  /** Something the person should know although training goes on (a backend was lost, say). */
  readonly notice: string | null;
}

export interface LoadReport {
  readonly backend: BackendReport;
  readonly parameterCount: number;
  /** Without the samples held back. */
  readonly trainCount: number;
  readonly validationCount: number;
  readonly testCount: number;
}

/** What the page wants to see in the next frames. */
export interface ProbeRequest {
  readonly split: 'train' | 'test';
  readonly sampleIndex: number;
  /** Layer whose membranes and weights are wanted, or ''. */
  readonly layerId: string;
  /** Neurons of that layer, at most 8. */
  readonly neurons: readonly number[];
  /** First target neuron (or filter) of the weights wanted; null for no weights. */
  readonly weightsFrom: number | null;
  /** Points per side of the decision map; 0 for none. */
  readonly decisionGrid: number;
  /** The neuron whose weights, in and out, are wanted; absent or null for none. */
  readonly neuronWeights?: { readonly layerId: string; readonly neuron: number } | null;
  /** Whether the statistics of all layers are wanted. */
  readonly statistics?: boolean;
  /** Whether the scores of the shown sample over time are wanted. */
  readonly output?: boolean;
}

/**
 * What to train: an amount of work, or null for "until the document's stopping rule". Seconds are
 * those of `trainingSeconds`; the update under way is finished.
 */
export type TrainGoal =
  { readonly updates: number } | { readonly epochs: number } | { readonly seconds: number } | null;

export interface SpikeRecord {
  readonly split: 'train' | 'test';
  readonly sampleIndex: number;
  readonly label: number;
  readonly prediction: number;
  readonly scores: readonly number[];
  readonly steps: number;
  readonly dtMs: number;
  readonly layers: readonly {
    readonly id: string;
    readonly size: number;
    /** Parallel lists: neuron and time of each spike in steps, ordered by time. */
    readonly neurons: Uint32Array;
    readonly times: Float32Array;
  }[];
}

export interface TrainingApi {
  /**
   * Where the page's files are: the folder that holds tfjs-wasm/ and kernels/. Once, first.
   * `threads`: at most so many for WASM; left out, as many as suit the machine.
   */
  configure(baseUrl: string, threads?: number): void;
  /** Gives the worker a port to the dataset worker; once, before anything else. */
  connectDataset(port: MessagePort): void;
  /** Receives frames; the next is sent only after the promise of the last has resolved. */
  onFrame(sink: (frame: ArrayBuffer) => void | Promise<void>): void;
  /** Replaces the run by a new one with fresh weights. */
  load(experiment: Experiment, choice: BackendChoice): Promise<LoadReport>;
  /** Takes over settings that keep shapes and weights; false when the document needs `load`. */
  applyLive(experiment: Experiment): Promise<boolean>;
  /** Resolves when the goal is reached, the stopping rule bites, or `pause` is called. */
  train(goal: TrainGoal): Promise<RunStatus>;
  /** Stops training, and evaluates a whole split with the weights as they are. */
  evaluate(split: EvaluatedSplit): Promise<Evaluation>;
  /**
   * Stops training, and runs the weights as they are in continuous time beside the coarse network.
   * The next command that stops training ends it with the samples done so far. Throws
   * `ImpossibleNetwork` where the rule or a layer has no counterpart in continuous time.
   */
  transfer(request: TransferRequest): Promise<TransferReport>;
  /**
   * Stops training, and presents samples to spiking neurons with the weights as they are. The next
   * command that stops training ends it with the samples done so far. Throws `ImpossibleNetwork` where
   * the rule trains no rates.
   */
  runSpiking(request: SpikingRequest): Promise<SpikingReport>;
  /** Stops after the update under way. */
  pause(): Promise<RunStatus>;
  /** Same seed, same weights, same order, from update 0. */
  reset(): Promise<RunStatus>;
  /** What frames shall contain from now on; one is sent at once. */
  probe(request: ProbeRequest): Promise<void>;
  status(): Promise<RunStatus>;
  spikes(split: 'train' | 'test', sampleIndex: number): Promise<SpikeRecord>;
  /** What the weights as they are make of a sample of no data set; training goes on. */
  answer(request: AnswerRequest): Promise<Answer>;
  /** How the error of one sample travels back through the weights as they are. */
  explain(request: ExplainRequest): Promise<BackwardPass>;
  /** Runs test samples through the weights as they are, and counts what they cost. */
  measure(request: MeasureRequest): Promise<MeasureReport>;
  /**
   * What the network says of the next samples of a split, a batch a call; training goes on in between.
   * All parts of a split are answered with the weights as they were at its first. Throws
   * `NothingLoaded` where the first part was asked of another run or under other settings.
   */
  predict(request: PredictionRequest): Promise<PredictionPart>;
  /** Gradients of training samples at given weights; stops training and changes nothing. */
  gradients(request: GradientRequest): Promise<GradientReport>;
  /** Weights, moments and counters as one buffer; resumes to the same numbers on the same backend. */
  checkpoint(): Promise<ArrayBuffer>;
  restore(checkpoint: ArrayBuffer): Promise<RunStatus>;
  /** Frees tensors; the worker can be terminated afterwards. */
  dispose(): Promise<void>;
}
