import { beforeEach, describe, expect, it, vi } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { packContainer } from '#protocol/container.ts';
import { createFakeTraining } from '../run/fakeTraining.ts';
import { createComparison } from './compareStore.ts';
import { progressOf, secondsPerEpoch } from './costs.ts';
import { createLanes, laneLimit } from './lanes.ts';
import { differences, entrantsOf } from './variants.ts';

const yinYang = examples.find(({ id }) => id === 'yin-yang')!.experiment;
const images = examples.find(({ experiment }) =>
  experiment.network.layers.some(({ kind }) => kind === 'conv'),
)!.experiment;
const BUDGET = { kind: 'epochs', amount: 3 } as const;

function setUp(cores = 2) {
  const fakes: ReturnType<typeof createFakeTraining>[] = [];
  const comparison = createComparison({
    open: (events, threads) => {
      const fake = createFakeTraining();
      fakes.push(fake);
      const { calls, close } = fake.open(events, threads);
      const checkpoint = async (): Promise<ArrayBuffer> => {
        await calls.checkpoint();
        return packContainer({ kind: 'checkpoint' }, { curve: new Float64Array(0) });
      };
      return { calls: { ...calls, checkpoint }, close };
    },
    cores: () => cores,
  });
  const phases = () => comparison.store.getState().runs.map(({ phase }) => phase);
  return { comparison, fakes, phases };
}

beforeEach(() => {
  vi.useRealTimers();
});

describe('a race', () => {
  it('has an entrant for every method, which trains the network or says why not', () => {
    const entrants = entrantsOf(yinYang, catalog);
    expect(entrants.map(({ ruleId }) => ruleId)).toEqual(catalog.rules.map(({ id }) => id));
    expect(entrants.every(({ kind }) => kind === 'runs')).toBe(true);
    for (const own of entrants) {
      if (own.kind === 'runs' && own.ruleId !== 'surrogate') {
        expect(own.changes.length).toBeGreaterThan(0);
      }
    }
    const ofImages = entrantsOf(images, catalog);
    const refused = ofImages.filter(({ kind }) => kind === 'impossible');
    expect(refused.length).toBeGreaterThan(0);
    for (const own of refused) {
      if (own.kind === 'impossible') expect(own.reasons.length).toBeGreaterThan(0);
    }
  });

  it('trains one after the other on two cores, on one seed with equal epochs', async () => {
    const { comparison, fakes, phases } = setUp();
    comparison.race(yinYang, BUDGET);
    expect(phases().filter((phase) => phase === 'running')).toHaveLength(1);
    for (let done = 0; done < catalog.rules.length; done++) {
      await vi.waitFor(() => expect(fakes[done]?.log).toContain('train'));
      expect(fakes).toHaveLength(done + 1);
      fakes[done]!.finish();
      await vi.waitFor(() => expect(phases()[done]).toBe('done'));
    }
    for (const { log, loaded } of fakes) {
      expect(log).toEqual(['open', 'load', 'train', 'evaluate test', 'measure', 'checkpoint']);
      expect(loaded[0]).toMatchObject({ seed: yinYang.seed, stopping: { epochs: 3 } });
    }
    const rules = fakes.map(({ loaded }) => loaded[0]?.rule.id);
    expect(rules).toEqual(catalog.rules.map(({ id }) => id));
    const { runs } = comparison.store.getState();
    expect(runs.every(({ status }) => status?.metrics.testAccuracy === 0.75)).toBe(true);
    expect(runs.every((run) => progressOf(run) === 1)).toBe(true);
  });

  it('uses as many cores as it may', async () => {
    const { comparison, phases } = setUp(4);
    comparison.race(yinYang, BUDGET);
    expect(phases().filter((phase) => phase === 'running')).toHaveLength(3);
    expect([1, 2, 8].map(laneLimit)).toEqual([1, 1, 7]);
  });
});

describe('a run', () => {
  it('can be ended, trained anew and removed', async () => {
    const { comparison, fakes, phases } = setUp();
    const [first, second, third] = [1, 2, 3].map(() => comparison.add(yinYang, BUDGET));
    await vi.waitFor(() => expect(fakes[0]?.log).toContain('train'));
    comparison.end(second!);
    expect(phases()).toEqual(['running', 'ended', 'waiting']);
    comparison.end(first!);
    await vi.waitFor(() => expect(phases()).toEqual(['ended', 'ended', 'running']));
    comparison.retry(first!);
    expect(phases()).toEqual(['waiting', 'ended', 'running']);
    await vi.waitFor(() => expect(fakes[1]?.log).toContain('train'));
    comparison.remove(third!);
    await vi.waitFor(() => expect(phases()).toEqual(['running', 'ended']));
    const { runs } = comparison.store.getState();
    expect(runs.map(({ name }) => name)).toEqual([
      'Surrogate gradient (BPTT)',
      'Surrogate gradient (BPTT) · 2',
    ]);
  });

  it('says why it failed, and the next one goes on', async () => {
    const { comparison, fakes, phases } = setUp();
    comparison.add(yinYang, BUDGET);
    comparison.add({ ...yinYang, seed: 9 }, BUDGET);
    await vi.waitFor(() => expect(fakes[0]?.log).toContain('train'));
    fakes[0]!.kill('out of memory');
    await vi.waitFor(() => expect(phases()).toEqual(['failed', 'running']));
    const [failed, other] = comparison.store.getState().runs;
    expect(failed?.problem).toContain('out of memory');
    expect(other?.changes).toEqual(['Seed: 1 → 9.']);
  });

  it('tells apart what was edited', () => {
    const params = { ...yinYang.rule.params, slope: 3 };
    const changed = { ...yinYang, batchSize: 20, rule: { ...yinYang.rule, params } };
    const lines = differences(yinYang, changed, catalog);
    expect(lines).toHaveLength(2);
    expect(lines.join(' ')).toMatch(/Method: .*3.*Batch size: 100/);
  });

  it('takes the updates of an epoch for its time', () => {
    expect(secondsPerEpoch({ status: null })).toBeNull();
  });
});

it('lanes begin the next job when one ends, also when it fails', async () => {
  const lanes = createLanes(() => 1);
  const order: string[] = [];
  lanes.add('a', async () => {
    order.push('a');
    throw new Error('of no interest');
  });
  lanes.add('b', async () => void order.push('b'));
  lanes.add('c', async () => void order.push('c'));
  expect(lanes.takeBack('b')).toBe(true);
  expect(lanes.takeBack('a')).toBe(false);
  await vi.waitFor(() => expect(order).toEqual(['a', 'c']));
});
