/**
 * What the network says of every sample of a split: asked for batch by batch while training may go on,
 * until it is done or cancelled.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Simulation } from '#model/experiment.ts';
import type { PredictionPart, PredictionRequest, Predictions } from '#protocol/prediction.ts';
import type { EvaluatedSplit } from '#protocol/training.ts';
import { experimentStore } from '../experimentStore.ts';
import { frameSource } from '../frameSource.ts';
import { predictPart } from '../runStore.ts';

export interface SplitPredictions extends Predictions {
  readonly split: EvaluatedSplit;
  /** Finished updates of the weights that answered. */
  readonly update: number;
  /** The split's samples, as views number them: from here on in this split of the data set. */
  readonly firstIndex: number;
  readonly viewSplit: 'train' | 'test';
  /** How long each sample was presented. */
  readonly simulation: Simulation;
}

export interface PredictionState {
  /** The last split that was answered whole; null before, and after another run began. */
  readonly result: SplitPredictions | null;
  readonly running: { readonly split: EvaluatedSplit; done: number; total: number } | null;
  /** Why the last attempt ended early; null otherwise. */
  readonly problem: string | null;
}

const NOTHING: PredictionState = { result: null, running: null, problem: null };

/** Names the attempt under way; a batch of another one comes too late. */
let attempt = 0;

export const predictionStore = createStore<PredictionState>()(() => NOTHING);

/** Asks the whole split, with the weights as they are now. */
export async function predictSplit(
  split: EvaluatedSplit,
  ask: (request: PredictionRequest) => Promise<PredictionPart> = predictPart,
): Promise<void> {
  const own = ++attempt;
  predictionStore.setState({ running: { split, done: 0, total: 0 }, problem: null });
  const { simulation } = experimentStore.getState().experiment;
  const parts: PredictionPart[] = [];
  try {
    for (let from = 0; ;) {
      const part = await ask({ split, from });
      if (own !== attempt) return;
      parts.push(part);
      from += part.labels.length;
      if (from >= part.total || part.labels.length === 0) break;
      predictionStore.setState({ running: { split, done: from, total: part.total } });
    }
    predictionStore.setState({ result: joined(split, simulation, parts), running: null });
  } catch (error) {
    if (own !== attempt) return;
    const problem = error instanceof Error ? error.message : String(error);
    predictionStore.setState({ running: null, problem });
  }
}

/** Ends the attempt under way; the last whole result stays. */
export function cancelPrediction(): void {
  attempt++;
  predictionStore.setState({ running: null });
}

function joined(
  split: EvaluatedSplit,
  simulation: Simulation,
  parts: readonly PredictionPart[],
): SplitPredictions {
  const [first] = parts;
  return {
    ...{ split, simulation },
    update: first?.update ?? 0,
    firstIndex: first?.firstIndex ?? 0,
    viewSplit: split === 'test' ? 'test' : 'train',
    labels: Uint8Array.from(parts.flatMap(({ labels }) => [...labels])),
    answers: Int16Array.from(parts.flatMap(({ answers }) => [...answers])),
    confidences: Float32Array.from(parts.flatMap(({ confidences }) => [...confidences])),
    decisionSteps: Float32Array.from(parts.flatMap(({ decisionSteps }) => [...decisionSteps])),
  };
}

let run: number | null = null;
frameSource.subscribe((frame) => {
  if (run !== null && frame.run !== run) {
    attempt++;
    predictionStore.setState(NOTHING);
  }
  run = frame.run;
});

export function usePredictions<T>(select: (state: PredictionState) => T): T {
  return useStore(predictionStore, select);
}
