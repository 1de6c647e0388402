/**
 * The page's way to the dataset worker: samples and points of the data set in the document.
 *
 * The worker starts with the first question. When it dies, open questions are refused with
 * `DatasetUnavailable` and the next question starts another one.
 */
import * as Comlink from 'comlink';
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#model/experiment.ts';
import type {
  AugmentedSample,
  DatasetRef,
  DatasetSummary,
  DatasetWorkerApi,
  DownloadProgress,
  EncodedSample,
  PlanePoints,
  SampleView,
  Split,
  Thumbnails,
} from '#protocol/dataset.ts';
import { codedError } from '#protocol/errors.ts';
import { experimentStore } from './experimentStore.ts';

interface Connection {
  readonly api: Comlink.Remote<DatasetWorkerApi>;
  /** Rejects when the worker is gone. */
  readonly gone: Promise<never>;
}

/** The download under way, or null. */
export const downloadStore = createStore<{ readonly progress: DownloadProgress | null }>()(() => ({
  progress: null,
}));

let connection: Connection | null = null;
const lostListeners = new Set<(reason: string) => void>();

/** Calls back when the dataset worker died: the ports of training workers then lead nowhere. */
export function onDatasetLost(listener: (reason: string) => void): void {
  lostListeners.add(listener);
}

function connect(): Connection {
  if (connection !== null) return connection;
  const worker = new Worker(new URL('../../workers/dataset.worker.ts', import.meta.url), {
    type: 'module',
    name: 'dataset',
  });
  const gone = new Promise<never>((_, reject) => {
    const fail = (event: Event): void => {
      worker.terminate();
      connection = null;
      downloadStore.setState({ progress: null });
      const reason =
        event instanceof ErrorEvent && event.message !== '' ? event.message : 'no reason given';
      reject(codedError('DatasetUnavailable', `the dataset worker stopped (${reason})`));
      for (const listener of lostListeners) listener(reason);
    };
    worker.addEventListener('error', fail);
    worker.addEventListener('messageerror', fail);
  });
  // Every caller races against it; with no caller waiting, nobody needs to hear.
  gone.catch(() => undefined);
  const api = Comlink.wrap<DatasetWorkerApi>(worker);
  connection = { api, gone };
  // A worker that could not be configured refuses every later call with the reason.
  Promise.all([
    api.configure(new URL('data/', document.baseURI).href),
    api.watch(Comlink.proxy(showDownload)),
  ]).catch(() => undefined);
  return connection;
}

function showDownload(progress: DownloadProgress): void {
  const done = progress.totalBytes !== null && progress.receivedBytes >= progress.totalBytes;
  downloadStore.setState({ progress: done ? null : progress });
}

async function ask<T>(question: (api: Connection['api']) => Promise<T>): Promise<T> {
  const { api, gone } = connect();
  return Promise.race([question(api), gone]);
}

/** A port on which a training worker reaches the dataset worker; transfer it. */
export function openDatasetPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  ask((api) => api.connect(Comlink.transfer(port1, [port1]))).catch(() => port2.close());
  return port2;
}

function refOf({ dataset, seed }: Experiment): DatasetRef {
  return { datasetId: dataset.id, params: dataset.params, seed };
}

const currentRef = (): DatasetRef => refOf(experimentStore.getState().experiment);

/** Questions about the data set of the open document. */
export const datasetClient = {
  summary: (): Promise<DatasetSummary> => ask((api) => api.load(currentRef())),
  sample: (split: Split, index: number): Promise<SampleView> =>
    ask((api) => api.sample(currentRef(), split, index)),
  /** The sample as the encoder of the open document presents it in the first epoch. */
  encoded: (split: Split, index: number): Promise<EncodedSample> => {
    const { encoder, simulation, seed } = experimentStore.getState().experiment;
    const presentation = { ...simulation, seed, epoch: 0 };
    return ask<EncodedSample>(async (api) =>
      api.encodeSample(currentRef(), split, index, encoder, presentation),
    );
  },
  /** A training sample as the augmentation of the open document changes it, in the first epochs. */
  augmented: (index: number, draws: number): Promise<readonly AugmentedSample[]> => {
    const { encoder, augmentation, simulation, seed } = experimentStore.getState().experiment;
    const presentation = { ...simulation, seed, epoch: 0 };
    const plan = { encoder, augmentation };
    return ask<readonly AugmentedSample[]>(async (api) =>
      api.augmentedSamples(currentRef(), index, plan, presentation, draws),
    );
  },
  points: (split: Split, max: number): Promise<PlanePoints | null> =>
    ask((api) => api.points(currentRef(), split, max)),
  thumbnails: (split: Split, indices: readonly number[]): Promise<Thumbnails | null> =>
    ask((api) => api.thumbnails(currentRef(), split, indices)),
};
