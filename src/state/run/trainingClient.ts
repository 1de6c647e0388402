/**
 * The page's end of a training worker.
 *
 * A worker is given up when it reports an uncaught error or sends something unreadable, or when it
 * leaves a status question unanswered for `PATIENCE_TICKS` ticks in a row. Ticks are counted, not
 * clock time: a laptop that slept must not take its worker for dead.
 */
import * as Comlink from 'comlink';
import type { TrainingApi } from '#protocol/training.ts';
import { openDatasetPort } from '../datasetClient.ts';

const TICK_MS = 5_000;
const PATIENCE_TICKS = 8;

type Calls<Api> = {
  [Name in keyof Api]: Api[Name] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never;
};

/** What the run asks of a worker; the wiring of ports and frames is done by `openTraining`. */
export type TrainingCalls = Calls<Omit<TrainingApi, 'configure' | 'connectDataset' | 'onFrame'>>;

export interface TrainingEvents {
  /** Resolves when the page can take the next frame. */
  onFrame(buffer: ArrayBuffer): Promise<void>;
  /** The worker is gone; nothing it was asked will be answered. Called at most once. */
  onLost(reason: string): void;
}

export interface TrainingConnection {
  readonly calls: TrainingCalls;
  /** Ends the worker without a word. */
  close(): void;
}

/** @param threads most threads of WASM; left out, as many as suit the machine */
export type OpenTraining = (events: TrainingEvents, threads?: number) => TrainingConnection;

export const openTraining: OpenTraining = (events, threads) => {
  const worker = new Worker(new URL('../../../workers/training.worker.ts', import.meta.url), {
    type: 'module',
    name: 'training',
  });
  const remote = Comlink.wrap<TrainingApi>(worker);
  const sink = Comlink.proxy((buffer: ArrayBuffer) => events.onFrame(buffer));
  let open = true;
  let unanswered = 0;

  const close = (): void => {
    open = false;
    clearInterval(watchdog);
    worker.terminate();
  };
  const lose = (reason: string): void => {
    if (!open) return;
    close();
    events.onLost(reason);
  };
  const watchdog = setInterval(() => {
    if (unanswered >= PATIENCE_TICKS) {
      lose(`no answer for ${(PATIENCE_TICKS * TICK_MS) / 1000} s`);
      return;
    }
    unanswered += 1;
    remote.status().then(
      () => (unanswered = 0),
      // An error is an answer too.
      () => (unanswered = 0),
    );
  }, TICK_MS);
  worker.addEventListener('error', (event) => lose(event.message || 'it could not start'));
  worker.addEventListener('messageerror', () => lose('it sent something unreadable'));

  const port = openDatasetPort();
  Promise.all([
    remote.configure(new URL('.', document.baseURI).href, threads),
    remote.connectDataset(Comlink.transfer(port, [port])),
    remote.onFrame(sink),
  ]).catch((error: unknown) => lose(error instanceof Error ? error.message : String(error)));

  return {
    close,
    calls: {
      load: (experiment, choice) => remote.load(experiment, choice),
      applyLive: (experiment) => remote.applyLive(experiment),
      train: (goal) => remote.train(goal),
      evaluate: (split) => remote.evaluate(split),
      transfer: (request) => remote.transfer(request),
      runSpiking: (request) => remote.runSpiking(request),
      pause: () => remote.pause(),
      reset: () => remote.reset(),
      probe: (request) => remote.probe(request),
      status: () => remote.status(),
      spikes: (split, sampleIndex) => remote.spikes(split, sampleIndex),
      answer: (request) => remote.answer(request),
      explain: (request) => remote.explain(request),
      measure: (request) => remote.measure(request),
      predict: (request) => remote.predict(request),
      gradients: (request) => remote.gradients(request),
      checkpoint: () => remote.checkpoint(),
      restore: (checkpoint) => remote.restore(checkpoint),
      dispose: () => remote.dispose(),
    },
  };
};
