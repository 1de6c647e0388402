/** A training worker for tests: counts updates, knows shapes by layer sizes, can be killed. */
import { codedError } from '#protocol/errors.ts';
import type { Experiment } from '#model/experiment.ts';
import type { BackendReport, RunStatus } from '#protocol/training.ts';
import { EMPTY_STATUS } from './runState.ts';
import type { OpenTraining, TrainingCalls, TrainingEvents } from './trainingClient.ts';

export interface FakeTraining {
  readonly open: OpenTraining;
  /** Names of the calls so far, oldest first. */
  readonly log: string[];
  /** Documents that `load` received. */
  readonly loaded: Experiment[];
  /** The live worker dies, as a browser kills one. */
  kill(reason: string): void;
  /** Lets a running `train` do this many updates. */
  work(updates: number): void;
  /** A running `train` reaches its stopping rule. */
  finish(): void;
  /** Makes the next load fail. */
  failNextLoad(error: Error): void;
}

const shapeOf = ({ network, seed, dataset }: Experiment): string =>
  JSON.stringify([network.layers.map(({ kind, params }) => [kind, params]), seed, dataset]);

const BACKEND: BackendReport = { name: 'wasm', choice: 'auto', reason: 'a test', candidates: [] };

const NOTHING_SPIKED = {
  ...{ samples: 0, staticAccuracy: 0, rows: [], layers: [], seconds: 0 },
  curve: {
    timesMs: new Float32Array(0),
    sinceOnset: new Float32Array(0),
    laterHalf: new Float32Array(0),
  },
} as const;

const NOTHING_MEASURED = {
  ...{ layers: [], spikes: 0, inputSpikes: 0, synapticOperations: 0, inputProducts: 0 },
  ...{ decisionMs: null, decided: 0, presentationMs: 20 },
} as const;

export function createFakeTraining(): FakeTraining {
  const log: string[] = [];
  const loaded: Experiment[] = [];
  let events: TrainingEvents | null = null;
  let nextLoadError: Error | null = null;
  let update = 0;
  let testAccuracy: number | null = null;
  let phase: RunStatus['phase'] = 'empty';
  let current: Experiment | null = null;
  let endTraining: ((status: RunStatus) => void) | null = null;

  const status = (): RunStatus => ({
    ...EMPTY_STATUS,
    phase,
    metrics: { ...EMPTY_STATUS.metrics, update, testAccuracy },
  });
  const stop = (): RunStatus => {
    if (phase === 'training') phase = 'paused';
    endTraining?.(status());
    endTraining = null;
    return status();
  };

  const calls: TrainingCalls = {
    load: async (experiment) => {
      log.push('load');
      if (nextLoadError !== null) {
        const error = nextLoadError;
        nextLoadError = null;
        throw error;
      }
      loaded.push(experiment);
      current = experiment;
      update = 0;
      phase = 'ready';
      return {
        backend: BACKEND,
        parameterCount: 1,
        trainCount: 1,
        validationCount: 0,
        testCount: 1,
      };
    },
    applyLive: async (experiment) => {
      log.push('applyLive');
      if (current === null || shapeOf(current) !== shapeOf(experiment)) return false;
      current = experiment;
      return true;
    },
    train: (goal) => {
      log.push('train');
      phase = 'training';
      if (goal !== null && 'updates' in goal) {
        update += goal.updates;
        phase = 'paused';
        return Promise.resolve(status());
      }
      return new Promise((resolve) => (endTraining = resolve));
    },
    evaluate: async (split) => {
      log.push(`evaluate ${split}`);
      stop();
      testAccuracy = 0.75;
      return { loss: 0.5, accuracy: 0.75 };
    },
    transfer: async ({ split }) => {
      log.push(`transfer ${split}`);
      stop();
      return { split, samples: 0, rows: [], seconds: 0 };
    },
    runSpiking: async ({ split }) => {
      log.push(`spikes ${split}`);
      stop();
      return { split, ...NOTHING_SPIKED };
    },
    pause: async () => {
      log.push('pause');
      return stop();
    },
    reset: async () => {
      log.push('reset');
      update = 0;
      phase = 'ready';
      return status();
    },
    probe: async () => void log.push('probe'),
    status: async () => status(),
    answer: async () => {
      throw codedError('NothingLoaded', 'a fake worker has no answers');
    },
    explain: async () => {
      throw codedError('NothingLoaded', 'a fake worker has no errors');
    },
    measure: async ({ samples }) => {
      log.push('measure');
      return { samples, ...NOTHING_MEASURED };
    },
    predict: async ({ split, from }) => {
      log.push(`predict ${split} from ${from}`);
      return {
        ...{ from, total: 2, firstIndex: 0, update },
        labels: Uint8Array.of(1),
        answers: Int16Array.of(from),
        confidences: Float32Array.of(0.5),
        decisionSteps: Float32Array.of(3),
      };
    },
    gradients: async ({ indices }) => ({ samples: indices.length, taken: [], gradients: [] }),
    spikes: async () => {
      throw codedError('NothingLoaded', 'a fake worker has no spikes');
    },
    checkpoint: async () => {
      log.push('checkpoint');
      return new Uint32Array([update]).buffer;
    },
    restore: async (buffer) => {
      log.push('restore');
      update = new Uint32Array(buffer)[0] ?? 0;
      phase = 'paused';
      return status();
    },
    dispose: async () => undefined,
  };

  return {
    log,
    loaded,
    open: (given) => {
      log.push('open');
      events = given;
      current = null;
      update = 0;
      phase = 'empty';
      return { calls, close: () => (events = null) };
    },
    kill(reason) {
      endTraining = null;
      events?.onLost(reason);
    },
    work(updates) {
      update += updates;
    },
    finish() {
      phase = 'finished';
      endTraining?.(status());
      endTraining = null;
    },
    failNextLoad(error) {
      nextLoadError = error;
    },
  };
}
