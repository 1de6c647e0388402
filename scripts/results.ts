/** `npm run results -- [NAME…]`: trains the rows of docs/RESULTS.md; `--help` lists the rest. */
import { interruptible, withLimit } from './headless/interruptible.ts';
import { requireTrainable } from './headless/readDocument.ts';
import type { ResultsArguments } from './results/arguments.ts';
import { parseResultsArguments, USAGE } from './results/arguments.ts';
import { documentsOf, runsOf, writeDocuments } from './results/documents.ts';
import { createSchedule } from './results/schedule.ts';
import { measureSeed } from './results/measureSeed.ts';
import { readMeasureRecord, readRunRecord } from './results/records.ts';
import { rewriteResults } from './results/rewriteResults.ts';
import type { ResultRow, RunSpec } from './results/row.ts';
import { rows } from './results/rows/index.ts';
import { measureAgain, trainRun } from './results/runRow.ts';

const BROKEN_OFF = 130;

/** One run of a row, or one seed of a measured row. */
interface Task {
  readonly title: string;
  readonly row: ResultRow;
  /** Returns whether it is done; false when it was broken off. */
  run(signal: AbortSignal): Promise<boolean>;
}

async function main(): Promise<number> {
  const names = rows.map((row) => row.name);
  const parsed = parseResultsArguments(process.argv.slice(2), names);
  if (parsed.kind === 'help') {
    console.log(USAGE);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    console.error(`${parsed.message}\n\n${USAGE}`);
    return 2;
  }
  const { mode, names: asked } = parsed.value;
  const wanted = rows.filter(({ name }) => asked.length === 0 || asked.includes(name));
  if (mode === 'list') {
    for (const row of wanted) console.log(await describe(row));
    return 0;
  }
  for (const row of wanted) {
    for (const experiment of documentsOf(row).values()) requireTrainable(experiment);
    await writeDocuments(row);
  }
  const { minutes } = parsed.value;
  const code = await interruptible((signal) => {
    const limit = minutes === null ? null : 60_000 * minutes;
    return withLimit(signal, limit, (limited) => work(wanted, parsed.value, limited));
  });
  await rewriteResults(rows);
  return code;
}

async function work(
  wanted: readonly ResultRow[],
  args: ResultsArguments,
  signal: AbortSignal,
): Promise<number> {
  const tasks = (await Promise.all(wanted.map((row) => tasksOf(row, args)))).flat();
  if (args.mode !== 'tables') console.log(`${tasks.length} to do`);
  const schedule = createSchedule(tasks.map(({ row }) => row.name));
  for (const [index, task] of tasks.entries()) {
    console.log(`[${index + 1}/${tasks.length}] ${task.title}${schedule.estimate(index)}`);
    const start = performance.now();
    if (!(await task.run(signal))) return BROKEN_OFF;
    schedule.note(index, (performance.now() - start) / 1000);
    await rewriteResults(rows);
    if (signal.aborted) return BROKEN_OFF;
  }
  return 0;
}

async function tasksOf(row: ResultRow, args: ResultsArguments): Promise<Task[]> {
  const isAsked = (seed: number): boolean => args.seeds.length === 0 || args.seeds.includes(seed);
  if (row.kind === 'measured') {
    if (args.mode !== 'train') return [];
    const tasks: Task[] = [];
    for (const seed of row.seeds.filter(isAsked)) {
      if (!args.isAgain && (await readMeasureRecord(row, seed)) !== null) continue;
      const run: Task['run'] = (signal) => measureSeed(row, seed, signal);
      tasks.push({ title: `${row.name}, seed ${seed}`, row, run });
    }
    return tasks;
  }
  const tasks: Task[] = [];
  for (const spec of runsOf(row).filter(({ experiment }) => isAsked(experiment.seed))) {
    const run = await runTask(spec, args);
    const name = spec.variant === null ? row.name : `${row.name}/${spec.variant.id}`;
    if (run !== null) tasks.push({ title: `${name}, seed ${spec.experiment.seed}`, row, run });
  }
  return tasks;
}

async function runTask(spec: RunSpec, args: ResultsArguments): Promise<Task['run'] | null> {
  const record = await readRunRecord(spec);
  switch (args.mode) {
    case 'train':
      if (record !== null && !record.isPartial && !args.isAgain) return null;
      return (signal) => trainRun(spec, { signal, isShort: false });
    case 'as-reached':
      if (record !== null && !record.isPartial) return null;
      return async (signal) => {
        await trainRun(spec, { signal, isShort: true });
        return true;
      };
    case 'after':
      if (spec.row.after === undefined || record === null) return null;
      return async (signal) => {
        const reason = await measureAgain(spec, signal);
        if (reason !== null) console.log(reason);
        return true;
      };
    case 'tables':
    case 'list':
      return null;
  }
}

/** `name  2 of 5 on record  title`. */
async function describe(row: ResultRow): Promise<string> {
  const found =
    row.kind === 'measured'
      ? await Promise.all(row.seeds.map((seed) => readMeasureRecord(row, seed)))
      : await Promise.all(runsOf(row).map(readRunRecord));
  const done = found.filter((record) => record !== null).length;
  return `${row.name.padEnd(32)}${`${done} of ${found.length}`.padEnd(12)}${row.title}`;
}

process.exitCode = await main();
