/** `npm run experiment -- FILE.json`: trains one document without a browser; `--help` lists the rest. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { errorCode } from '#protocol/errors.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ExperimentArguments } from './headless/arguments.ts';
import { parseExperimentArguments, USAGE } from './headless/arguments.ts';
import { createEta } from './headless/eta.ts';
import { interruptible } from './headless/interruptible.ts';
import { describeMachine } from './headless/machine.ts';
import { createProgress, percent } from './headless/progress.ts';
import { DocumentRefused, readDocument, requireTrainable } from './headless/readDocument.ts';
import { trainDocument } from './headless/trainDocument.ts';
import { writeRun } from './headless/writeRun.ts';

const EXIT = { done: 0, failed: 1, wrongInput: 2, interrupted: 130 } as const;

/** npm runs scripts in the project's folder; paths are meant from where the person stands. */
const fromCaller = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);

async function main(): Promise<number> {
  const parsed = parseExperimentArguments(process.argv.slice(2));
  if (parsed.kind === 'help') {
    console.log(USAGE);
    return EXIT.done;
  }
  if (parsed.kind === 'wrong') {
    console.error(`${parsed.message}\n\n${USAGE}`);
    return EXIT.wrongInput;
  }
  try {
    return await train(parsed.value);
  } catch (error) {
    if (error instanceof DocumentRefused || isBadCheckpoint(error)) {
      console.error(error.message);
      return EXIT.wrongInput;
    }
    throw error;
  }
}

async function train(args: ExperimentArguments): Promise<number> {
  const experiment = changed(await readDocument(fromCaller(args.file)), args);
  requireTrainable(experiment);
  const checkpoint = args.checkpoint === null ? null : await readCheckpoint(args.checkpoint);
  const name = basename(args.file).replace(/\.json$/i, '');
  const folder = fromCaller(args.outFolder ?? `runs/${name}-seed-${experiment.seed}`);

  const { epochs, targetAccuracy } = experiment.stopping;
  const goal = { epochs: epochs > 0 ? epochs : null, updates: args.updates };
  if (goal.epochs === null && goal.updates === null && targetAccuracy === 0) {
    console.log('The document has no stopping rule: training goes on until Ctrl+C.');
  }
  const machine = describeMachine();
  const progress = createProgress({
    terminal: process.stdout,
    eta: createEta(goal),
    goal,
    now: () => performance.now(),
  });
  console.log(`${experiment.name}, seed ${experiment.seed}`);
  const trained = await interruptible((signal) =>
    trainDocument({
      experiment,
      updates: args.updates,
      checkpoint,
      signal,
      onStatus: (status) => progress.note(status),
    }),
  );
  progress.end();
  const written = await writeRun(folder, trained, machine);
  const { testAccuracy } = trained.status.metrics;
  console.log(trained.message);
  if (testAccuracy !== null) console.log(`Test accuracy ${percent(testAccuracy)}`);
  console.log(`${folder}: ${written.join(', ')}`);
  if (trained.outcome === 'failed') return EXIT.failed;
  return trained.outcome === 'interrupted' ? EXIT.interrupted : EXIT.done;
}

/** The document as it is trained, and as metrics.json keeps it. */
function changed(experiment: Experiment, { seed, epochs }: ExperimentArguments): Experiment {
  return {
    ...experiment,
    ...(seed === null ? {} : { seed }),
    ...(epochs === null ? {} : { stopping: { ...experiment.stopping, epochs, targetAccuracy: 0 } }),
  };
}

async function readCheckpoint(path: string): Promise<ArrayBuffer> {
  const bytes = await readFile(fromCaller(path)).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocumentRefused(`--checkpoint: ${path} cannot be read (${reason})`, { cause });
  });
  return Uint8Array.from(bytes).buffer;
}

function isBadCheckpoint(error: unknown): error is Error {
  return errorCode(error) === 'BadCheckpoint';
}

process.exitCode = await main();
