/** The run of the open document: what it is doing, and the actions of the transport buttons. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Answer, AnswerRequest } from '#protocol/answer.ts';
import type { BackwardPass, ExplainRequest } from '#protocol/backward.ts';
import type {
  BackendChoice,
  Evaluation,
  RunStatus,
  SpikeRecord,
  TrainGoal,
} from '#protocol/training.ts';
import type { PredictionPart, PredictionRequest } from '#protocol/prediction.ts';
import type { SpikingReport, SpikingRequest } from '#protocol/spiking.ts';
import type { TransferReport, TransferRequest } from '#protocol/transfer.ts';
import { onDatasetLost } from './datasetClient.ts';
import { edit } from './experimentStore.ts';
import { drawn, publishFrame } from './frameSource.ts';
import { runMessages } from './run/messages.ts';
import type { ProbeWish } from './run/runController.ts';
import { createRunController } from './run/runController.ts';
import type { KeptRun, RunState } from './run/runState.ts';
import { EMPTY_RUN } from './run/runState.ts';
import { openTraining } from './run/trainingClient.ts';
import { changeSettings, settingsStore } from './settingsStore.ts';

export const runStore = createStore<RunState>()(() => EMPTY_RUN);

let keep: (kept: KeptRun) => void = () => undefined;

const controller = createRunController({
  open: openTraining,
  store: runStore,
  backendChoice: () => settingsStore.getState().backend,
  show: (frame) => {
    publishFrame(frame);
    return drawn();
  },
  keep: (kept) => keep(kept),
});

/** Starts the workers; `onKept` receives each checkpoint. */
export function startRun(onKept: (kept: KeptRun) => void): void {
  keep = onKept;
  onDatasetLost(controller.replaceWorker);
  controller.start();
}

/** Trains until the goal, the stopping rule or `pause`. Rejects with the reason when it cannot. */
export function trainUntil(goal: TrainGoal): Promise<RunStatus> {
  return controller.train(goal);
}

// The buttons: what goes wrong is in the store and in a notice, so nobody has to catch it.
const train = (goal: TrainGoal): void => void controller.train(goal).catch(() => undefined);
const play = (): void => train(null);
export const trainUpdate = (): void => train({ updates: 1 });
export const trainEpoch = (): void => train({ epochs: 1 });

export const pause = (): Promise<RunStatus> => controller.pause();

/** Pauses and evaluates the whole test split. */
export const runTest = (): Promise<Evaluation> => controller.test();

/** Pauses and runs the weights in continuous time beside the coarse network. */
export const runTransfer = (request: TransferRequest): Promise<TransferReport> =>
  controller.transfer(request);

/** Pauses and presents samples to spiking neurons with the trained weights. */
export const runSpiking = (request: SpikingRequest): Promise<SpikingReport> =>
  controller.runSpiking(request);

/** Same seed, same weights, same order of samples, from update 0. */
export const reset = (): Promise<RunStatus> => controller.reset();

export const togglePlay = (): void => {
  if (runStore.getState().wantsTraining) void pause().catch(() => undefined);
  else play();
};

const SEED_LIMIT = 100_000;

/** A fresh seed of at most five digits, so that it can be read out in a class. */
export function newSeed(): void {
  const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  edit(runMessages.newSeed, (experiment) => {
    const seed = 1 + (random % SEED_LIMIT);
    return { ...experiment, seed: seed === experiment.seed ? seed + 1 : seed };
  });
}

/** Takes another backend for this and later runs; training goes on from the same weights. */
export function setBackendChoice(choice: BackendChoice): void {
  changeSettings({ backend: choice });
  controller.reload().catch(() => undefined);
}

/** What the panels on screen want in the frames besides what the document's view says. */
export function setProbe(wish: Partial<ProbeWish>): void {
  controller.setProbe(wish);
}

export const resumeRun = (kept: KeptRun, label: string): Promise<void> =>
  controller.resume(kept, label);

/** The open document with its weights as they are; training goes on. */
export const snapshotRun = (): Promise<KeptRun> => controller.snapshot();

export const settled = (): Promise<void> => controller.settled();

export const recordSpikes = (split: 'train' | 'test', sampleIndex: number): Promise<SpikeRecord> =>
  controller.spikes(split, sampleIndex);

/** What the network says of a sample of no data set, with the weights as they are; training goes on. */
export const answerSample = (request: AnswerRequest): Promise<Answer> => controller.answer(request);

/** The backward pass of one sample with the weights as they are; training goes on. */
export const explainSample = (request: ExplainRequest): Promise<BackwardPass> =>
  controller.explain(request);

/** The next batch of what the network says of a split; training goes on. */
export const predictPart = (request: PredictionRequest): Promise<PredictionPart> =>
  controller.predict(request);

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(runStore, select);
}
