/**
 * Trains a document epoch by epoch and chooses one by the validation set; only then looks at the test
 * split, once.
 */
import type { Experiment } from '#model/experiment.ts';
import type { TrainingRun } from '#engine/training/run.ts';
import type { LoadReport, RunStatus } from '#protocol/training.ts';
import { createHeadlessRun } from './createHeadlessRun.ts';
import { readFrame } from '#protocol/frame.ts';
import type { EpochRow } from './curve.ts';
import { curveOf, epochRows } from './curve.ts';

/** What is needed to go on: the last state, and the state of the best epoch so far. */
export interface Draft {
  readonly last: ArrayBuffer;
  /** Null before the first epoch is done. */
  readonly best: ArrayBuffer | null;
}

export interface ChosenOptions {
  readonly experiment: Experiment;
  readonly draft: Draft | null;
  onStatus(status: RunStatus): void;
  /** Called after each epoch, and when the training is broken off. */
  onDraft(draft: Draft): Promise<void>;
  /** Ends the training after the update under way. */
  readonly signal: AbortSignal;
}

export interface Chosen {
  /** Holds the weights of the chosen epoch; the caller disposes it. */
  readonly run: TrainingRun;
  readonly load: LoadReport;
  /** At the end of the training. */
  readonly status: RunStatus;
  readonly epochs: readonly EpochRow[];
  /** 'failed': the loss was no number any more. */
  readonly outcome: 'finished' | 'interrupted' | 'failed';
  readonly message: string;
  /** Of the chosen epoch; null when no epoch was finished. */
  readonly best: ArrayBuffer | null;
  readonly chosenEpoch: number;
}

/** @throws Error for a document that holds no validation set back */
export async function trainChosen(options: ChosenOptions): Promise<Chosen> {
  const { experiment, signal } = options;
  if (!experiment.stopping.validation) {
    throw new Error(`${experiment.name}: stopping.validation: got false, expected true`);
  }
  const run = createHeadlessRun();
  const load = await run.load(experiment, 'wasm');
  let { last, best }: Draft = options.draft ?? { last: await run.checkpoint(), best: null };
  if (options.draft !== null) await run.restore(last);
  run.onFrame((frame) => options.onStatus(readFrame(frame).status));
  const interrupt = (): void => void run.pause();
  signal.addEventListener('abort', interrupt);

  let failure: string | null = null;
  let isDone = isFinished(await run.status(), experiment);
  while (!signal.aborted && !isDone && failure === null) {
    const before = (await run.status()).metrics.epoch;
    await run.train({ epochs: 1 }).catch((error: unknown) => {
      failure = error instanceof Error ? error.message : String(error);
    });
    if (failure !== null) break;
    last = await run.checkpoint();
    const status = await run.status();
    if (status.metrics.epoch > before && isBest(last)) best = last;
    isDone = isFinished(status, experiment);
    await options.onDraft({ last, best });
  }
  signal.removeEventListener('abort', interrupt);
  const status = await run.status();
  const epochs = epochRows(curveOf(last));
  if (best !== null) await run.restore(best);
  const ended = failure === null ? (isDone ? 'finished' : 'interrupted') : 'failed';
  return {
    run,
    load,
    status,
    epochs,
    outcome: ended,
    message: failure ?? `${epochs.length} epochs are done.`,
    best,
    chosenEpoch: chosenOf(epochs)?.epoch ?? 0,
  };
}

/** The first epoch with the highest validation accuracy. */
export function chosenOf(epochs: readonly EpochRow[]): EpochRow | null {
  let chosen: EpochRow | null = null;
  for (const row of epochs) {
    const accuracy = row.validationAccuracy ?? -1;
    if (chosen === null || accuracy > (chosen.validationAccuracy ?? -1)) chosen = row;
  }
  return chosen;
}

/** Whether the epoch that was just finished is the one to choose. */
function isBest(last: ArrayBuffer): boolean {
  const epochs = epochRows(curveOf(last));
  return chosenOf(epochs) === epochs.at(-1);
}

function isFinished({ metrics }: RunStatus, { stopping }: Experiment): boolean {
  const { epochs, targetAccuracy } = stopping;
  if (epochs > 0 && metrics.epoch >= epochs) return true;
  return targetAccuracy > 0 && (metrics.validationAccuracy ?? -1) >= targetAccuracy;
}
