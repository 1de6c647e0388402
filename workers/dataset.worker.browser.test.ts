import type { Remote } from 'comlink';
import { proxy, transfer, wrap } from 'comlink';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetApi, DatasetWorkerApi, DownloadProgress } from '#protocol/dataset.ts';

const MNIST = { datasetId: 'mnist', params: {}, seed: 1 };
const DATA_URL = new URL('/data/', location.href).href;

let worker: Worker;
let api: Remote<DatasetWorkerApi>;
beforeAll(async () => {
  worker = new Worker(new URL('./dataset.worker.ts', import.meta.url), { type: 'module' });
  api = wrap<DatasetWorkerApi>(worker);
  await api.configure(DATA_URL);
});
afterAll(() => worker.terminate());

describe('dataset worker', () => {
  it('fetches and decodes MNIST, and reports the download', async () => {
    const seen: DownloadProgress[] = [];
    await api.watch(proxy((progress) => void seen.push(progress)));
    const summary = await api.load(MNIST);
    expect(summary.counts).toEqual({ train: 60000, test: 10000 });
    expect(summary.bytes).toBe(70000 * 785);
    const finished = seen.filter((p) => p.receivedBytes === p.totalBytes).map((p) => p.path);
    expect(finished).toContain('mnist/train-images-idx3-ubyte.gz');
    const { values, label } = await api.sample(MNIST, 'test', 0);
    expect([values.length, label]).toEqual([784, 7]);
  });

  it('hands whole splits over a port, shared when the page is isolated', async () => {
    const { port1, port2 } = new MessageChannel();
    await api.connect(transfer(port1, [port1]));
    const overPort = wrap<DatasetApi>(port2);
    const { train } = await overPort.splits(MNIST);
    expect(train.labels.subarray(0, 10).join('')).toBe('5041921314');
    const isShared =
      typeof SharedArrayBuffer !== 'undefined' && train.values.buffer instanceof SharedArrayBuffer;
    expect(isShared).toBe(crossOriginIsolated);
    port2.close();
  });

  it('names the error that a caller can act on', async () => {
    const other = new Worker(new URL('./dataset.worker.ts', import.meta.url), { type: 'module' });
    const remote = wrap<DatasetWorkerApi>(other);
    await remote.configure(new URL('/nowhere/', location.href).href);
    await expect(remote.load(MNIST)).rejects.toMatchObject({ name: 'DatasetUnavailable' });
    other.terminate();
  });
});
