/**
 * Keeps the training worker in step with the document, and carries out what the buttons ask.
 *
 * Commands that replace the run (load, reset, restore) go one after the other through `queue`; each
 * looks at the document when its turn comes, so a burst of edits costs one load. `sent` is the
 * document the worker holds, `kept` the last trained state that an edit or a reset replaced: when the
 * document returns to it, by whatever way, its weights return too.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Experiment } from '#model/experiment.ts';
import { codedError, errorCode } from '#protocol/errors.ts';
import type { Answer, AnswerRequest } from '#protocol/answer.ts';
import type { BackwardPass, ExplainRequest } from '#protocol/backward.ts';
import type { Frame } from '#protocol/frame.ts';
import { readFrame } from '#protocol/frame.ts';
import type {
  BackendChoice,
  Evaluation,
  ProbeRequest,
  RunStatus,
  SpikeRecord,
  TrainGoal,
} from '#protocol/training.ts';
import type { PredictionPart, PredictionRequest } from '#protocol/prediction.ts';
import type { SpikingReport, SpikingRequest } from '#protocol/spiking.ts';
import type { TransferReport, TransferRequest } from '#protocol/transfer.ts';
import { experimentStore, openExperiment } from '../experimentStore.ts';
import { dismissTopic, notify } from '../noticeStore.ts';
import { currentSubject, pointedStore } from '../pointed.ts';
import { announceFailure, announceFinish } from './announce.ts';
import { runMessages } from './messages.ts';
import type { KeptRun, RunState } from './runState.ts';
import { EMPTY_STATUS, trainingKey } from './runState.ts';
import { createStatusGate } from './statusGate.ts';
import type { OpenTraining } from './trainingClient.ts';
import { createWorkerLink, WorkerLost } from './workerLink.ts';

export interface RunDependencies {
  readonly open: OpenTraining;
  readonly store: StoreApi<RunState>;
  readonly backendChoice: () => BackendChoice;
  /** Receives each frame and resolves when the next may come. */
  readonly show: (frame: Frame) => Promise<void>;
  /** Receives a checkpoint every half minute of training and when it pauses. */
  readonly keep: (kept: KeptRun) => void;
}

export type ProbeWish = Pick<ProbeRequest, 'weightsFrom' | 'decisionGrid'> & {
  readonly statistics: boolean;
  readonly output: boolean;
  /** Whether the weights of the shown neuron are wanted. */
  readonly neuronWeights: boolean;
};

export interface RunController {
  start(): void;
  train(goal: TrainGoal): Promise<RunStatus>;
  /** Pauses and evaluates the whole test split; for experiments that hold samples back. */
  test(): Promise<Evaluation>;
  /** Pauses and runs the weights in continuous time beside the coarse network. */
  transfer(request: TransferRequest): Promise<TransferReport>;
  /** Pauses and presents samples to spiking neurons with the trained weights. */
  runSpiking(request: SpikingRequest): Promise<SpikingReport>;
  pause(): Promise<RunStatus>;
  reset(): Promise<RunStatus>;
  /** Loads the document again (another backend, a worker that failed) and keeps the weights. */
  reload(): Promise<void>;
  /** Replaces the worker by a new one that continues from the last checkpoint. */
  replaceWorker(reason: string): void;
  setProbe(wish: Partial<ProbeWish>): void;
  spikes(split: 'train' | 'test', sampleIndex: number): Promise<SpikeRecord>;
  answer(request: AnswerRequest): Promise<Answer>;
  explain(request: ExplainRequest): Promise<BackwardPass>;
  /** The next batch of a split's answers; training goes on. */
  predict(request: PredictionRequest): Promise<PredictionPart>;
  /** Opens the document of a kept run and continues from its weights. */
  resume(kept: KeptRun, label: string): Promise<void>;
  /** The document with its weights as they are; training goes on. */
  snapshot(): Promise<KeptRun>;
  /** The document has reached the worker and the worker is idle or training. */
  settled(): Promise<void>;
}

/** Quiet time after an edit that needs new weights; a slider drag then costs one load. */
const RELOAD_DELAY_MS = 250;
const CHECKPOINT_PERIOD_MS = 30_000;

