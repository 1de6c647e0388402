import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { canTestWebgpu, pageAssets } from '../testing/pageAssets.ts';
import { alive } from './leaks.ts';
import { collectFrames, testRun, toyExperiment, trainedValues } from './testRun.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

describe.skipIf(!available)('looking at a run on WebGPU', { timeout: 120_000 }, () => {
  it('answers a split as evaluation does, counts its layers, and leaves nothing behind', async () => {
    const run = testRun(pageAssets);
    await run.load(toyExperiment({ recurrent: true }), 'webgpu');
    expect(tf.getBackend()).toBe('webgpu');
    await run.train({ updates: 3 });
    const { accuracy } = await run.evaluate('test');
    const before = await trainedValues(run);
    const tensors = alive();
    const { labels, answers, total } = await run.predict({ split: 'test', from: 0 });
    expect(labels).toHaveLength(total);
    const right = labels.reduce((sum, label, i) => sum + Number(label === answers[i]), 0);
    expect(right).toBe(Math.round(accuracy * total));
    const { frames } = collectFrames(run);
    await run.probe({
      ...{ split: 'test', sampleIndex: 0, layerId: '', neurons: [], weightsFrom: null },
      ...{ decisionGrid: 0, statistics: true, output: true },
    });
    const { statistics, output } = frames.at(-1)!;
    expect(statistics!.hasGradient).toBe(true);
    expect(output!.prediction).toBe(answers[0]);
    expect(await trainedValues(run)).toEqual(before);
    expect(alive()).toEqual(tensors);
    await run.dispose();
  });
});
