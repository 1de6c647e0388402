/**
 * Answers a whole split batch by batch while training goes on, with the weights as they were when the
 * first batch was asked for: they are put in place of the newer ones for the length of a batch.
 */
import type { Experiment } from '#model/experiment.ts';
import { codedError } from '#protocol/errors.ts';
import type { PredictionPart, PredictionRequest } from '#protocol/prediction.ts';
import type { StateArray } from './learner.ts';
import type { Session } from './session.ts';

/** So short that a pause in training is not felt. */
const BATCH = 100;

type Values = Awaited<ReturnType<StateArray['read']>>;

interface Snapshot {
  readonly session: Session;
  readonly experiment: Experiment;
  readonly update: number;
  readonly weights: ReadonlyMap<string, Values>;
}

export interface Predictor {
  /** The caller sees to it that nobody else uses the session meanwhile. */
  next(session: Session, request: PredictionRequest): Promise<PredictionPart>;
  /** Lets the kept weights go. */
  forget(): void;
}

export function createPredictor(): Predictor {
  let snapshot: Snapshot | null = null;
  return {
    next: async (session, { split, from }) => {
      if (from === 0) snapshot = await take(session);
      const kept = snapshot;
      if (kept?.session !== session || kept.experiment !== session.experiment) {
        throw codedError('NothingLoaded', 'The run or its settings changed meanwhile.');
      }
      const { total, first, source } = placeOf(session, split);
      const { evaluationBatch } = session.learner;
      const count = Math.max(0, Math.min(BATCH, evaluationBatch, total - from));
      const indices = Uint32Array.from({ length: count }, (_, i) => first + from + i);
      const isMoved = session.progress.update !== kept.update;
      const newer = isMoved ? await exchange(session, kept.weights) : null;
      try {
        const answers = await session.learner.predict(source, indices);
        return { ...answers, from, total, firstIndex: first, update: kept.update };
      } finally {
        if (newer !== null) await exchange(session, newer);
        if (from + count >= total) snapshot = null;
      }
    },
    forget: () => {
      snapshot = null;
    },
  };
}

/** Validation samples are the last of the learner's training split. */
function placeOf(
  { trainCount, validationCount, testCount }: Session,
  split: PredictionRequest['split'],
): { total: number; first: number; source: 'train' | 'test' } {
  return split === 'test'
    ? { total: testCount, first: 0, source: 'test' }
    : { total: validationCount, first: trainCount, source: 'train' };
}

async function take(session: Session): Promise<Snapshot> {
  const { experiment, progress } = session;
  return { session, experiment, update: progress.update, weights: await weightsOf(session) };
}

async function weightsOf({ learner }: Session): Promise<Map<string, Values>> {
  const weights = new Map<string, Values>();
  for (const own of learner.state) {
    if (own.id.startsWith('w:')) weights.set(own.id, await own.read());
  }
  return weights;
}

/** Puts weights in place; @returns those that were there */
async function exchange(
  session: Session,
  weights: ReadonlyMap<string, Values>,
): Promise<ReadonlyMap<string, Values>> {
  const before = await weightsOf(session);
  for (const own of session.learner.state) {
    const values = weights.get(own.id);
    if (values !== undefined) own.write(values);
  }
  return before;
}
