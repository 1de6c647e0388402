/**
 * A run: loads an experiment, trains it in slices, and answers the page in between.
 *
 * Commands and slices of work take turns on one queue, so nothing ever sees a network half updated;
 * a slice ends after a few milliseconds, which is what makes pausing immediate.
 */
import { catalog } from '#catalog/index.ts';
import type { Dataset } from '#model/catalog.ts';
import { datasetOf, entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { withDefaults } from '#model/params.ts';
import type { Answer, AnswerRequest } from '#protocol/answer.ts';
import type { BackwardPass, ExplainRequest } from '#protocol/backward.ts';
import type { AugmentationPlan, AugmentedBatch, DatasetRef } from '#protocol/dataset.ts';
import type {
  GradientReport,
  GradientRequest,
  MeasureReport,
  MeasureRequest,
} from '#protocol/measure.ts';
import { codedError } from '#protocol/errors.ts';
import type {
  BackendChoice,
  BackendReport,
  EvaluatedSplit,
  Evaluation,
  LoadReport,
  ProbeRequest,
  RunPhase,
  RunStatus,
  SpikeRecord,
  TrainGoal,
} from '#protocol/training.ts';
import type { PredictionPart, PredictionRequest } from '#protocol/prediction.ts';
import type { SpikingReport, SpikingRequest } from '#protocol/spiking.ts';
import type { TransferReport, TransferRequest } from '#protocol/transfer.ts';
import type { EngineAssets } from '../backends.ts';
import { threadNotice, useBackend } from '../backends.ts';
import type { Prepare } from '../data/ahead.ts';
import { methodOf } from '../methods/index.ts';
import { applyCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { chooseBackend, whyNoWebgpu } from './chooseBackend.ts';
import type { FrameSink } from './frames.ts';
import { createFrameSender } from './frames.ts';
import { sampleGradients } from './measure/gradients.ts';
import { measureSamples } from './measure/measureSamples.ts';
import type { PendingUpdate } from './learner.ts';
import { createPredictor } from './predictor.ts';
import { createQueue } from './queue.ts';
import { createRecorder } from './recorder.ts';
import type { Session } from './session.ts';
import { createSession } from './session.ts';
import { reachedBy } from './stopping.ts';

/** Longest stretch of updates between two looks at the queue. */
const SLICE_MS = 12;
/** A device that has not answered for so long is taken for lost. */
const LOST_AFTER_MS = 2000;
/** How often weights are kept aside while a device that can be lost trains them. */
const SNAPSHOT_EVERY_MS = 10_000;

export interface RunEnvironment {
  readonly assets: EngineAssets;
  loadDataset(ref: DatasetRef): Promise<Dataset>;
  /** Changes training samples on another thread; absent where there is none. */
  augmentedBatch?(
    ref: DatasetRef,
    indices: Uint32Array,
    plan: AugmentationPlan,
    epoch: number,
  ): Promise<AugmentedBatch>;
  now(): number;
  /** Lets messages in. */
  yieldNow(): Promise<void>;
}

export interface TrainingRun {
  onFrame(sink: FrameSink): void;
  load(experiment: Experiment, choice: BackendChoice): Promise<LoadReport>;
  applyLive(experiment: Experiment): Promise<boolean>;
  train(goal: TrainGoal): Promise<RunStatus>;
  evaluate(split: EvaluatedSplit): Promise<Evaluation>;
  transfer(request: TransferRequest): Promise<TransferReport>;
  runSpiking(request: SpikingRequest): Promise<SpikingReport>;
  pause(): Promise<RunStatus>;
  reset(): Promise<RunStatus>;
  probe(request: ProbeRequest): Promise<void>;
  status(): Promise<RunStatus>;
  spikes(split: 'train' | 'test', sampleIndex: number): Promise<SpikeRecord>;
  answer(request: AnswerRequest): Promise<Answer>;
  explain(request: ExplainRequest): Promise<BackwardPass>;
  measure(request: MeasureRequest): Promise<MeasureReport>;
  predict(request: PredictionRequest): Promise<PredictionPart>;
  gradients(request: GradientRequest): Promise<GradientReport>;
  checkpoint(): Promise<ArrayBuffer>;
  restore(checkpoint: ArrayBuffer): Promise<RunStatus>;
  dispose(): Promise<void>;
}

export function createTrainingRun(environment: RunEnvironment): TrainingRun {
  const { now, yieldNow, assets } = environment;
  const exclusive = createQueue();
  const predictor = createPredictor();
  const frames = createFrameSender(now, () => {
    // A frame that fails here fails again, and is reported, when it is next asked for.
    exclusive(() => sendFrame(false)).catch(() => undefined);
  });
  let recorder = createRecorder();
  let session: Session | null = null;
  let backend: BackendReport | null = null;
  let loaded: { key: string; dataset: Dataset } | null = null;
  let snapshot: { buffer: ArrayBuffer; at: number } | null = null;
  let phase: RunPhase = 'empty';
  let message: string | null = null;
  let notice: string | null = null;
  let runNumber = 0;
  let trainingSeconds = 0;
  let stopRequested = false;
  /** Share of a comparison in continuous time that is done; null when none runs. */
  let compared: number | null = null;
  let loop: Promise<void> | null = null;
  /** Counts commands that end training, so that the last of several wins. */
  let commands = 0;

  const status = (): RunStatus => {
    const progress = session?.progress ?? { epoch: 0, update: 0, updateInEpoch: 0 };
    const evaluation = session?.evaluation ?? null;
    return {
      phase,
      metrics: recorder.metrics(progress.epoch, progress.update),
      updatesPerEpoch: session?.updatesPerEpoch ?? 0,
      updateInEpoch: progress.updateInEpoch,
      evaluatedSplit: evaluation?.split ?? session?.evaluatedSplit ?? 'test',
      evaluated: compared ?? (evaluation === null ? 0 : evaluation.done / evaluation.count),
      msPerUpdate: recorder.msPerUpdate(),
      trainingSeconds,
      message,
      notice: notice ?? threadNotice(),
    };
  };

  const requireSession = (): Session => {
    if (session === null) throw codedError('NothingLoaded', 'No experiment is loaded yet.');
    return session;
  };

  const sendFrame = (whole: boolean): Promise<void> =>
    frames.send(
      { session, status: status(), run: runNumber, takeCurveRows: () => recorder.takeRows() },
      whole,
    );

  const begin = (next: Session): void => {
    session?.dispose();
    session = next;
    predictor.forget();
    recorder = createRecorder();
    runNumber++;
    trainingSeconds = 0;
    snapshot = null;
    message = null;
  };

  const { augmentedBatch } = environment;
  const prepare: Prepare | undefined =
    augmentedBatch &&
    ((experiment, indices, epoch) => {
      const { encoder, augmentation } = experiment;
      return augmentedBatch(refOf(experiment), indices, { encoder, augmentation }, epoch);
    });

  async function datasetFor(experiment: Experiment): Promise<Dataset> {
    const ref = refOf(experiment);
    const key = JSON.stringify(ref);
    if (loaded?.key !== key) loaded = { key, dataset: await environment.loadDataset(ref) };
    return loaded.dataset;
  }

  /** Up to SLICE_MS of updates, or one batch of evaluation. */
  async function slice(updatesLeft: number): Promise<number> {
    const active = requireSession();
    const start = now();
    if (active.progress.updateInEpoch >= active.updatesPerEpoch) {
      phase = 'evaluating';
      const split = active.evaluatedSplit;
      const evaluation = await active.evaluateNext(split);
      trainingSeconds += (now() - start) / 1000;
      if (evaluation !== null) {
        active.finishEpoch();
        record(split, evaluation);
        phase = 'training';
      }
      return 0;
    }
    phase = 'training';
    const pending: { own: PendingUpdate; update: number; epoch: number }[] = [];
    do {
      const epoch = active.progress.epoch + active.progress.updateInEpoch / active.updatesPerEpoch;
      pending.push({ own: active.step(), update: active.progress.update, epoch });
    } while (
      now() - start < SLICE_MS &&
      pending.length < updatesLeft &&
      active.progress.updateInEpoch < active.updatesPerEpoch
    );
    const numbers = await Promise.all(pending.map(({ own }) => own.read()));
    const spent = now() - start;
    pending.forEach(({ own, update, epoch }, index) => {
      const { lossSum, right, penalty } = numbers[index] ?? {
        lossSum: NaN,
        right: NaN,
        penalty: 0,
      };
      const loss = lossSum / own.batchSize + penalty;
      trainingSeconds += spent / 1000 / pending.length;
      recorder.addUpdate({
        update,
        seconds: trainingSeconds,
        epoch,
        loss,
        accuracy: right / own.batchSize,
        ms: spent / pending.length,
      });
      if (!Number.isFinite(loss)) {
        throw codedError(
          'NotANumber',
          `the loss became ${loss} at update ${update}; a smaller learning rate or gradient clipping helps.`,
        );
      }
    });
    return pending.length;
  }

  function record(split: EvaluatedSplit, evaluation: Evaluation): void {
    const { progress, updatesPerEpoch } = requireSession();
    const epoch = progress.epoch + progress.updateInEpoch / updatesPerEpoch;
    const { update } = progress;
    recorder.addEvaluation({ split, update, seconds: trainingSeconds, epoch, ...evaluation });
  }

  /** A whole split with the weights as they are; commands wait, messages are answered. */
  async function evaluateWhole(split: EvaluatedSplit): Promise<Evaluation> {
    const before = phase;
    phase = 'evaluating';
    try {
      for (;;) {
        const evaluation = await requireSession().evaluateNext(split);
        if (evaluation !== null) {
          record(split, evaluation);
          return evaluation;
        }
        await sendFrame(false);
        await yieldNow();
      }
    } finally {
      phase = before;
    }
  }

  /** Coarse and continuous network side by side. */
  async function compare(request: TransferRequest, own: number): Promise<TransferReport> {
    const { experiment, analysis, dataset, learner } = requireSession();
    const { transfer } = methodOf(experiment.rule.id);
    if (transfer === undefined) {
      const { label } = entryOf(catalog.rules, experiment.rule.id);
      throw codedError('ImpossibleNetwork', `${label} does not train for continuous time.`);
    }
    const weights = new Map<string, Float32Array>();
    for (const array of learner.state) {
      if (!array.id.startsWith('w:')) continue;
      weights.set(array.id.slice(2), Float32Array.from(await array.read()));
    }
    return aside(own, (onProgress) =>
      transfer({ experiment, analysis, dataset, weights, now, onProgress }, request),
    );
  }

  /** The trained rates as spikes. */
  async function convert(request: SpikingRequest, own: number): Promise<SpikingReport> {
    const { experiment, learner } = requireSession();
    if (learner.runSpiking === undefined) {
      const { label } = entryOf(catalog.rules, experiment.rule.id);
      throw codedError('ImpossibleNetwork', `${label} trains no rates that could become spikes.`);
    }
    const { runSpiking } = learner;
    return aside(own, (onProgress) => runSpiking(request, { now, onProgress }));
  }

  /** An evaluation beside the training; ends early when training is stopped or begun. */
  async function aside<T>(
    own: number,
    work: (onProgress: (done: number, total: number) => Promise<boolean>) => Promise<T>,
  ): Promise<T> {
    const before = phase;
    phase = 'evaluating';
    compared = 0;
    try {
      return await work(async (done, total) => {
        compared = done / total;
        await sendFrame(false);
        await yieldNow();
        return own === commands;
      });
    } finally {
      phase = before;
      compared = null;
    }
  }

  /** Goes on after a lost device: the same experiment on WASM, from the last weights kept aside. */
  async function fallBack(error: unknown): Promise<void> {
    const lost = requireSession();
    const reason = error instanceof Error ? error.message : String(error);
    const kept = (await lastWeights(lost)) ?? snapshot?.buffer ?? null;
    await useBackend('wasm', assets);
    const next = await createSession({ ...lost, assets, prepare });
    begin(next);
    if (kept !== null) resume(next, kept);
    backend = {
      name: 'wasm',
      choice: backend?.choice ?? 'auto',
      reason: `WASM, because WebGPU was lost: ${reason}`,
      candidates: backend?.candidates ?? [],
    };
    notice = `The graphics card was lost (${reason}). Training goes on with WASM from update ${next.progress.update}.`;
  }

  /** Goes on with WASM from the same weights, for settings that WebGPU cannot compute. */
  async function leaveWebgpu(reason: string): Promise<void> {
    const active = requireSession();
    const buffer = await writeCheckpoint(active, { trainingSeconds, curve: recorder.allRows() });
    const { experiment, analysis, dataset } = active;
    // Tensors of the old run live on the old backend.
    active.dispose();
    session = null;
    backend = await chooseBackend({ experiment, analysis, dataset, assets }, 'wasm');
    backend = { ...backend, reason: `WASM: ${reason}` };
    notice = `${reason} Training goes on with WASM from the same weights.`;
    begin(await createSession({ experiment, analysis, dataset, assets, prepare }));
    resume(requireSession(), buffer);
  }

  /** Weights as they are now: a device that ran out of memory still gives them, a lost one does not. */
  async function lastWeights(active: Session): Promise<ArrayBuffer | null> {
    const record = { trainingSeconds, curve: recorder.allRows() };
    const given = hasOnlyNumbers(active)
      .then((sound) => (sound ? writeCheckpoint(active, record) : null))
      .catch(() => null);
    const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), LOST_AFTER_MS));
    return Promise.race([given, tooLate]);
  }

  function resume(target: Session, buffer: ArrayBuffer): void {
    const record = applyCheckpoint(target, buffer);
    recorder = createRecorder();
    recorder.restore(record.curve);
    runNumber++;
    trainingSeconds = record.trainingSeconds;
  }

  async function keepAside(active: Session): Promise<void> {
    if (backend?.name !== 'webgpu') return;
    if (snapshot !== null && now() - snapshot.at < SNAPSHOT_EVERY_MS) return;
    const record = { trainingSeconds, curve: recorder.allRows() };
    snapshot = { buffer: await writeCheckpoint(active, record), at: now() };
  }

  async function work(goal: TrainGoal): Promise<void> {
    const start = { ...requireSession().progress, seconds: trainingSeconds };
    message = null;
    stopRequested = false;
    for (;;) {
      const active = requireSession();
      const metrics = recorder.metrics(active.progress.epoch, 0);
      const reached = reachedBy(goal, start, active, metrics, trainingSeconds);
      if (reached !== null || stopRequested) {
        phase = reached?.isRule === true ? 'finished' : 'paused';
        message = reached?.isRule === true ? reached.message : null;
        break;
      }
      const left =
        goal !== null && 'updates' in goal
          ? goal.updates - (active.progress.update - start.update)
          : Infinity;
      await exclusive(async () => {
        try {
          await slice(left);
          await keepAside(requireSession());
        } catch (error) {
          const isOurs = error instanceof Error && error.name === 'NotANumber';
          if (isOurs || backend?.name !== 'webgpu') throw error;
          await fallBack(error);
        }
        await sendFrame(false);
      });
      await yieldNow();
    }
  }

  async function stop(): Promise<void> {
    stopRequested = true;
    commands++;
    // A failure belongs to whoever called train; here it only means that the loop has ended.
    await loop?.catch(() => undefined);
  }

  return {
    onFrame: (sink) => frames.setSink(sink),
    load: async (experiment, choice) => {
      await stop();
      return exclusive(async () => {
        const analysis = analyseNetwork(experiment, catalog);
        const [issue] = analysis.issues;
        if (issue !== undefined) {
          throw codedError('ImpossibleNetwork', `${issue.reason} ${issue.remedy}`);
        }
        phase = 'loading';
        notice = null;
        await sendFrame(false);
        try {
          const dataset = await datasetFor(experiment);
          phase = 'compiling';
          await sendFrame(false);
          // Tensors of the old run live on the old backend.
          session?.dispose();
          session = null;
          backend = await chooseBackend({ experiment, analysis, dataset, assets }, choice);
          begin(await createSession({ experiment, analysis, dataset, assets, prepare }));
        } catch (error) {
          phase = 'failed';
          message = error instanceof Error ? error.message : String(error);
          throw error;
        }
        phase = 'ready';
        await sendFrame(true);
        const active = requireSession();
        return {
          backend,
          parameterCount: analysis.parameterCount,
          trainCount: active.trainCount,
          validationCount: active.validationCount,
          testCount: active.testCount,
        };
      });
    },
    applyLive: (experiment) =>
      exclusive(async () => {
        const analysis = analyseNetwork(experiment, catalog);
        if (session === null || analysis.issues.length > 0) return false;
        const isSameRule = session.experiment.rule.id === experiment.rule.id;
        const refused = backend?.name === 'webgpu' && isSameRule ? whyNoWebgpu(experiment) : null;
        if (refused !== null) await leaveWebgpu(refused);
        const applied = session.applySettings(experiment, analysis);
        if (applied) await sendFrame(true);
        return applied;
      }),
    train: async (goal) => {
      const stopped = stop();
      const own = commands;
      await stopped;
      if (own !== commands) return status();
      requireSession();
      loop = work(goal);
      try {
        await loop;
      } catch (error) {
        phase = 'failed';
        message = error instanceof Error ? error.message : String(error);
        throw error;
      } finally {
        loop = null;
        await exclusive(() => sendFrame(true));
      }
      return status();
    },
    evaluate: async (split) => {
      await stop();
      return exclusive(async () => {
        const evaluation = await evaluateWhole(split);
        await sendFrame(true);
        return evaluation;
      });
    },
    transfer: async (request) => {
      await stop();
      const own = commands;
      return exclusive(async () => {
        try {
          return await compare(request, own);
        } finally {
          await sendFrame(true);
        }
      });
    },
    runSpiking: async (request) => {
      await stop();
      const own = commands;
      return exclusive(async () => {
        try {
          return await convert(request, own);
        } finally {
          await sendFrame(true);
        }
      });
    },
    pause: async () => {
      await stop();
      return status();
    },
    reset: async () => {
      await stop();
      return exclusive(async () => {
        const { experiment, analysis, dataset } = requireSession();
        begin(await createSession({ experiment, analysis, dataset, assets, prepare }));
        phase = 'ready';
        await sendFrame(true);
        return status();
      });
    },
    probe: (request) =>
      exclusive(async () => {
        frames.setRequest(request);
        await sendFrame(true);
      }),
    status: async () => status(),
    spikes: (split, sampleIndex) =>
      exclusive(async () => {
        const active = requireSession();
        const probe = await active.probe({ split, sampleIndex, layerId: '', neurons: [] });
        return {
          split,
          sampleIndex: probe.sample.index,
          label: probe.sample.label,
          prediction: probe.sample.prediction,
          scores: [...probe.sample.scores],
          steps: probe.sample.steps,
          dtMs: probe.sample.dtMs,
          layers: probe.layers.map(({ id, size, neurons, times }) => ({
            id,
            size,
            neurons,
            times,
          })),
        };
      }),
    answer: (request) => exclusive(() => requireSession().answer(request)),
    explain: (request) => exclusive(() => requireSession().explain(request)),
    measure: async ({ samples }) => {
      await stop();
      const own = commands;
      return exclusive(() =>
        aside(own, (onProgress) => measureSamples(requireSession(), samples, onProgress)),
      );
    },
    predict: (request) => exclusive(() => predictor.next(requireSession(), request)),
    gradients: async (request) => {
      await stop();
      return exclusive(() => sampleGradients(requireSession(), request));
    },
    checkpoint: () =>
      exclusive(() =>
        writeCheckpoint(requireSession(), { trainingSeconds, curve: recorder.allRows() }),
      ),
    restore: async (buffer) => {
      await stop();
      return exclusive(async () => {
        resume(requireSession(), buffer);
        phase = 'paused';
        await sendFrame(true);
        return status();
      });
    },
    dispose: async () => {
      await stop();
      await exclusive(async () => {
        session?.dispose();
        session = null;
        phase = 'empty';
      });
    },
  };
}

/** False when an update that failed half-way left something else than numbers. */
async function hasOnlyNumbers({ learner }: Session): Promise<boolean> {
  for (const own of learner.state) {
    if (!(await own.read()).every(Number.isFinite)) return false;
  }
  return true;
}

function refOf({ dataset, seed }: Experiment): DatasetRef {
  const entry = datasetOf(catalog, dataset.id);
  return { datasetId: entry.id, params: withDefaults(entry.params, dataset.params), seed };
}