export function createRunController(dependencies: RunDependencies): RunController {
  const { store } = dependencies;
  const gate = createStatusGate(store);
  const { ask, abandon } = createWorkerLink(dependencies.open, {
    onFrame: async (buffer) => {
      const frame = readFrame(buffer);
      gate.offer(frame.status);
      await dependencies.show(frame);
    },
    onLost: recover,
  });
  let sent: Experiment | null = null;
  let kept: KeptRun | null = null;
  let safe: KeptRun | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let syncQueued = false;
  let reloadTimer: ReturnType<typeof setTimeout> | null = null;
  let probeQueued = false;
  /** Calls of `train` so far: one that ends late must not end the wish of the next. */
  let trainings = 0;
  let wish: ProbeWish = {
    ...{ weightsFrom: null, decisionGrid: 0, neuronWeights: false },
    ...{ statistics: false, output: false },
  };

  const document = (): Experiment => experimentStore.getState().experiment;
  const trainedUpdates = (): number => store.getState().status.metrics.update;

  function enqueue<T>(job: () => Promise<T>): Promise<T> {
    const result = queue.then(job);
    queue = result.catch(() => undefined);
    return result;
  }

  function recover(reason: string, often: boolean): void {
    sent = null;
    gate.clear();
    store.setState({ phase: 'loading', wantsTraining: false });
    if (often) {
      const message = runMessages.keepsDying(reason);
      store.setState({ phase: 'failed', problem: { code: 'WorkerLost', message } });
      const again = { label: runMessages.startAgain, run: () => void reload().catch(fail) };
      notify({ tone: 'error', topic: 'run', text: message, actions: [again] });
      return;
    }
    const restart = async (): Promise<void> => {
      if (safe !== null && trainingKey(safe.experiment) === trainingKey(document())) kept = safe;
      const update = kept?.status.metrics.update ?? 0;
      await sync(true);
      const text =
        update > 0 ? runMessages.restored(reason, update) : runMessages.restarted(reason);
      notify({ tone: 'warning', topic: 'run', text, lastsMs: null });
    };
    enqueue(restart).catch(fail);
  }

  function fail(error: unknown): void {
    // A dead worker is reported by `recover`, not by each question it left open.
    if (error instanceof WorkerLost) return;
    const message = error instanceof Error ? error.message : String(error);
    const code = errorCode(error) ?? 'Bug';
    gate.clear();
    store.setState({ phase: 'failed', wantsTraining: false, problem: { code, message } });
    announceFailure(code, message, controller);
  }

  function requestSync(): void {
    if (syncQueued) return;
    syncQueued = true;
    enqueue(() => sync(false)).catch(fail);
  }

  /** Brings the worker to the document; with `atOnce` a needed load is not put off. */
  async function sync(atOnce: boolean): Promise<void> {
    syncQueued = false;
    if (reloadTimer !== null) clearTimeout(reloadTimer);
    reloadTimer = null;
    const { experiment, analysis } = experimentStore.getState();
    const issue = analysis.issues[0];
    if (issue !== undefined) {
      const message = `${issue.reason} ${issue.remedy}`;
      store.setState({ wantsTraining: false, problem: { code: 'ImpossibleNetwork', message } });
      if (isRunning()) gate.put(await ask((worker) => worker.pause()));
      return;
    }
    if (store.getState().problem?.code === 'ImpossibleNetwork') store.setState({ problem: null });
    if (sent !== null) {
      const same = trainingKey(sent) === trainingKey(experiment);
      if (same || (await ask((worker) => worker.applyLive(experiment)))) {
        sent = experiment;
        store.setState({ shapesStale: false });
        if (!same) gate.put(await ask((worker) => worker.status()));
        return;
      }
      store.setState({ shapesStale: true });
      if (!atOnce) {
        reloadTimer = setTimeout(() => void enqueue(() => sync(true)).catch(fail), RELOAD_DELAY_MS);
        return;
      }
      await keepTrained();
    }
    await load(experiment);
  }

  /** Puts the trained state aside before something replaces it. */
  async function keepTrained(): Promise<void> {
    if (sent === null) return;
    if (isRunning()) gate.put(await ask((worker) => worker.pause()));
    const update = trainedUpdates();
    if (update === 0) return;
    const aside = await checkpoint(sent);
    kept = aside;
    const back = (): void => openExperiment(aside.experiment, runMessages.bringBackLabel);
    notify({
      topic: 'run',
      text: runMessages.resetByEdit(update),
      actions: [{ label: runMessages.bringBack, run: back }],
      lastsMs: 20_000,
    });
  }

  async function load(experiment: Experiment): Promise<void> {
    sent = null;
    gate.clear();
    store.setState({ phase: 'loading', status: EMPTY_STATUS, problem: null });
    const report = await ask((worker) => worker.load(experiment, dependencies.backendChoice()));
    sent = experiment;
    store.setState({ load: report, backend: report.backend, shapesStale: false });
    if (kept !== null && trainingKey(kept.experiment) === trainingKey(experiment)) {
      await restore(kept);
    }
    gate.put(await ask((worker) => worker.status()));
    await sendProbe();
  }

  async function restore(run: KeptRun): Promise<void> {
    kept = null;
    try {
      gate.put(await ask((worker) => worker.restore(run.checkpoint)));
      dismissTopic('run');
      notify({ topic: 'run', text: runMessages.broughtBack(run.status.metrics.update) });
    } catch (error) {
      if (errorCode(error) !== 'BadCheckpoint') throw error;
      const reason = error instanceof Error ? error.message : '';
      notify({ tone: 'warning', topic: 'run', text: runMessages.restoreFailed(reason) });
    }
  }

  async function checkpoint(experiment: Experiment): Promise<KeptRun> {
    const buffer = await ask((worker) => worker.checkpoint());
    const { status } = store.getState();
    safe = { experiment, checkpoint: buffer, status, savedAt: Date.now() };
    dependencies.keep(safe);
    return safe;
  }

  function isRunning(): boolean {
    const { phase } = store.getState();
    return phase === 'training' || phase === 'evaluating';
  }

  function wantedProbe(): ProbeRequest {
    const { split, sampleIndex } = document().view;
    const { layerId, neurons, focus } = currentSubject();
    const neuronWeights = wish.neuronWeights ? focus : null;
    return { split, sampleIndex, layerId, neurons, ...wish, neuronWeights };
  }

  async function sendProbe(): Promise<void> {
    probeQueued = false;
    if (sent !== null) await ask((worker) => worker.probe(wantedProbe()));
  }

  function requestProbe(): void {
    if (probeQueued) return;
    probeQueued = true;
    enqueue(sendProbe).catch(fail);
  }

  async function reload(): Promise<void> {
    await enqueue(async () => {
      if (sent !== null && trainedUpdates() > 0) {
        if (isRunning()) gate.put(await ask((worker) => worker.pause()));
        kept = await checkpoint(sent);
      }
      sent = null;
      await sync(true);
    });
  }

  async function train(goal: TrainGoal): Promise<RunStatus> {
    const own = ++trainings;
    const unwish = (): void => {
      if (own === trainings) store.setState({ wantsTraining: false });
    };
    store.setState({ wantsTraining: true });
    dismissTopic('run');
    try {
      await enqueue(() => sync(true));
      const { problem, status, wantsTraining } = store.getState();
      if (problem !== null) throw codedError('ImpossibleNetwork', problem.message);
      // Paused again while the worker was still loading.
      if (!wantsTraining) return status;
      if (goal === null && status.phase === 'finished') {
        announceFinish(status, controller);
        return status;
      }
      store.setState({ phase: 'training' });
      let end = await ask((worker) => worker.train(goal));
      gate.put(end);
      if (end.phase === 'finished' && isUntested(end)) end = await tested();
      unwish();
      if (end.phase === 'failed') announceFailure('Bug', end.message ?? '', controller);
      else if (sent !== null && end.metrics.update > 0) await checkpoint(sent);
      return end;
    } catch (error) {
      if (store.getState().problem === null) fail(error);
      throw error;
    } finally {
      unwish();
    }
  }

  /** Whether samples are held back and the test split still waits. */
  function isUntested({ metrics }: RunStatus): boolean {
    return sent?.stopping.validation === true && metrics.testAccuracy === null;
  }

  async function tested(): Promise<RunStatus> {
    await ask((worker) => worker.evaluate('test'));
    const status = await ask((worker) => worker.status());
    gate.put(status);
    return status;
  }

  async function pause(): Promise<RunStatus> {
    store.setState({ wantsTraining: false });
    if (sent === null || !isRunning()) return store.getState().status;
    const status = await ask((worker) => worker.pause());
    gate.put(status);
    return status;
  }

  async function reset(): Promise<RunStatus> {
    await pause();
    return enqueue(async () => {
      await sync(true);
      if (sent === null) return store.getState().status;
      const update = trainedUpdates();
      const before = update > 0 ? await checkpoint(sent) : null;
      const status = await ask((worker) => worker.reset());
      gate.put(status);
      store.setState({ problem: null });
      if (before !== null) {
        const undo = (): void => void resume(before, runMessages.bringBackLabel).catch(fail);
        notify({
          topic: 'run',
          text: runMessages.reset(update),
          actions: [{ label: runMessages.undoReset, run: undo }],
          lastsMs: 20_000,
        });
      }
      return status;
    });
  }

  async function resume(run: KeptRun, label: string): Promise<void> {
    if (trainingKey(document()) !== trainingKey(run.experiment)) {
      openExperiment(run.experiment, label);
    }
    await enqueue(async () => {
      kept = run;
      if (sent !== null && trainingKey(sent) === trainingKey(run.experiment)) {
        if (isRunning()) gate.put(await ask((worker) => worker.pause()));
        await restore(run);
        await sendProbe();
      } else {
        sent = null;
        await sync(true);
      }
    });
  }

  const controller: RunController = {
    start() {
      let last = experimentStore.getState();
      experimentStore.subscribe((now) => {
        if (trainingKey(now.experiment) !== trainingKey(last.experiment)) requestSync();
        else if (now.analysis.issues.length !== last.analysis.issues.length) requestSync();
        if (now.experiment.view !== last.experiment.view) requestProbe();
        last = now;
      });
      pointedStore.subscribe((now, before) => {
        if (now.rested !== before.rested) requestProbe();
      });
      setInterval(() => {
        if (sent !== null && isRunning()) checkpoint(sent).catch(() => undefined);
      }, CHECKPOINT_PERIOD_MS);
      requestSync();
    },
    train,
    test: async () => {
      try {
        await enqueue(() => sync(true));
        const evaluation = await ask((worker) => worker.evaluate('test'));
        gate.put(await ask((worker) => worker.status()));
        return evaluation;
      } catch (error) {
        if (store.getState().problem === null) fail(error);
        throw error;
      }
    },
    transfer: async (request) => {
      await enqueue(() => sync(true));
      const report = await ask((worker) => worker.transfer(request));
      gate.put(await ask((worker) => worker.status()));
      return report;
    },
    runSpiking: async (request) => {
      await enqueue(() => sync(true));
      const report = await ask((worker) => worker.runSpiking(request));
      gate.put(await ask((worker) => worker.status()));
      return report;
    },
    pause,
    reset,
    reload,
    replaceWorker: abandon,
    resume,
    snapshot: () =>
      enqueue(async () => {
        await sync(true);
        if (sent === null) throw codedError('NothingLoaded', 'No experiment is loaded yet.');
        return checkpoint(sent);
      }),
    setProbe(change) {
      wish = { ...wish, ...change };
      requestProbe();
    },
    spikes: async (split, sampleIndex) => {
      await enqueue(() => sync(true));
      return ask((worker) => worker.spikes(split, sampleIndex));
    },
    answer: async (request) => {
      await enqueue(() => sync(true));
      return ask((worker) => worker.answer(request));
    },
    explain: async (request) => {
      await enqueue(() => sync(true));
      return ask((worker) => worker.explain(request));
    },
    predict: async (request) => {
      await enqueue(() => sync(true));
      return ask((worker) => worker.predict(request));
    },
    settled: async () => {
      await enqueue(() => sync(true));
    },
  };
  return controller;
}
