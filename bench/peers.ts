/**
 * `npm run bench:peers -- --script FILE`: our training step beside PyTorch's, in turn, on one machine.
 *
 * Each round times, workload by workload, our engine in a page and then a PyTorch script on one and two
 * threads, so that a machine that slows down slows both. The script is run as
 * `python3 FILE bench --peers A,B --workloads W --thread-counts N --rounds 1 --budget S --out JSON`
 * and must write `{ rows: [{ peer, w, threads, train: [ms, …] }] }`.
 *
 *   --python PROGRAM (python3)   --rounds N (4)   --only W1,W2   --peers plain,fused   --data DIR of MNIST for the script
 *   --budget S of timed PyTorch steps (3)   --steps N (40)   --warm-up N (100)   --json FILE
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { median } from './measure.ts';
import { openPage } from './runPage.ts';

const { values } = parseArgs({
  options: {
    script: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    only: { type: 'string', default: 'W1,W2,W3,W4' },
    peers: { type: 'string', default: 'plain,fused' },
    data: { type: 'string' },
    rounds: { type: 'string', default: '4' },
    budget: { type: 'string', default: '3' },
    steps: { type: 'string', default: '40' },
    'warm-up': { type: 'string', default: '100' },
    json: { type: 'string' },
  },
});
const { script } = values;
if (script === undefined)
  throw new Error('--script is missing: expected the PyTorch script to run');

const THREADS = [1, 2];
const options = { steps: Number(values.steps), warmUp: Number(values['warm-up']) };

interface Run {
  readonly workload: string;
  readonly who: string;
  readonly threads: number;
  readonly minMs: number;
  readonly medianMs: number;
  readonly spikeRate?: number;
  readonly memoryMb?: number;
}

async function ours(workload: string, threads: number): Promise<Run> {
  const page = await openPage(threads);
  try {
    const timing = await page.measure(workload, 'wasm', options);
    return {
      workload,
      who: 'page-wasm',
      threads,
      minMs: timing.trainMinMs,
      medianMs: timing.trainMedianMs,
      spikeRate: timing.spikeRate,
      memoryMb: timing.memoryMb,
    };
  } finally {
    await page.close();
  }
}

interface PeerRow {
  readonly peer: string;
  readonly train: readonly number[];
}

const folder = await mkdtemp(join(tmpdir(), 'peers-'));

async function theirs(file: string, workload: string, threads: number): Promise<readonly Run[]> {
  const out = join(folder, 'peers.json');
  const given = ['bench', '--peers', values.peers, '--workloads', workload, '--rounds', '1'];
  const where = values.data === undefined ? [] : ['--data', values.data];
  const rest = ['--thread-counts', String(threads), '--budget', values.budget, '--out', out];
  await promisify(execFile)(values.python, [file, ...given, ...where, ...rest]);
  const { rows } = JSON.parse(await readFile(out, 'utf8')) as { rows: readonly PeerRow[] };
  return rows.map(({ peer, train }) => ({
    workload,
    who: `PyTorch ${peer}`,
    threads,
    minMs: Math.min(...train),
    medianMs: median(train),
  }));
}

const runs: Run[] = [];
const loadBefore = loadavg()[0] ?? NaN;
for (let round = 1; round <= Number(values.rounds); round++) {
  for (const workload of values.only.split(',')) {
    for (const threads of THREADS) {
      const made = [await ours(workload, threads), ...(await theirs(script, workload, threads))];
      runs.push(...made);
      for (const { who, minMs, medianMs } of made) {
        process.stderr.write(
          `round ${round} ${workload} ${threads} threads ${who}: ${minMs.toFixed(1)} / ${medianMs.toFixed(1)} ms\n`,
        );
      }
    }
  }
}

const best = (some: readonly Run[]): number => Math.min(...some.map(({ minMs }) => minMs));
const middle = (some: readonly Run[]): number => median(some.map(({ medianMs }) => medianMs));
const lines = [
  '| workload | threads | ours min / median | fastest PyTorch min / median | which | ratio min / median | spike rate | heap MB |',
  '| --- | --: | --: | --: | --- | --: | --: | --: |',
];
for (const workload of values.only.split(',')) {
  for (const threads of THREADS) {
    const of = runs.filter((run) => run.workload === workload);
    const mine = of.filter((run) => run.who === 'page-wasm' && run.threads === threads);
    // With two threads the peer may still be fastest with one: the line to beat is the faster.
    const peers = [...new Set(of.filter((run) => run.who !== 'page-wasm').map(({ who }) => who))]
      .flatMap((who) =>
        THREADS.filter((count) => count <= threads).map((count) => ({
          name: `${who.replace('PyTorch ', '')}, ${count}`,
          runs: of.filter((run) => run.who === who && run.threads === count),
        })),
      )
      .sort((a, b) => middle(a.runs) - middle(b.runs));
    const [fastest] = peers;
    if (fastest === undefined) continue;
    const minimum = Math.min(...peers.map((peer) => best(peer.runs)));
    lines.push(
      `| ${workload} | ${threads} | ${best(mine).toFixed(1)} / ${middle(mine).toFixed(1)} | ` +
        `${minimum.toFixed(1)} / ${middle(fastest.runs).toFixed(1)} | ${fastest.name} | ` +
        `${(minimum / best(mine)).toFixed(1)} / ${(middle(fastest.runs) / middle(mine)).toFixed(1)} | ` +
        `${median(mine.map(({ spikeRate }) => spikeRate ?? NaN)).toFixed(3)} | ${Math.max(...mine.map(({ memoryMb }) => memoryMb ?? NaN)).toFixed(0)} |`,
    );
  }
}
const load = `load ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? NaN).toFixed(1)} after`;
process.stdout.write(
  `${new Date().toISOString()}, ${cpus()[0]?.model ?? ''}, ${cpus().length} cores, ${load}\n\n${lines.join('\n')}\n`,
);
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(runs, null, 2));
