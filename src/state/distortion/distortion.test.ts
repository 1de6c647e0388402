import { describe, expect, it } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { addEffect } from '#model/edit/effects.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import type { Experiment } from '#model/experiment.ts';
import { defaultAxis } from '../compare/sweep/grid.ts';
import { createFakeTraining } from '../run/fakeTraining.ts';
import { EMPTY_STATUS } from '../run/runState.ts';
import { createDistortion } from './distortionStore.ts';
import { accuracyOf, distortionTargets, isRandom, onHardware, undistorted } from './study.ts';

const yinYang = examples.find(({ id }) => id === 'yin-yang')!.experiment;
const targetOf = (experiment: Experiment, id: string) =>
  distortionTargets(experiment, catalog).find((own) => own.id === id)!;

describe('what is evaluated', () => {
  it('has a target for every effect that the method can compute', () => {
    expect(distortionTargets(yinYang, catalog).map(({ id }) => id)).toEqual(
      catalog.effects.map(({ id }) => id),
    );
    const rates = switchRule(yinYang, 'soft-lif', catalog).experiment;
    expect(distortionTargets(rates, catalog).map(({ id }) => id)).toEqual([
      'weightRange',
      'weightResolution',
    ]);
  });

  it('varies one effect, leaves the others, and changes the hardware', () => {
    const given = addEffect(yinYang, catalog, 'weightRange');
    const changed = targetOf(given, 'lostSpikes').apply(given, 0.4);
    expect(changed.effects?.list.map(({ id }) => id)).toEqual(['weightRange', 'lostSpikes']);
    expect(changed.effects?.list[1]?.params).toEqual({ share: 0.4 });
    expect(undistorted(changed, 'lostSpikes').effects).toEqual(given.effects);
    expect(onHardware(changed, 2).effects).toMatchObject({ seed: 3, training: false });
    expect(isRandom(given, catalog)).toBe(false);
    expect(isRandom(changed, catalog)).toBe(true);
  });

  it('counts right answers over the parts of a split', async () => {
    const answers = [0, 1, 2, 0, 1, 2, 2];
    const labels = [0, 1, 0, 0, 2, 2, 1];
    const ask = async (from: number) => ({
      ...{ from, total: 7, firstIndex: 0, update: 0 },
      labels: Uint8Array.from(labels.slice(from, from + 3)),
      answers: Int16Array.from(answers.slice(from, from + 3)),
      confidences: new Float32Array(3),
      decisionSteps: new Float32Array(3),
    });
    expect(await accuracyOf(100, ask)).toEqual({ accuracy: 4 / 7, samples: 7 });
    expect(await accuracyOf(4, ask)).toEqual({ accuracy: 3 / 4, samples: 4 });
  });
});

describe('a study', () => {
  function setUp(list: readonly string[] = []) {
    const fakes: ReturnType<typeof createFakeTraining>[] = [];
    const experiment = list.reduce((own, id) => addEffect(own, catalog, id), yinYang);
    const study = createDistortion({
      open: (events, threads) => {
        const fake = createFakeTraining();
        fakes.push(fake);
        return fake.open(events, threads);
      },
      snapshot: async () => ({
        ...{ experiment, checkpoint: new Uint32Array([9]).buffer, savedAt: 0 },
        status: EMPTY_STATUS,
      }),
      now: () => 0,
    });
    const axis = (id: string) => defaultAxis(targetOf(experiment, id), 3);
    return { study, fakes, axis };
  }

  it('loads the weights once and evaluates each point on each piece of hardware', async () => {
    const { study, fakes, axis } = setUp();
    await study.start({ axis: axis('thresholdSpread'), hardware: 2, samples: 10 });
    const { log } = fakes[0]!;
    expect(log.slice(0, 3)).toEqual(['open', 'load', 'restore']);
    expect(log.filter((name) => name === 'applyLive')).toHaveLength(1 + 3 * 2);
    const { cells, ideal, isRunning, problem } = study.store.getState();
    expect(problem).toBeNull();
    expect(isRunning).toBe(false);
    // The fake worker's answers are the place of the sample, its labels are 1.
    expect(ideal).toBe(0.5);
    expect(cells.map(({ accuracy }) => accuracy)).toEqual(Array(6).fill(0.5));
  });

  it('needs one piece of hardware where nothing is random', async () => {
    const { study, axis } = setUp();
    await study.start({ axis: axis('weightResolution'), hardware: 5, samples: 10 });
    expect(study.store.getState().cells).toHaveLength(3);
    const noisy = setUp(['spikeJitter']);
    await noisy.study.start({ axis: noisy.axis('weightResolution'), hardware: 5, samples: 10 });
    expect(noisy.study.store.getState().cells).toHaveLength(15);
  });

  it('keeps what is done when it is ended, and says why it failed', async () => {
    const { study, axis } = setUp();
    const atFirst = (then: () => void): (() => void) =>
      study.store.subscribe((now, before) => {
        if (now.ideal !== null && before.ideal === null) then();
      });
    const stop = atFirst(study.end);
    await study.start({ axis: axis('spikeJitter'), hardware: 40, samples: 10 });
    stop();
    const { cells, isRunning, problem } = study.store.getState();
    expect([isRunning, problem]).toEqual([false, null]);
    expect(cells.some(({ accuracy }) => accuracy === null)).toBe(true);
    const asked = axis('spikeJitter');
    // Other initial weights: nothing a trained network could be evaluated under.
    const target = { ...asked.target, apply: (own: Experiment) => ({ ...own, seed: 99 }) };
    await study.start({ axis: { ...asked, target }, hardware: 1, samples: 10 });
    expect(study.store.getState().problem).toContain('cannot be computed');
  });
});
