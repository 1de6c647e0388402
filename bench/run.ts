/**
 * `npm run bench`: the workloads on every engine, as text and as JSON.
 *
 *   --only W1,W2      --engines node-wasm,page-wasm,page-webgpu,naive-tfjs
 *   --json FILE       --steps N (timed, default 20)      --warm-up N (default 20)
 *   --threads N       of page-wasm, by default as many as a person's page takes
 */
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { format } from './format.ts';
import type { Engine, Row } from './format.ts';
import type { Timing } from './measure.ts';
import { runNaive } from './runNaive.ts';
import { runNode } from './runNode.ts';
import { openPage } from './runPage.ts';
import { workloads } from './workloads.ts';

const ENGINES: readonly Engine[] = ['node-wasm', 'page-wasm', 'page-webgpu', 'naive-tfjs'];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    engines: { type: 'string', default: 'node-wasm,page-wasm,naive-tfjs' },
    json: { type: 'string' },
    steps: { type: 'string', default: '20' },
    'warm-up': { type: 'string', default: '20' },
    threads: { type: 'string' },
  },
});

const wanted = values.only?.split(',') ?? workloads.map(({ id }) => id);
const engines = values.engines.split(',').map((name) => {
  const engine = ENGINES.find((known) => known === name);
  if (engine === undefined) throw new Error(`--engines ${name}: expected ${ENGINES.join(', ')}`);
  return engine;
});
for (const id of wanted) {
  if (!workloads.some((workload) => workload.id === id)) {
    throw new Error(
      `--only ${id}: expected ${workloads.map((workload) => workload.id).join(', ')}`,
    );
  }
}
const count = (name: 'steps' | 'warm-up' | 'threads'): number => {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} ${values[name]}: expected a whole number from 1`);
  return value;
};
const options = { steps: count('steps'), warmUp: count('warm-up') };

/** Plain tfjs lacks what some workloads need: such a row has no times, and says why. */
async function naive(id: string): Promise<Timing | undefined> {
  try {
    return await runNaive(id, { steps: Math.min(options.steps, 10), warmUp: 2 });
  } catch (error) {
    process.stderr.write(`${id} naive-tfjs cannot run: ${String(error)}\n`);
    return undefined;
  }
}

const rows: Row[] = [];
const needsPage = engines.some((engine) => engine.startsWith('page-'));
const page = needsPage
  ? await openPage(values.threads === undefined ? null : count('threads'))
  : null;
try {
  for (const id of wanted) {
    const { inSteps } = workloads.find((workload) => workload.id === id) ?? { inSteps: true };
    for (const engine of engines) {
      if (!inSteps && (engine === 'naive-tfjs' || engine === 'page-webgpu')) continue;
      process.stderr.write(`${id} ${engine} …\n`);
      const timing =
        engine === 'node-wasm'
          ? await runNode(id, options)
          : engine === 'naive-tfjs'
            ? await naive(id)
            : await page?.measure(id, engine === 'page-wasm' ? 'wasm' : 'webgpu', options);
      if (timing !== undefined) rows.push({ workload: id, engine, threads: 1, ...timing });
    }
  }
} finally {
  await page?.close();
}

const machine = {
  date: new Date().toISOString(),
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1e9),
  node: process.version,
  browser: page?.version ?? null,
};
console.log(format(machine, rows));
if (values.json !== undefined) {
  await writeFile(values.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}
process.exit(0);
