import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { examples } from '#catalog/examples/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { setDocumentParam } from '#model/edit/settings.ts';
import { codedError } from '#protocol/errors.ts';
import { edit, experimentStore, openExperiment, undo } from '../experimentStore.ts';
import { noticeStore } from '../noticeStore.ts';
import { createFakeTraining } from './fakeTraining.ts';
import { createRunController } from './runController.ts';
import type { KeptRun, RunState } from './runState.ts';
import { EMPTY_RUN } from './runState.ts';

const first = examples[0]!.experiment;

const withUnits = (units: number) => (experiment: Experiment) => ({
  ...experiment,
  network: {
    ...experiment.network,
    layers: experiment.network.layers.map((layer) =>
      layer.id === 'hidden' ? { ...layer, params: { ...layer.params, units } } : layer,
    ),
  },
});

const withRate = (learningRate: number) => (experiment: Experiment) => ({
  ...experiment,
  optimiser: { ...experiment.optimiser, params: { ...experiment.optimiser.params, learningRate } },
});

const withoutConnections = (experiment: Experiment) => ({
  ...experiment,
  network: { ...experiment.network, connections: [] },
});

function setUp() {
  const fake = createFakeTraining();
  const store = createStore<RunState>()(() => EMPTY_RUN);
  const keptRuns: KeptRun[] = [];
  const controller = createRunController({
    open: fake.open,
    store,
    backendChoice: () => 'auto',
    show: async () => undefined,
    keep: (kept) => keptRuns.push(kept),
  });
  controller.start();
  const updates = () => store.getState().status.metrics.update;
  return { fake, store, controller, keptRuns, updates };
}

const notices = () => noticeStore.getState().notices;

