import { beforeEach, expect, it } from 'vitest';
import type { PredictionPart, PredictionRequest } from '#protocol/prediction.ts';
import { cancelPrediction, predictionStore, predictSplit } from './predictionStore.ts';

const part = (from: number): PredictionPart => ({
  ...{ from, total: 3, firstIndex: 40, update: 9 },
  labels: Uint8Array.of(1),
  answers: Int16Array.of(from - 1),
  confidences: Float32Array.of(0.5),
  decisionSteps: Float32Array.of(from),
});

beforeEach(() => predictionStore.setState({ result: null, running: null, problem: null }));

it('asks batch by batch and joins them', async () => {
  const asked: PredictionRequest[] = [];
  const seen: number[] = [];
  const stop = predictionStore.subscribe(({ running }) => seen.push(running?.done ?? -1));
  await predictSplit('validation', async (request) => {
    asked.push(request);
    return part(request.from);
  });
  stop();
  expect(asked.map(({ from }) => from)).toEqual([0, 1, 2]);
  expect(seen).toEqual([0, 1, 2, -1]);
  const { result } = predictionStore.getState();
  expect(result).toMatchObject({
    split: 'validation',
    viewSplit: 'train',
    update: 9,
    firstIndex: 40,
  });
  expect([...result!.answers]).toEqual([-1, 0, 1]);
});

it('stops asking when it is cancelled, and keeps the last whole result', async () => {
  await predictSplit('test', async ({ from }) => part(from));
  const { result } = predictionStore.getState();
  let asked = 0;
  await predictSplit('test', async ({ from }) => {
    if (++asked === 2) cancelPrediction();
    return part(from);
  });
  expect(asked).toBe(2);
  expect(predictionStore.getState()).toEqual({ result, running: null, problem: null });
});

it('says why it ended early', async () => {
  await predictSplit('test', () => Promise.reject(new Error('changed meanwhile')));
  expect(predictionStore.getState()).toMatchObject({ running: null, problem: 'changed meanwhile' });
});
