import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { catalog } from '#catalog/index.ts';
import { mnistConvExample, mnistDenseExample } from '#catalog/examples/mnist.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { collectFrames, testRun, toyExperiment, trainedValues } from '../testRun.ts';
import { readNeuronWeights } from './neuronWeights.ts';

describe.each(catalog.rules.map(({ id }) => id))('%s', (ruleId) => {
  it('sends the weights that it trains, in and out of a neuron', async () => {
    const recurrent = ruleId === 'surrogate';
    const { experiment } = switchRule(toyExperiment({ recurrent }), ruleId, catalog);
    const run = testRun(engineAssets);
    const { frames } = collectFrames(run);
    await run.load(experiment, 'wasm');
    await run.train({ updates: 1 });
    const request = { split: 'test', sampleIndex: 0, layerId: 'hidden', neurons: [5] } as const;
    const neuronWeights = { layerId: 'hidden', neuron: 5 };
    await run.probe({ ...request, weightsFrom: null, decisionGrid: 0, neuronWeights });
    const sent = frames.findLast(({ neuron }) => neuron !== null)?.neuron;
    const values = await trainedValues(run);
    const column = (id: string, size: number, at: number): number[] =>
      (values[id] ?? []).filter((_, i) => i % size === at);
    const [into, loop] = sent?.incoming ?? [];
    expect(into).toMatchObject({ layerId: 'input', kind: 'dense' });
    expect(into?.values).toHaveLength(4);
    const names = Object.keys(values).filter((id) => id.startsWith('w:hidden/weights/'));
    expect([...(into?.values ?? [])]).toEqual(column(names[0] ?? '', 12, 5).map(Math.fround));
    const [out, loopOut] = sent?.outgoing ?? [];
    const outName = Object.keys(values).find((id) => id.startsWith('w:readout/weights/')) ?? '';
    const row = (values[outName] ?? []).slice(5 * 2, 6 * 2);
    expect([...(out?.values ?? [])]).toEqual(row.map(Math.fround));
    expect(out?.values.some((weight) => weight !== 0)).toBe(true);
    if (!recurrent) expect([loop, loopOut]).toEqual([undefined, undefined]);
    else {
      const own = values['w:hidden/recurrent'] ?? [];
      expect([...(loop?.values ?? [])]).toEqual(column('w:hidden/recurrent', 12, 5));
      expect([...(loopOut?.values ?? [])]).toEqual(own.slice(5 * 12, 6 * 12));
    }
    await run.dispose();
  });
});

/** Weights that are the index of their place. */
function numbered(sizes: Readonly<Record<string, number>>) {
  const state = Object.entries(sizes).map(([id, length]) => ({
    id: `w:${id}`,
    length,
    read: () => Promise.resolve(Float32Array.from({ length }, (_, i) => i)),
    write: () => undefined,
  }));
  return { learner: { state } };
}

it('gives the weights of a hidden neuron as an image of the input behind the Flatten', async () => {
  const { experiment } = mnistDenseExample;
  const analysis = analyseNetwork(experiment, catalog);
  const [, toHidden] = experiment.network.connections;
  const session = { analysis, ...numbered({ [`hidden/weights/${toHidden?.id}`]: 784 * 800 }) };
  const weights = await readNeuronWeights(session, { layerId: 'hidden', neuron: 3 });
  expect(weights?.incoming[0]?.image).toEqual({ height: 28, width: 28, channels: 1 });
  expect(weights?.incoming[0]?.values[28]).toBe(28 * 800 + 3);
  const pixel = await readNeuronWeights(session, { layerId: 'input', neuron: 28 });
  expect(pixel?.incoming).toEqual([]);
  expect(pixel?.outgoing[0]).toMatchObject({ layerId: 'hidden', kind: 'dense' });
  expect(pixel?.outgoing[0]?.values[3]).toBe(28 * 800 + 3);
  expect(await readNeuronWeights(session, { layerId: 'hidden', neuron: 800 })).toBeNull();
});

it('gives the filter of a neuron of a feature map, and its channel on the way out', async () => {
  const { experiment } = mnistConvExample;
  const analysis = analyseNetwork(experiment, catalog);
  const sizes = { 'conv1/weights': 5 * 5 * 12, 'conv1/bias': 12, 'conv2/weights': 5 * 5 * 12 * 64 };
  const session = { analysis, ...numbered(sizes) };
  const weights = await readNeuronWeights(session, { layerId: 'conv1', neuron: 12 * 7 + 4 });
  expect(weights?.bias).toBe(4);
  expect(weights?.incoming[0]?.image).toEqual({ height: 5, width: 5, channels: 1 });
  expect(weights?.incoming[0]?.values[2]).toBe(2 * 12 + 4);
  const pooled = await readNeuronWeights(session, { layerId: 'pool1', neuron: 12 * 7 + 4 });
  expect(pooled?.incoming).toEqual([]);
  expect(pooled?.outgoing[0]?.image).toEqual({ height: 5, width: 5, channels: 64 });
  // Tap 1, channel 4, filter 9 of conv2.
  expect(pooled?.outgoing[0]?.values[64 + 9]).toBe((12 + 4) * 64 + 9);
});
