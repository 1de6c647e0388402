/**
 * Looks into finished runs one after the other, in one worker that is started for it: the spikes of
 * one sample, and the gradients that each method gives to the same weights and samples.
 */
import { readContainer } from '#protocol/container.ts';
import type { GradientReport } from '#protocol/measure.ts';
import type { SpikeRecord } from '#protocol/training.ts';
import type { OpenTraining } from '../run/trainingClient.ts';
import { openTraining } from '../run/trainingClient.ts';
import type { ComparedRun } from './compareStore.ts';
import type { Trainer } from './trainer.ts';
import { createTrainer } from './trainer.ts';

export type Finished = ComparedRun & { readonly checkpoint: ArrayBuffer };

export function isFinished(run: ComparedRun): run is Finished {
  return run.checkpoint !== null;
}

type Given<T> = (runId: string, value: T) => void;

/** Calls back with each run's record as it comes; rejects at the first that fails. */
export function recordSample(
  runs: readonly Finished[],
  sample: { readonly split: 'train' | 'test'; readonly index: number },
  given: Given<SpikeRecord>,
  signal: AbortSignal,
  open: OpenTraining = openTraining,
): Promise<void> {
  return eachRun(runs, signal, open, async (trainer, { id, experiment, checkpoint }) => {
    await trainer.ask((worker) => worker.load(experiment, 'wasm'));
    await trainer.ask((worker) => worker.restore(checkpoint));
    given(id, await trainer.ask((worker) => worker.spikes(sample.split, sample.index)));
  });
}

/** Gradients of the first training samples at the weights of `reference`, by every run's method. */
export function gradientsAt(
  reference: Finished,
  runs: readonly Finished[],
  samples: number,
  given: Given<GradientReport>,
  signal: AbortSignal,
  open: OpenTraining = openTraining,
): Promise<void> {
  const weights = weightsOf(reference.checkpoint);
  const indices = Array.from({ length: samples }, (_, index) => index);
  return eachRun(runs, signal, open, async (trainer, { id, experiment }) => {
    const { trainCount } = await trainer.ask((worker) => worker.load(experiment, 'wasm'));
    const there = indices.slice(0, trainCount);
    const request = { split: 'train', indices: there, weights } as const;
    given(id, await trainer.ask((worker) => worker.gradients(request)));
  });
}

async function eachRun(
  runs: readonly Finished[],
  signal: AbortSignal,
  open: OpenTraining,
  work: (trainer: Trainer, run: Finished) => Promise<void>,
): Promise<void> {
  const trainer = createTrainer(1, open);
  signal.addEventListener('abort', trainer.close, { once: true });
  try {
    for (const run of runs) {
      if (signal.aborted) return;
      await work(trainer, run);
    }
  } finally {
    signal.removeEventListener('abort', trainer.close);
    trainer.close();
  }
}

/** Weights by name, without the `w:` that checkpoints write before it. */
function weightsOf(checkpoint: ArrayBuffer): ReadonlyMap<string, Float32Array | Float64Array> {
  const weights = new Map<string, Float32Array | Float64Array>();
  for (const [name, values] of readContainer(checkpoint).sections) {
    const isNumbers = values instanceof Float32Array || values instanceof Float64Array;
    if (name.startsWith('w:') && isNumbers) weights.set(name.slice(2), values);
  }
  return weights;
}
