/** What the page knows about the run in the training worker. */
import type { Experiment } from '#model/experiment.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import type { BackendReport, LoadReport, RunPhase, RunStatus } from '#protocol/training.ts';

export interface RunProblem {
  /** 'WorkerLost' when the worker keeps dying; 'Bug' for an error that has no code. */
  readonly code: ErrorCode | 'WorkerLost' | 'Bug';
  readonly message: string;
}

export interface RunState {
  readonly phase: RunPhase;
  readonly status: RunStatus;
  readonly backend: BackendReport | null;
  readonly load: LoadReport | null;
  /** The document no longer fits the weights in the worker: new ones are on their way. */
  readonly shapesStale: boolean;
  /** The person pressed Train and nothing has ended it, also while the worker still loads. */
  readonly wantsTraining: boolean;
  readonly problem: RunProblem | null;
}

/** A training that can be brought back: the document with weights, moments and counters. */
export interface KeptRun {
  readonly experiment: Experiment;
  readonly checkpoint: ArrayBuffer;
  readonly status: RunStatus;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

export const EMPTY_STATUS: RunStatus = {
  phase: 'empty',
  metrics: {
    epoch: 0,
    update: 0,
    trainLoss: null,
    trainAccuracy: null,
    validationLoss: null,
    validationAccuracy: null,
    testLoss: null,
    testAccuracy: null,
  },
  updatesPerEpoch: 0,
  updateInEpoch: 0,
  evaluatedSplit: 'test',
  evaluated: 0,
  msPerUpdate: null,
  trainingSeconds: 0,
  message: null,
  notice: null,
};

export const EMPTY_RUN: RunState = {
  phase: 'empty',
  status: EMPTY_STATUS,
  backend: null,
  load: null,
  shapesStale: false,
  wantsTraining: false,
  problem: null,
};

/** The part of a document that decides numbers, as text that two documents can be compared by. */
export function trainingKey(experiment: Experiment): string {
  const { network } = experiment;
  return JSON.stringify({
    ...experiment,
    name: '',
    view: null,
    network: {
      ...network,
      layers: network.layers.map((layer) => ({ ...layer, name: '', position: null })),
    },
  });
}
