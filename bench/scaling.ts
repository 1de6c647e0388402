/**
 * `npm run bench:scaling`: how the cost of one training update grows with the presentation, the width,
 * the batch and the spike rate; one thread in Node. Writes the tables and the plot of docs/PERFORMANCE.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { useBackend } from '#engine/backends.ts';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { catalog } from '#catalog/index.ts';
import type { Dataset, Samples } from '#model/catalog.ts';
import { createStream } from '#model/random/stream.ts';
import { measure } from './measure.ts';
import { machineLimits } from './machineLimits.ts';
import { engineAssets } from '../scripts/headless/engineAssets.ts';
import type { Series } from './scalingPlot.ts';
import { scalingPlot } from './scalingPlot.ts';
import type { Workload } from './workloads.ts';

const INPUTS = 784;
const BASE = { steps: 25, width: 800, batch: 100, rate: 0.05 };
const SWEEPS = {
  steps: [10, 25, 50, 100, 200],
  width: [100, 200, 400, 800, 1600],
  batch: [10, 25, 50, 100, 200, 400],
  rate: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
} as const;
const LABELS = {
  steps: 'time steps T',
  width: 'neurons of the hidden layer',
  batch: 'batch size',
  rate: 'spikes per input and step',
} as const satisfies Record<keyof typeof SWEEPS, string>;

type Setting = typeof BASE;

/** Inputs that all spike with the same probability, so that the rate is what was asked for. */
function bernoulli(count: number): Dataset {
  const random = createStream(11, 'dataset');
  const make = (): Samples => ({
    count,
    values: new Float32Array(count * INPUTS).fill(1),
    scale: 1,
    labels: Uint8Array.from({ length: count }, () => random.below(10)),
  });
  return { train: make(), test: make() };
}

function workload({ steps, width, batch, rate }: Setting): Workload {
  return {
    id: 'scaling',
    title: '784–width–10, Bernoulli spikes',
    catalog: {
      ...catalog,
      datasets: catalog.datasets.map((entry) =>
        entry.id === 'mnist' ? { ...entry, shape: [INPUTS] as const } : entry,
      ),
    },
    inSteps: true,
    load: async () => bernoulli(2 * batch),
    experiment: buildExperiment({
      version: 1,
      name: 'scaling',
      dataset: { id: 'mnist' },
      encoder: { id: 'poisson', params: { peakRate: rate } },
      simulation: { steps },
      network: {
        layers: placed([
          { id: 'input', kind: 'input' },
          { id: 'hidden', kind: 'dense', params: { units: width } },
          { id: 'readout', kind: 'readout' },
        ]),
        connections: chain(['input', 'hidden', 'readout']),
      },
      rule: { id: 'surrogate' },
      loss: { id: 'ceCount' },
      optimiser: { id: 'adam' },
      batchSize: batch,
    }),
  };
}

/** Multiplications and additions of one update if every input were multiplied, spike or not. */
function denseOperations({ steps, width, batch }: Setting): number {
  const rows = steps * batch;
  const first = 2 * rows * INPUTS * width;
  const second = 2 * rows * width * 10;
  // Forward and weight gradients of both products; the error passes back through the second only.
  return 2 * first + 3 * second;
}

const NO_FILES = {
  read: (path: string): Promise<Uint8Array> => Promise.reject(new Error(`no file ${path}`)),
};

await useBackend('wasm', engineAssets);
const limits = machineLimits();
const all: Series[] = [];
const tables: string[] = [];
for (const name of Object.keys(SWEEPS) as (keyof typeof SWEEPS)[]) {
  const points: Series['points'][number][] = [];
  for (const value of SWEEPS[name]) {
    const setting = { ...BASE, [name]: value };
    const timing = await measure(workload(setting), NO_FILES, engineAssets, {
      warmUp: 3,
      steps: 10,
    });
    const gigaOps = denseOperations(setting) / timing.trainMinMs / 1e6;
    points.push({ x: value, ms: timing.trainMinMs, medianMs: timing.trainMedianMs, gigaOps });
    process.stderr.write(`${name} ${value}: ${timing.trainMinMs.toFixed(1)} ms\n`);
  }
  all.push({ name, label: LABELS[name], points });
  tables.push(
    `| ${LABELS[name]} | min ms | median ms | dense-equivalent GFLOP/s |`,
    '| --: | --: | --: | --: |',
    ...points.map(
      ({ x, ms, medianMs, gigaOps }) =>
        `| ${x} | ${ms.toFixed(1)} | ${medianMs.toFixed(1)} | ${gigaOps.toFixed(0)} |`,
    ),
    '',
  );
}

const page = fileURLToPath(new URL('../docs/PERFORMANCE.md', import.meta.url));
const BEGIN = '<!-- scaling: written by npm run bench:scaling, from here -->';
const END = '<!-- scaling: to here -->';
const text = await readFile(page, 'utf8');
const facts = [
  `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model ?? 'unknown processor'}, one thread of ${cpus().length}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}.`,
  `Base: 784–${BASE.width}–10, T = ${BASE.steps}, batch ${BASE.batch}, ${100 * BASE.rate} % spikes at the input.`,
  `What one thread of this machine can do: ${limits.gigaOps.toFixed(0)} GFLOP/s in the dense kernel's tile, ${limits.copyGigabytes.toFixed(1)} GB/s copying memory.`,
];
const body = [BEGIN, '', ...facts.flatMap((fact) => [fact, '']), ...tables, END].join('\n');
const from = text.indexOf(BEGIN);
const to = text.indexOf(END) + END.length;
if (from < 0 || to < END.length) throw new Error('docs/PERFORMANCE.md has lost its markers');
await writeFile(page, text.slice(0, from) + body + text.slice(to));
await writeFile(
  fileURLToPath(new URL('../docs/img/scaling.svg', import.meta.url)),
  scalingPlot(all),
);
process.exit(0);
