/**
 * `npm run results -- [NAME…] [--again]`: trains the rows of docs/RESULTS.md and rewrites its table.
 *
 * A seed that is on record for the same document is not trained again (unless `--again`), and a run
 * that was broken off goes on from its last finished epoch.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Experiment } from '#model/experiment.ts';
import { createEta } from './headless/eta.ts';
import { interruptible } from './headless/interruptible.ts';
import { describeMachine } from './headless/machine.ts';
import { createProgress, percent } from './headless/progress.ts';
import { requireTrainable } from './headless/readDocument.ts';
import { trainDocument } from './headless/trainDocument.ts';
import { writeWhole } from './headless/writeRun.ts';
import { createDrafts } from './results/drafts.ts';
import { documentOf } from './results/documents.ts';
import { readRecord, writeRecord } from './results/records.ts';
import type { ResultRow } from './results/rows.ts';
import { rows } from './results/rows.ts';
import { replaceTable, resultsTable } from './results/table.ts';

const RESULTS = fileURLToPath(new URL('../docs/RESULTS.md', import.meta.url));

interface Task {
  readonly row: ResultRow;
  readonly experiment: Experiment;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { again: { type: 'boolean' } },
  });
  const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
  if (unknown.length > 0) {
    console.error(`${unknown.join(', ')}: expected ${rows.map((row) => row.name).join(', ')}`);
    return 2;
  }
  const wanted = rows.filter((row) => positionals.length === 0 || positionals.includes(row.name));
  const tasks = await tasksOf(wanted, values.again === true);
  console.log(`${tasks.length} of ${wanted.flatMap((row) => row.seeds).length} runs to train`);
  for (const [index, task] of tasks.entries()) {
    console.log(`[${index + 1}/${tasks.length}] ${task.row.name}, seed ${task.experiment.seed}`);
    const code = await train(task);
    await rewrite();
    if (code !== 0) return code;
  }
  await rewrite();
  return 0;
}

/** One a seed; with `again` also those on record. */
async function tasksOf(wanted: readonly ResultRow[], again: boolean): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const row of wanted) {
    const base = await documentOf(row);
    requireTrainable(base);
    for (const seed of row.seeds) {
      const experiment = { ...base, seed };
      if (again || (await readRecord(row, experiment)) === null) tasks.push({ row, experiment });
    }
  }
  return tasks;
}

async function train({ row, experiment }: Task): Promise<number> {
  const drafts = createDrafts(row, experiment);
  const goal = { epochs: experiment.stopping.epochs, updates: null };
  const progress = createProgress({
    terminal: process.stdout,
    eta: createEta(goal),
    goal,
    now: () => performance.now(),
  });
  const machine = describeMachine();
  const trained = await interruptible(async (signal) =>
    trainDocument({
      experiment,
      updates: null,
      checkpoint: await drafts.read(),
      signal,
      onStatus: (status) => progress.note(status),
      onEpoch: (checkpoint) => drafts.write(checkpoint),
    }),
  );
  progress.end();
  if (trained.outcome !== 'finished') {
    console.error(trained.message);
    return trained.outcome === 'failed' ? 1 : 130;
  }
  await writeRecord(row, trained, machine);
  await drafts.remove();
  console.log(`test accuracy ${percent(trained.status.metrics.testAccuracy ?? NaN)}`);
  return 0;
}

/** The table always shows all rows, trained now or before. */
async function rewrite(): Promise<void> {
  const filled = [];
  for (const row of rows) {
    const base = await documentOf(row);
    const records = await Promise.all(row.seeds.map((seed) => readRecord(row, { ...base, seed })));
    filled.push({ row, records: records.filter((record) => record !== null) });
  }
  const text = await readFile(RESULTS, 'utf8');
  await writeWhole(RESULTS, replaceTable(text, resultsTable(filled)));
}

process.exitCode = await main();
