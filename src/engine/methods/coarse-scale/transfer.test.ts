import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import type { TransferReport } from '#protocol/transfer.ts';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { testRun, toyExperiment } from '../../training/testRun.ts';
import { continuousNeuron } from './continuousLif.ts';
import { cellForward } from './cell.ts';

const run = testRun(engineAssets);
afterAll(() => run.dispose());

const SAMPLES = 90;
const STEPS = 6;

function experiment(given: {
  readonly encoder?: { readonly id: string; readonly params?: ParamValues };
  readonly cell?: string;
  readonly loop?: boolean;
}): Experiment {
  const neuron = { id: 'coarseLif' };
  const first = { ...neuron, params: { cell: given.cell ?? 'uniform' } };
  return buildExperiment({
    version: 1,
    seed: 3,
    dataset: { id: 'moons', params: { nTrain: 120, nTest: SAMPLES } },
    encoder: given.encoder ?? { id: 'poisson', params: { peakRate: 1 } },
    simulation: { steps: STEPS, dtMs: 1 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        { id: 'a', kind: 'dense', params: { units: 24, initGain: 3 }, neuron: first },
        { id: 'readout', kind: 'readout', params: { measure: 'spikeCount', initGain: 3 }, neuron },
      ]),
      connections: chain(['input', 'a', 'readout'], given.loop === true ? ['a'] : []),
    },
    rule: { id: 'coarse-scale' },
    loss: { id: 'countTargets', params: { countTrue: 4, countFalse: 0, reduction: 'mean' } },
    optimiser: { id: 'adam', params: { learningRate: 0.01 } },
    batchSize: 20,
  });
}

async function trained(
  given: Parameters<typeof experiment>[0],
  updates: number,
): Promise<{ report: TransferReport; testAccuracy: number }> {
  await run.load(experiment(given), 'wasm');
  await run.train({ updates });
  const report = await run.transfer({ split: 'test', samples: 1000, lengths: [1, 2, 8] });
  const { accuracy } = await run.evaluate('test');
  return { report, testAccuracy: accuracy };
}

describe('training coarse, running continuous', () => {
  it.each([
    ['spikes', {}],
    ['spikes and a loop', { loop: true }],
    ['constant currents', { encoder: { id: 'constant' } }],
    ['constant currents into cells made for them', { encoder: { id: 'constant' }, cell: 'vext' }],
  ])('%s', async (_name, given) => {
    const { report, testAccuracy } = await trained(given, 120);
    expect(report.samples).toBe(SAMPLES);
    expect(report.rows.map(({ steps }) => steps)).toEqual([STEPS, 2 * STEPS, 8 * STEPS]);
    const [first, second, last] = report.rows;
    // The coarse side is the network that was trained, on the spikes that it is evaluated on.
    expect(first!.coarseAccuracy).toBeCloseTo(testAccuracy, 12);
    expect(second!.coarseSpikes).toBeGreaterThan(first!.coarseSpikes);
    expect(last!.coarseAccuracy).toBeGreaterThan(0.7);
    expect(last!.continuousAccuracy).toBeGreaterThan(0.7);
    expect(last!.agreement).toBeGreaterThan(0.8);
    expect(last!.correlation!).toBeGreaterThan(0.8);
    const ratio = last!.continuousSpikes / last!.coarseSpikes;
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(2);
  });

  it('gives the same numbers twice', async () => {
    const { report } = await trained({}, 20);
    const again = await run.transfer({ split: 'test', samples: 1000, lengths: [1, 2, 8] });
    expect(again.rows).toEqual(report.rows);
  });

  it('is refused, with the reason, where there is no continuous counterpart', async () => {
    const request = { split: 'test', samples: 10, lengths: [1, 8] } as const;
    await run.load(experiment({ encoder: { id: 'latency' } }), 'wasm');
    await expect(run.transfer(request)).rejects.toThrow(/ends with the presentation/);
    await run.load(toyExperiment(), 'wasm');
    await expect(run.transfer(request)).rejects.toThrow(/does not train for continuous time/);
  });
});

describe('one neuron under jittered spikes', () => {
  interface Vectors {
    readonly cases: readonly {
      readonly params: { readonly tau: number; readonly v0: number; readonly T: number };
      readonly inputs: {
        readonly weights: readonly number[];
        readonly spikes: readonly (readonly number[])[];
      };
    }[];
  }
  const file = new URL('./transfer.fixture.json', import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

  it.each(cases)('has the mean of the coarse cell while nothing fires', ({ params, inputs }) => {
    const { tau, T } = params;
    const cell = { model: 'uniform', tau, v0: Infinity, beta: 5, gain: 1 } as const;
    const drives = inputs.spikes.map((row) =>
      Float64Array.of(row.reduce((sum, spike, j) => sum + spike * inputs.weights[j]!, 0)),
    );
    const mean = cellForward(cell, drives).v.at(-1)![0]!;
    // Phases on a grid of midpoints: the mean over each input's phase without chance.
    const phases = 200;
    let sum = 0;
    inputs.spikes.forEach((row, k) =>
      row.forEach((spike, j) => {
        if (spike === 0) return;
        for (let i = 0; i < phases; i++) {
          const event = { t: k + (i + 0.5) / phases, w: inputs.weights[j]! };
          const trace = continuousNeuron({ tau, v0: Infinity, tRef: 1, drive: 0, tEnd: T }, [
            event,
          ]);
          sum += trace.vEnd / phases;
        }
      }),
    );
    expect(sum).toBeCloseTo(mean, 4);
  });
});
