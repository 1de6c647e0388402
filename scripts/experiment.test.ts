import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CURVE_COLUMNS } from '#protocol/frame.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PER_EPOCH = 4;

/** 200 points of two circles in batches of 50: 4 updates an epoch. */
const TINY = {
  version: 1,
  name: 'Tiny circles',
  dataset: { id: 'circles', params: { nTrain: 200, nTest: 40 } },
  encoder: { id: 'constant' },
  simulation: { steps: 6 },
  network: {
    layers: [
      { id: 'in', kind: 'input' },
      { id: 'hidden', kind: 'dense', params: { units: 12, initGain: 3 } },
      { id: 'out', kind: 'readout', params: { measure: 'membraneMean' }, neuron: { id: 'li' } },
    ],
    connections: [
      { id: 'a', from: 'in', to: 'hidden' },
      { id: 'b', from: 'hidden', to: 'out' },
    ],
  },
  rule: { id: 'surrogate' },
  loss: { id: 'ceMembrane' },
  optimiser: { id: 'adam', params: { learningRate: 0.02 } },
  batchSize: 50,
  stopping: { epochs: 2 },
};

let folder = '';
const started = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikeground-'));
});
afterAll(async () => {
  // A test that timed out leaves its process running.
  for (const child of started) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs the command as npm would, without its set-up; `onOutput` may signal the process. */
function experiment(
  args: readonly string[],
  onOutput: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/experiment.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: folder },
  });
  let output = '';
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    onOutput(output, (signal) => child.kill(signal));
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  started.add(child);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

async function json(...path: string[]) {
  return JSON.parse(await readFile(join(folder, ...path), 'utf8'));
}

async function document(name: string, changes: object = {}): Promise<void> {
  await writeFile(join(folder, name), JSON.stringify({ ...TINY, ...changes }));
}

describe('npm run experiment', { timeout: 60_000 }, () => {
  it('trains to the stopping rule and writes metrics, spikes and weights', async () => {
    await document('tiny.json');
    const { code, output } = await experiment(['tiny.json', '--out', 'whole']);
    expect(output).toMatch(/Test accuracy \d+\.\d\d %/);
    expect(code).toBe(0);

    const metrics = await json('whole', 'metrics.json');
    expect(metrics).toMatchObject({
      outcome: 'finished',
      document: { name: 'Tiny circles', stopping: { epochs: 2 } },
      backend: { name: 'wasm' },
      machine: { node: process.version },
      final: { epoch: 2, update: 2 * PER_EPOCH },
      curve: { columns: [...CURVE_COLUMNS] },
    });
    expect(metrics.curve.rows).toHaveLength(2 * PER_EPOCH + 2);
    expect(metrics.epochs.map((row: { epoch: number }) => row.epoch)).toEqual([1, 2]);
    expect(metrics.epochs[1].testAccuracy).toBe(metrics.final.testAccuracy);
    expect(metrics.seconds).toBeGreaterThan(0);

    const { samples } = await json('whole', 'spikes.json');
    expect(samples).toHaveLength(10);
    const hidden = samples.map(
      (sample: { layers: { id: string; neurons: number[]; times: number[] }[] }) =>
        sample.layers.find(({ id }) => id === 'hidden'),
    );
    expect(hidden.some((layer: { neurons: number[] }) => layer.neurons.length > 0)).toBe(true);
    for (const { neurons, times } of hidden) {
      expect(times).toHaveLength(neurons.length);
      for (const neuron of neurons) expect(neuron).toBeLessThan(12);
      for (const time of times) expect(time).toBeLessThan(6);
    }

    const index = await json('whole', 'weights.json');
    const bytes = await readFile(join(folder, 'whole', index.file));
    const weights = index.arrays.find(
      ({ name }: { name: string }) => name === 'w:hidden/weights/a',
    );
    expect(weights).toMatchObject({ type: 'float32', length: 4 * 12 });
    const first = bytes.readFloatLE(weights.byteOffset);
    expect(Math.abs(first)).toBeGreaterThan(0);
    expect(Math.abs(first)).toBeLessThan(10);
  });

  it('goes on from a checkpoint to the numbers of an unbroken run', async () => {
    await document('tiny.json');
    await experiment(['tiny.json', '--out', 'unbroken', '--seed', '5']);
    await experiment(['tiny.json', '--out', 'part', '--seed', '5', '--updates', '3']);
    expect(await json('part', 'metrics.json')).toMatchObject({
      outcome: 'stopped',
      final: { epoch: 0, update: 3, testAccuracy: null },
    });
    const resumed = ['--out', 'resumed', '--seed', '5', '--checkpoint', 'part/weights.bin'];
    await experiment(['tiny.json', ...resumed]);

    const withoutTimes = async (name: string) =>
      (await json(name, 'metrics.json')).curve.rows.map(([update, , ...numbers]: number[]) => [
        update,
        ...numbers,
      ]);
    const rows = await withoutTimes('resumed');
    expect(rows).toHaveLength(2 * PER_EPOCH + 2);
    expect(rows).toEqual(await withoutTimes('unbroken'));
  });

  it('names every problem of a document and ends with code 2', async () => {
    await document('wrong.json', { seed: -1, batchSize: 'many', encoder: { id: 'morse' } });
    const { code, output } = await experiment(['wrong.json', '--out', 'wrong']);
    expect(code).toBe(2);
    expect(output).toMatch(/seed: got -1, expected a whole number from 0/);
    expect(output).toMatch(/batchSize: got "many"/);
    expect(output).toMatch(/encoder\.id: got "morse", expected one of constant/);
    await expect(json('wrong', 'metrics.json')).rejects.toThrow();
  });

  it('says why a network cannot be trained and ends with code 2', async () => {
    const { layers, connections } = TINY.network;
    await document('loose.json', { network: { layers, connections: connections.slice(1) } });
    const { code, output } = await experiment(['loose.json', '--out', 'loose']);
    expect(code).toBe(2);
    expect(output).toMatch(/hidden: Nothing is connected to this layer\./);
  });

  it('refuses a checkpoint of another network with code 2', async () => {
    const { layers, connections } = TINY.network;
    const wider = layers.map((layer) =>
      layer.id === 'hidden' ? { ...layer, params: { units: 13 } } : layer,
    );
    await document('tiny.json');
    await document('wider.json', { network: { layers: wider, connections } });
    await experiment(['tiny.json', '--out', 'small', '--updates', '1']);
    const { code, output } = await experiment([
      'wider.json',
      '--checkpoint',
      'small/weights.bin',
      '--out',
      'wider',
    ]);
    expect(code).toBe(2);
    expect(output).toMatch(/w:hidden.*got 48 values, expected 52/);
  });

  it('writes what there is when it is interrupted', async () => {
    await document('endless.json', { stopping: { epochs: 0 } });
    let isSent = false;
    const { code } = await experiment(['endless.json', '--out', 'cut'], (output, kill) => {
      if (isSent || !/ · test \d/.test(output)) return;
      isSent = true;
      kill('SIGINT');
    });
    expect(code).toBe(130);
    const metrics = await json('cut', 'metrics.json');
    expect(metrics.outcome).toBe('interrupted');
    expect(metrics.final.update).toBeGreaterThanOrEqual(PER_EPOCH);
  });
});
