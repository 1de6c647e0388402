/** Trains one document from start, or from a checkpoint, to its end. */
import type { Experiment } from '#model/experiment.ts';
import { readFrame } from '#protocol/frame.ts';
import type { LoadReport, RunStatus, SpikeRecord } from '#protocol/training.ts';
import { createHeadlessRun } from './createHeadlessRun.ts';

export interface TrainingOptions {
  readonly experiment: Experiment;
  /** End after this many more updates; null for the document's own stopping rule. */
  readonly updates: number | null;
  /** Bytes of a weights.bin of the same network; null for fresh weights. */
  readonly checkpoint: ArrayBuffer | null;
  /** Called about 30 times a second. */
  onStatus(status: RunStatus): void;
  /** Called after each epoch with what is needed to go on from there. */
  onEpoch?(checkpoint: ArrayBuffer): Promise<void>;
  /** Ends the training after the update under way. */
  readonly signal: AbortSignal;
}

export interface Trained {
  readonly experiment: Experiment;
  readonly load: LoadReport;
  readonly status: RunStatus;
  /** 'stopped': the given number of updates was reached. */
  readonly outcome: 'finished' | 'stopped' | 'interrupted' | 'failed';
  /** Why it ended, in words. */
  readonly message: string;
  readonly checkpoint: ArrayBuffer;
  /** The first test samples, as the trained network answers them. */
  readonly spikes: readonly SpikeRecord[];
}

const SPIKE_SAMPLES = 10;

/** A failure while training is an outcome, so that what was computed can be kept; others throw. */
export async function trainDocument(options: TrainingOptions): Promise<Trained> {
  const { experiment, signal } = options;
  const run = createHeadlessRun();
  const load = await run.load(experiment, 'wasm');
  if (options.checkpoint !== null) await run.restore(options.checkpoint);

  let kept: Promise<void> = Promise.resolve();
  let { epoch } = (await run.status()).metrics;
  run.onFrame(async (frame) => {
    const { status } = readFrame(frame);
    options.onStatus(status);
    if (options.onEpoch === undefined || status.metrics.epoch <= epoch) return;
    epoch = status.metrics.epoch;
    // Not awaited by the training loop: a checkpoint waits for its turn between two slices.
    kept = run.checkpoint().then(options.onEpoch);
  });
  const interrupt = (): void => void run.pause();
  signal.addEventListener('abort', interrupt, { once: true });

  let failure: string | null = null;
  if (!signal.aborted) {
    const goal = options.updates === null ? null : { updates: options.updates };
    await run.train(goal).catch((error: unknown) => {
      failure = error instanceof Error ? error.message : String(error);
    });
  }
  signal.removeEventListener('abort', interrupt);
  await kept;
  if (experiment.stopping.validation && failure === null && !signal.aborted) {
    await run.evaluate('test');
  }
  const status = await run.status();
  const checkpoint = await run.checkpoint();
  const spikes: SpikeRecord[] = [];
  for (let index = 0; index < Math.min(SPIKE_SAMPLES, load.testCount); index++) {
    spikes.push(await run.spikes('test', index));
  }
  await run.dispose();

  const { outcome, message } = ending(failure, status, signal.aborted);
  return { experiment, load, status, outcome, message, checkpoint, spikes };
}

function ending(
  failure: string | null,
  status: RunStatus,
  interrupted: boolean,
): Pick<Trained, 'outcome' | 'message'> {
  if (failure !== null) return { outcome: 'failed', message: failure };
  if (status.phase === 'finished') {
    return { outcome: 'finished', message: status.message ?? 'The stopping rule was reached.' };
  }
  const at = `after ${status.metrics.update} updates`;
  return interrupted
    ? { outcome: 'interrupted', message: `Interrupted ${at}.` }
    : { outcome: 'stopped', message: `Stopped ${at}, as asked.` };
}
