/**
 * A training worker of its own, beside that of the open document.
 *
 * It is asked for nothing to draw, and gives its next frame a second after the last: what many runs
 * cost the page stays small.
 */
import type { Experiment } from '#model/experiment.ts';
import { readContainer } from '#protocol/container.ts';
import type { Frame } from '#protocol/frame.ts';
import { readFrame } from '#protocol/frame.ts';
import type { MeasureReport } from '#protocol/measure.ts';
import type { LoadReport, RunStatus, TrainGoal } from '#protocol/training.ts';
import type { OpenTraining, TrainingCalls } from '../run/trainingClient.ts';
import { openTraining } from '../run/trainingClient.ts';

const FRAME_PERIOD_MS = 1_000;

export interface Trainer {
  /** An answer of the worker; rejects when it dies or was closed before answering. */
  ask<T>(question: (worker: TrainingCalls) => Promise<T>): Promise<T>;
  /** Takes the place of an earlier listener. */
  onFrame(listener: (frame: Frame) => void): void;
  close(): void;
}

/** The worker was ended by the page. */
export class TrainerClosed extends Error {
  override readonly name = 'TrainerClosed';
}

export function createTrainer(threads: number, open: OpenTraining = openTraining): Trainer {
  let listener: (frame: Frame) => void = () => undefined;
  let giveUp: (error: Error) => void = () => undefined;
  const gone = new Promise<never>((_, reject) => (giveUp = reject));
  // With no question open, nobody needs to hear of the rejection.
  gone.catch(() => undefined);
  const connection = open(
    {
      onFrame: async (buffer) => {
        listener(readFrame(buffer));
        await new Promise((resolve) => setTimeout(resolve, FRAME_PERIOD_MS));
      },
      onLost: (reason) => giveUp(new Error(`The training worker stopped (${reason}).`)),
    },
    threads,
  );
  return {
    ask: (question) => Promise.race([question(connection.calls), gone]),
    onFrame: (next) => {
      listener = next;
    },
    close() {
      connection.close();
      giveUp(new TrainerClosed('The run was ended.'));
    },
  };
}

export interface TrainingJob {
  readonly experiment: Experiment;
  /** Null: until the document's stopping rule. */
  readonly goal: TrainGoal;
  /** Test samples that costs are measured on; 0 for none. */
  readonly samples: number;
  onFrame(frame: Frame): void;
}

export interface TrainedRun {
  readonly load: LoadReport;
  /** With the accuracy on the whole test split, of the weights as they are at the end. */
  readonly status: RunStatus;
  readonly measure: MeasureReport | null;
  readonly checkpoint: ArrayBuffer;
  /** All rows of the curve, see CURVE_COLUMNS. */
  readonly curve: Float64Array;
}

/**
 * Trains a document from its start to the goal, on WASM: the numbers are then those of
 * `npm run experiment`, and times can be compared.
 */
export async function trainJob(trainer: Trainer, job: TrainingJob): Promise<TrainedRun> {
  trainer.onFrame(job.onFrame);
  const load = await trainer.ask((worker) => worker.load(job.experiment, 'wasm'));
  const end = await trainer.ask((worker) => worker.train(job.goal));
  const isTested = end.metrics.testAccuracy !== null && end.updateInEpoch === 0;
  if (!isTested) await trainer.ask((worker) => worker.evaluate('test'));
  const status = isTested ? end : await trainer.ask((worker) => worker.status());
  const { samples } = job;
  const measure = samples === 0 ? null : await trainer.ask((worker) => worker.measure({ samples }));
  const checkpoint = await trainer.ask((worker) => worker.checkpoint());
  const curve = readContainer(checkpoint).sections.get('curve');
  return {
    ...{ load, status, measure, checkpoint },
    curve: curve instanceof Float64Array ? curve : new Float64Array(0),
  };
}
