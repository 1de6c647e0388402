/** Trains one run of a row, tests the chosen epoch once, measures what the row asks for. */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { readContainer } from '#protocol/container.ts';
import { createDatasetCache } from '#engine/data/loadDataset.ts';
import { createEta } from '../headless/eta.ts';
import { createHeadlessRun } from '../headless/createHeadlessRun.ts';
import { describeMachine } from '../headless/machine.ts';
import { createProgress, percent } from '../headless/progress.ts';
import type { Chosen } from '../headless/trainChosen.ts';
import { chosenOf, trainChosen } from '../headless/trainChosen.ts';
import { nodeDatasetIo } from '../nodeDatasetIo.ts';
import { createDrafts } from './drafts.ts';
import type { RunRecord } from './records.ts';
import { readRunRecord, trainedDocument, writeRunRecord } from './records.ts';
import type { Extras, RunSpec, TrainedNetwork } from './row.ts';

const datasets = createDatasetCache(nodeDatasetIo());

export interface RunOptions {
  readonly signal: AbortSignal;
  /** Takes what a run that was broken off has reached for its result. */
  readonly isShort: boolean;
}

/** Returns whether the run is on record now; a run that was broken off goes on another time. */
export async function trainRun(spec: RunSpec, options: RunOptions): Promise<boolean> {
  const { experiment } = spec;
  const drafts = createDrafts(spec);
  const draft = await drafts.read();
  const goal = { epochs: experiment.stopping.epochs || null, updates: null };
  const progress = createProgress({
    terminal: process.stdout,
    eta: createEta(goal),
    goal,
    now: () => performance.now(),
  });
  const machine = describeMachine();
  const trained = await trainChosen({
    experiment,
    draft,
    signal: options.isShort ? AbortSignal.abort() : options.signal,
    onStatus: (status) => progress.note(status),
    onDraft: (state) => drafts.write(state),
  });
  progress.end();
  await drafts.flush();
  try {
    if (trained.outcome === 'interrupted' && !(options.isShort && trained.best !== null)) {
      console.log(`Broken off after ${trained.epochs.length} epochs; it goes on from there.`);
      return false;
    }
    if (trained.best === null) throw new Error(`no epoch was finished: ${trained.message}`);
    const record = await recordOf(spec, trained, machine, options.signal);
    await writeRunRecord(record);
    if (trained.outcome === 'finished') await drafts.close();
    const { epoch, validationAccuracy, testAccuracy } = record.chosen;
    console.log(
      `epoch ${epoch}: validation ${percent(validationAccuracy)}, test ${percent(testAccuracy)}`,
    );
    return true;
  } finally {
    await trained.run.dispose();
  }
}

async function recordOf(
  spec: RunSpec,
  trained: Chosen,
  machine: RunRecord['machine'],
  signal: AbortSignal,
): Promise<RunRecord> {
  const { row, variant, experiment } = spec;
  const { run, load, status, epochs, best, outcome } = trained;
  const test = await run.evaluate('test');
  const chosen = {
    epoch: trained.chosenEpoch,
    validationAccuracy: chosenOf(epochs)?.validationAccuracy ?? 0,
    testLoss: test.loss,
    testAccuracy: test.accuracy,
  };
  const record: RunRecord = {
    row: row.name,
    variant: variant?.id ?? null,
    seed: experiment.seed,
    document: trainedDocument(experiment),
    backend: load.backend.name,
    machine,
    finishedOn: new Date().toISOString().slice(0, 10),
    seconds: status.trainingSeconds,
    msPerUpdate: status.msPerUpdate,
    ended: endingOf(outcome, trained.message, epochs.length, experiment.stopping.epochs),
    isPartial: outcome === 'interrupted',
    chosen,
    epochs,
    extras: {},
  };
  if (row.after === undefined || best === null) return record;
  return { ...record, extras: await measureAfter(spec, record, run, best, signal) };
}

function endingOf(
  outcome: Chosen['outcome'],
  message: string,
  done: number,
  planned: number,
): string | null {
  if (outcome === 'finished') return null;
  return outcome === 'failed' ? message : `ended after ${done} of ${planned} epochs`;
}

async function measureAfter(
  { row, experiment }: RunSpec,
  record: RunRecord,
  run: TrainedNetwork['run'],
  best: ArrayBuffer,
  signal: AbortSignal,
): Promise<Extras> {
  const { id, params } = experiment.dataset;
  const measured = await row.after?.({
    experiment,
    dataset: await datasets.load(entryOf(catalog.datasets, id), params, experiment.seed),
    run,
    arrays: readContainer(best).sections,
    epochs: record.epochs,
    chosenEpoch: record.chosen.epoch,
    testAccuracy: record.chosen.testAccuracy,
    note: (text) => console.log(text),
    signal,
  });
  return measured ?? {};
}

/** Measures again what comes after the test, on the kept weights. Returns why not, or null. */
export async function measureAgain(spec: RunSpec, signal: AbortSignal): Promise<string | null> {
  const record = await readRunRecord(spec);
  if (record === null) return 'not trained yet';
  const best = await createDrafts(spec).readBest();
  if (best === null) return 'its weights are not kept on this machine; train it with --again';
  const run = createHeadlessRun();
  try {
    await run.load(spec.experiment, 'wasm');
    await run.restore(best);
    const extras = await measureAfter(spec, record, run, best, signal);
    await writeRunRecord({ ...record, extras });
    return null;
  } finally {
    await run.dispose();
  }
}