describe('the run follows the document', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    openExperiment(first, 'Open example');
    noticeStore.setState({ notices: [] });
    return () => vi.useRealTimers();
  });

  it('loads the opened document and probes it before any training', async () => {
    const { fake, store, controller } = setUp();
    await controller.settled();
    expect(fake.loaded).toEqual([first]);
    expect(fake.log).toContain('probe');
    expect(store.getState().phase).toBe('ready');
    expect(store.getState().backend?.name).toBe('wasm');
  });

  it('applies an edit that keeps shapes without a new load', async () => {
    const { fake, controller } = setUp();
    await controller.settled();
    edit('Set learning rate', withRate(0.123));
    await controller.settled();
    expect(fake.log.filter((call) => call === 'load')).toHaveLength(1);
    expect(fake.log).toContain('applyLive');
  });

  it('loads once after a burst of edits that change shapes', async () => {
    const { fake, store, controller } = setUp();
    await controller.settled();
    for (const units of [10, 20, 30]) {
      edit('Set neurons', withUnits(units), 'units');
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(store.getState().shapesStale).toBe(true);
    await vi.advanceTimersByTimeAsync(400);
    expect(fake.loaded).toHaveLength(2);
    expect(fake.loaded[1]).toBe(experimentStore.getState().experiment);
    expect(store.getState().shapesStale).toBe(false);
  });

  it('never sends an impossible network, and keeps the weights until it is mended', async () => {
    const { fake, store, controller, updates } = setUp();
    await controller.train({ updates: 5 });
    edit('Delete connections', withoutConnections);
    await vi.advanceTimersByTimeAsync(400);
    expect(store.getState().problem?.code).toBe('ImpossibleNetwork');
    await expect(controller.train(null)).rejects.toThrow(/leads nowhere/);
    expect(fake.loaded).toHaveLength(1);
    undo();
    await controller.settled();
    expect(store.getState().problem).toBeNull();
    expect(fake.loaded).toHaveLength(1);
    expect(updates()).toBe(5);
  });

  it('tests once at the end of a training that held samples back, and only then', async () => {
    const { fake, store, controller } = setUp();
    const tests = (): number => fake.log.filter((call) => call === 'evaluate test').length;
    const finished = async (): Promise<void> => {
      const training = controller.train(null);
      await controller.settled();
      await vi.advanceTimersByTimeAsync(0);
      fake.work(5);
      fake.finish();
      await training;
    };
    await finished();
    expect(tests()).toBe(0);
    edit('Hold back', (before) => setDocumentParam(before, 'validation', true));
    await controller.settled();
    await controller.train({ updates: 1 });
    expect(tests()).toBe(0);
    await finished();
    expect(tests()).toBe(1);
    expect(store.getState().status.metrics.testAccuracy).toBe(0.75);
    await finished();
    expect(tests()).toBe(1);
  });

  it('brings the trained weights back when the edit that cost them is undone', async () => {
    const { fake, controller, updates } = setUp();
    await controller.train({ updates: 7 });
    edit('Set neurons', withUnits(33));
    await vi.advanceTimersByTimeAsync(400);
    expect(updates()).toBe(0);
    expect(notices().at(-1)?.text).toMatch(/it was at update 7/);
    undo();
    await vi.advanceTimersByTimeAsync(400);
    expect(fake.log.at(-2)).toBe('restore');
    expect(updates()).toBe(7);
  });

  it('trains on when that is asked for while the pause before still keeps its weights', async () => {
    const { fake, store, controller } = setUp();
    const before = controller.train(null);
    await controller.settled();
    fake.work(5);
    await controller.pause();
    const next = controller.train(null);
    await before;
    expect(store.getState().wantsTraining).toBe(true);
    await controller.settled();
    expect(fake.log.filter((call) => call === 'train')).toHaveLength(2);
    fake.finish();
    await next;
    expect(store.getState().wantsTraining).toBe(false);
  });

  it('resets to update 0 and offers the way back', async () => {
    const { controller, updates } = setUp();
    await controller.train({ updates: 4 });
    await controller.reset();
    expect(updates()).toBe(0);
    notices().at(-1)?.actions[0]?.run();
    await vi.advanceTimersByTimeAsync(10);
    expect(updates()).toBe(4);
  });

  it('starts a killed worker again from the last checkpoint', async () => {
    const { fake, store, controller, updates } = setUp();
    await controller.train({ updates: 9 });
    const training = controller.train(null);
    const ended = expect(training).rejects.toThrow(/stopped/);
    await vi.advanceTimersByTimeAsync(10);
    fake.kill('out of memory');
    await ended;
    await vi.advanceTimersByTimeAsync(10);
    expect(fake.log.filter((call) => call === 'open')).toHaveLength(2);
    expect(updates()).toBe(9);
    expect(store.getState()).toMatchObject({
      wantsTraining: false,
      problem: null,
      phase: 'paused',
    });
    expect(notices().at(-1)?.text).toMatch(/out of memory.*update 9/);
  });

  it('stops restarting a worker that dies three times within a minute', async () => {
    const { fake, store, controller } = setUp();
    await controller.settled();
    for (let i = 0; i < 3; i++) {
      fake.kill('crash');
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(fake.log.filter((call) => call === 'open')).toHaveLength(3);
    expect(store.getState().problem?.code).toBe('WorkerLost');
    notices().at(-1)?.actions[0]?.run();
    await vi.advanceTimersByTimeAsync(10);
    expect(store.getState().phase).toBe('ready');
    expect(store.getState().problem).toBeNull();
  });

  it('keeps a checkpoint every half minute while training', async () => {
    const { fake, controller, keptRuns } = setUp();
    const training = controller.train(null);
    await vi.advanceTimersByTimeAsync(10);
    fake.work(3);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(keptRuns).toHaveLength(2);
    await controller.pause();
    expect((await training).metrics.update).toBe(3);
  });

  it('says why a load failed and tries again after the next edit', async () => {
    const { fake, store, controller } = setUp();
    fake.failNextLoad(codedError('OutOfMemory', 'the network needs 9 GB'));
    await vi.advanceTimersByTimeAsync(10);
    expect(store.getState().problem).toEqual({
      code: 'OutOfMemory',
      message: 'the network needs 9 GB',
    });
    edit('Set neurons', withUnits(8));
    await vi.advanceTimersByTimeAsync(400);
    expect(store.getState().phase).toBe('ready');
    await controller.settled();
    expect(store.getState().problem).toBeNull();
  });
});
