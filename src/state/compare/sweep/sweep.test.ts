import { describe, expect, it, vi } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import { parseExperiment } from '#model/validate/parseExperiment.ts';
import { createFakeTraining } from '../../run/fakeTraining.ts';
import type { SweepAxis } from './grid.ts';
import { axisProblem, axisValues, defaultAxis, meanOf, planCells } from './grid.ts';
import { createSweep } from './sweepStore.ts';
import { sweepTargets } from './targets.ts';

const yinYang = examples.find(({ id }) => id === 'yin-yang')!.experiment;
const targets = sweepTargets(yinYang, catalog);
const targetOf = (id: string) => targets.find((own) => own.id === id)!;
const axisOf = (id: string, given: Partial<SweepAxis> = {}): SweepAxis => ({
  ...defaultAxis(targetOf(id), 3),
  ...given,
});

describe('what can be swept', () => {
  it.each(examples)('every number of $title, each once and in its own place', ({ experiment }) => {
    const all = sweepTargets(experiment, catalog);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(8);
    for (const target of all) {
      const { spec, value } = target;
      const other = value === spec.min ? spec.max : spec.min;
      const changed = target.apply(experiment, other);
      const parsed = parseExperiment(compactExperiment(changed, catalog), catalog);
      expect(parsed).toMatchObject({ ok: true });
      const found = sweepTargets(changed, catalog).find(({ id }) => id === target.id);
      expect(found?.value).toBe(other);
      expect(target.apply(changed, value)).toEqual(target.apply(experiment, value));
    }
  });
});

describe('a grid', () => {
  it('is linear or logarithmic, with whole numbers where they must be', () => {
    const rate = axisOf('optimiser learningRate');
    expect(rate).toMatchObject({ from: 0.0005, to: 0.05, scale: 'log' });
    expect(axisValues(rate)).toEqual([0.0005, 0.005, 0.05]);
    const batch = axisOf('document batchSize', { from: 1, to: 4, count: 7, scale: 'linear' });
    expect(axisValues(batch)).toEqual([1, 2, 3, 4]);
    expect(axisValues({ ...batch, count: 1 })).toEqual([1]);
  });

  it('keeps to the bounds of the parameter', () => {
    const batch = axisOf('document batchSize');
    expect(axisProblem(batch)).toBeNull();
    expect(axisProblem({ ...batch, to: 1e6 })).toContain('4096');
    expect(axisProblem({ ...axisOf('document clipNorm'), from: 0, scale: 'log' })).not.toBeNull();
    expect(axisProblem({ ...batch, from: 5, to: 5 })).not.toBeNull();
  });

  it('has a cell for each combination and seed', () => {
    const axes = [axisOf('optimiser learningRate'), axisOf('layer hidden units', { count: 2 })];
    const cells = planCells(yinYang, axes, 2);
    expect(cells).toHaveLength(3 * 2 * 2);
    expect(new Set(cells.map(({ experiment }) => JSON.stringify(experiment))).size).toBe(12);
    expect(cells[1]).toMatchObject({ place: [0, 0], seed: yinYang.seed + 1 });
    const { optimiser, network, seed } = cells.at(-1)!.experiment;
    expect(optimiser.params['learningRate']).toBe(0.05);
    const units = network.layers.find(({ id }) => id === 'hidden')?.params['units'];
    expect(units).toBe(axisValues(axes[1]!)[1]);
    expect(seed).toBe(yinYang.seed + 1);
  });

  it('has mean and sample deviation', () => {
    expect(meanOf([])).toBeNull();
    expect(meanOf([2])).toEqual({ mean: 2, deviation: 0 });
    expect(meanOf([1, 3])).toEqual({ mean: 2, deviation: Math.SQRT2 });
  });
});

describe('a sweep', () => {
  function setUp() {
    const fakes: ReturnType<typeof createFakeTraining>[] = [];
    const sweep = createSweep({
      open: (events) => {
        const fake = createFakeTraining();
        fakes.push(fake);
        return fake.open(events);
      },
      cores: () => 3,
      now: () => 0,
    });
    const request = {
      ...{ experiment: yinYang, seeds: 2, epochs: 2 },
      axes: [axisOf('optimiser learningRate', { count: 2 })],
    };
    const phases = () => sweep.store.getState().cells.map(({ phase }) => phase);
    return { sweep, fakes, request, phases };
  }

  it('trains every cell on the workers it has', async () => {
    const { sweep, fakes, request, phases } = setUp();
    const ended = sweep.start(request);
    await vi.waitFor(() => expect(phases()).toEqual(['running', 'running', 'waiting', 'waiting']));
    expect(fakes).toHaveLength(2);
    for (let round = 0; round < 2; round++) {
      for (const fake of fakes) {
        await vi.waitFor(() =>
          expect(fake.log.filter((name) => name === 'train')).toHaveLength(round + 1),
        );
        fake.finish();
      }
    }
    await ended;
    expect(phases()).toEqual(['done', 'done', 'done', 'done']);
    expect(sweep.store.getState().isRunning).toBe(false);
    const rates = fakes.flatMap(({ loaded }) =>
      loaded.map(({ optimiser }) => Number(optimiser.params['learningRate'])),
    );
    expect(rates.toSorted((a, b) => a - b)).toEqual([0.0005, 0.0005, 0.05, 0.05]);
  });

  it('keeps what is done when it is ended, and names a cell that cannot run', async () => {
    const { sweep, fakes, request, phases } = setUp();
    const ended = sweep.start(request);
    await vi.waitFor(() => expect(fakes[1]?.log).toContain('train'));
    fakes[0]!.failNextLoad(new Error('no memory'));
    fakes[0]!.finish();
    await vi.waitFor(() => expect(phases()).toEqual(['done', 'running', 'failed', 'running']));
    sweep.end();
    expect(phases()).toEqual(['done', 'ended', 'failed', 'ended']);
    await ended;
    expect(sweep.store.getState().cells[2]?.problem).toBe('no memory');
    expect(phases()).toEqual(['done', 'ended', 'failed', 'ended']);
  });
});
