/**
 * Times the WASM kernels alone, on one thread, at the sizes of workloads W1–W4 and given spike rates:
 * `node --import tsx bench/kernels.bench.ts [W2 …] [0.05 …]`. Hidden spikes are drawn at the rate, so
 * that one run shows how the cost depends on it; losses and biases are not part of it.
 */
import { readFileSync } from 'node:fs';
import type { Arena } from '../src/engine/kernels/wasm/arena.ts';
import { createArena } from '../src/engine/kernels/wasm/arena.ts';
import { sparse, uniform } from '../src/engine/kernels/wasm/randomTensor.ts';
import * as scratchBytes from '../src/engine/kernels/wasm/scratch.ts';
import type { ConvSizes, WasmKernels } from '../src/engine/kernels/wasm/wasmKernels.ts';
import { createWasmKernels } from '../src/engine/kernels/wasm/createKernels.ts';

const bytes = readFileSync(new URL('../public/kernels/spikes-simd.wasm', import.meta.url));
const REPEATS = 15;
const WARM_UP = 4;

interface Stage {
  readonly name: string;
  /** Multiplications and additions that a dense computation of it takes; 0 where meaningless. */
  readonly denseFlop: number;
  readonly run: () => void;
}

interface Bench {
  readonly arena: Arena;
  readonly kernels: WasmKernels;
  readonly scratch: number;
}

const isStatic = 1;

/** A layer of LIF neurons with the constants of the native peers: reset by subtraction, no synapse. */
function lif({ arena, kernels, scratch }: Bench, name: string, sizes: number[], wRec = 0) {
  const [steps = 1, batch = 1, neurons = 1, still = 0] = sizes;
  const total = steps * batch * neurons;
  const [u, s, grad] = [arena.zeros(total), arena.zeros(total), arena.zeros(total)];
  const flag = still ? 1 : 0;
  const common = [0.95, 1, 0, 1, 1, 0, 0, 1, 1] as const;
  return {
    grad,
    forward: (x: number): Stage => ({
      name: `${name} forward`,
      denseFlop: wRec ? 2 * total * neurons : 0,
      run: () => kernels.lifForward(x, flag, steps, batch, neurons, ...common, wRec, u, s, scratch),
    }),
    backward: (gs: number, gu: number): Stage => ({
      name: `${name} backward`,
      denseFlop: wRec ? 2 * total * neurons : 0,
      run: () =>
        kernels.lifBackward(
          u,
          s,
          gs,
          gu,
          steps,
          batch,
          neurons,
          ...common,
          0,
          25,
          0,
          wRec,
          grad,
          flag,
          scratch,
        ),
    }),
  };
}

function dense({ arena, kernels, scratch }: Bench, name: string, m: number, k: number, n: number) {
  const bound = 1 / Math.sqrt(k);
  const w = arena.floats(uniform(k, k * n, -bound, bound));
  const [gw, y, gx] = [arena.zeros(k * n), arena.zeros(m * n), arena.zeros(m * k)];
  const denseFlop = 2 * m * k * n;
  return {
    y,
    gx,
    forward: (x: number): Stage => ({
      name: `${name} forward`,
      denseFlop,
      run: () => kernels.denseForward(x, w, 0, y, m, k, n, scratch, 0),
    }),
    gradWeights: (x: number, gy: number): Stage => ({
      name: `${name} gradient of weights`,
      denseFlop,
      run: () => kernels.denseGradWeights(x, gy, gw, m, k, n, scratch, 0),
    }),
    gradInput: (gy: number): Stage => ({
      name: `${name} gradient of input`,
      denseFlop,
      run: () => kernels.denseGradInput(gy, w, gx, m, k, n, scratch, 0),
    }),
  };
}

function conv({ arena, kernels, scratch }: Bench, name: string, sizes: ConvSizes) {
  const [m, h, width, cin, kh, kw, cout, , , , oh, ow] = sizes;
  const w = arena.floats(uniform(cout, kh * kw * cin * cout, -0.1, 0.1));
  const gw = arena.zeros(kh * kw * cin * cout);
  const [y, gx] = [arena.zeros(m * oh * ow * cout), arena.zeros(m * h * width * cin)];
  const denseFlop = 2 * m * oh * ow * cout * kh * kw * cin;
  return {
    y,
    gx,
    forward: (x: number): Stage => ({
      name: `${name} forward`,
      denseFlop,
      run: () => kernels.convForward(x, w, 0, y, ...sizes, scratch, 0),
    }),
    gradWeights: (x: number, gy: number): Stage => ({
      name: `${name} gradient of weights`,
      denseFlop,
      run: () => kernels.convGradWeights(x, gy, gw, ...sizes, scratch, 0),
    }),
    gradInput: (gy: number): Stage => ({
      name: `${name} gradient of input`,
      denseFlop,
      run: () => kernels.convGradInput(gy, w, gx, ...sizes, scratch, 0),
    }),
  };
}

function adam({ arena, kernels }: Bench, n: number): Stage {
  const [w, g, m, v] = [arena.zeros(n), arena.zeros(n), arena.zeros(n), arena.zeros(n)];
  arena.view(g, n).set(uniform(9, n, -1, 1));
  const run = () => kernels.adam(w, g, m, v, n, 1e-3, 0.9, 0.999, 1e-8, 2, 2, 0);
  return { name: 'Adam', denseFlop: 0, run };
}

/** Gradients with respect to output membranes, as a loss would give them. */
const lossGradient = ({ arena }: Bench, n: number) => arena.floats(uniform(8, n, -0.01, 0.01));

function denseNet(bench: Bench, sizes: number[], inputDensity: number, still: 0 | 1, rate: number) {
  const [steps = 1, batch = 1, inputs = 1, hidden = 1, outputs = 1] = sizes;
  const rows = steps * batch;
  const inRows = still ? batch : rows;
  const x = bench.arena.floats(sparse(1, inRows * inputs, inputDensity, 0.2, 1));
  const s = bench.arena.floats(sparse(2, rows * hidden, rate));
  const first = dense(bench, 'dense 1', inRows, inputs, hidden);
  const hiddenLif = lif(bench, 'LIF 1', [steps, batch, hidden, still]);
  const second = dense(bench, 'dense 2', rows, hidden, outputs);
  const outLif = lif(bench, 'LIF 2', [steps, batch, outputs, 0]);
  return [
    first.forward(x),
    hiddenLif.forward(first.y),
    second.forward(s),
    outLif.forward(second.y),
    outLif.backward(0, lossGradient(bench, rows * outputs)),
    second.gradWeights(s, outLif.grad),
    second.gradInput(outLif.grad),
    hiddenLif.backward(second.gx, 0),
    first.gradWeights(x, hiddenLif.grad),
    adam(bench, (inputs + outputs + 1) * hidden + outputs),
  ];
}

function convNet(bench: Bench, rate: number): Stage[] {
  const [steps, batch] = [10, 32];
  const images = steps * batch;
  const { arena, kernels } = bench;
  const x = arena.floats(sparse(1, batch * 784, 0.19, 0.2, 1));
  const s1 = arena.floats(sparse(2, images * 1728, rate));
  const s2 = arena.floats(sparse(3, images * 1024, rate));
  const first = conv(bench, 'conv 1', [batch, 28, 28, 1, 5, 5, 12, 1, 0, 0, 24, 24]);
  const second = conv(bench, 'conv 2', [images, 12, 12, 12, 5, 5, 64, 1, 0, 0, 8, 8]);
  const pooled1 = arena.zeros(batch * 1728);
  const pooled2 = arena.zeros(images * 1024);
  const lif1 = lif(bench, 'LIF 1', [steps, batch, 1728, isStatic]);
  const lif2 = lif(bench, 'LIF 2', [steps, batch, 1024]);
  const readout = dense(bench, 'dense', images, 1024, 10);
  const lif3 = lif(bench, 'LIF 3', [steps, batch, 10]);
  const back2 = arena.zeros(images * 4096);
  const back1 = arena.zeros(batch * 6912);
  const stage = (name: string, run: () => void): Stage => ({ name, denseFlop: 0, run });
  return [
    first.forward(x),
    stage('pool 1', () => kernels.maxPoolForward(first.y, pooled1, batch, 24, 24, 12, 2, 2)),
    lif1.forward(pooled1),
    second.forward(s1),
    stage('pool 2', () => kernels.maxPoolForward(second.y, pooled2, images, 8, 8, 64, 2, 2)),
    lif2.forward(pooled2),
    readout.forward(s2),
    lif3.forward(readout.y),
    lif3.backward(0, lossGradient(bench, images * 10)),
    readout.gradWeights(s2, lif3.grad),
    readout.gradInput(lif3.grad),
    lif2.backward(readout.gx, 0),
    stage('pool 2 back', () =>
      kernels.maxPoolBackward(second.y, lif2.grad, back2, images, 8, 8, 64, 2, 2),
    ),
    second.gradWeights(s1, back2),
    second.gradInput(back2),
    lif1.backward(second.gx, 0),
    stage('pool 1 back', () =>
      kernels.maxPoolBackward(first.y, lif1.grad, back1, batch, 24, 24, 12, 2, 2),
    ),
    first.gradWeights(x, back1),
    adam(bench, 300 + 12 + 19200 + 64 + 10240 + 10),
  ];
}

function recurrentNet(bench: Bench, rate: number): Stage[] {
  const [steps, batch, inputs, hidden, outputs] = [100, 64, 64, 256, 10];
  const rows = steps * batch;
  const { arena } = bench;
  const x = arena.floats(sparse(1, rows * inputs, 0.05));
  const s = arena.floats(sparse(2, rows * hidden, rate));
  const wRec = arena.floats(uniform(3, hidden * hidden, -0.06, 0.06));
  const first = dense(bench, 'dense in', rows, inputs, hidden);
  const loop = lif(bench, 'recurrent LIF', [steps, batch, hidden], wRec);
  const self = dense(bench, 'recurrent', rows - batch, hidden, hidden);
  const second = dense(bench, 'dense out', rows, hidden, outputs);
  const outLif = lif(bench, 'LIF out', [steps, batch, outputs]);
  return [
    first.forward(x),
    loop.forward(first.y),
    second.forward(s),
    outLif.forward(second.y),
    outLif.backward(0, lossGradient(bench, rows * outputs)),
    second.gradWeights(s, outLif.grad),
    second.gradInput(outLif.grad),
    loop.backward(second.gx, 0),
    self.gradWeights(s, loop.grad + 4 * batch * hidden),
    first.gradWeights(x, loop.grad),
    adam(bench, (inputs + hidden + outputs + 2) * hidden + outputs),
  ];
}

const workloads: Record<string, (bench: Bench, rate: number) => Stage[]> = {
  W1: (bench, rate) => denseNet(bench, [30, 150, 5, 120, 3], 1 / 30, 0, rate),
  W2: (bench, rate) => denseNet(bench, [25, 100, 784, 800, 10], 0.19, 1, rate),
  W3: convNet,
  W4: recurrentNet,
};

function report(workload: string, rate: number, stages: Stage[]): void {
  const times = stages.map((): number[] => []);
  for (let repeat = -WARM_UP; repeat < REPEATS; repeat++) {
    stages.forEach(({ run }, i) => {
      const start = performance.now();
      run();
      if (repeat >= 0) times[i]!.push(performance.now() - start);
    });
  }
  let [least, middle] = [0, 0];
  console.log(
    `\n${workload}, hidden spike rate ${rate}: ms (minimum / median), dense GFLOP/s at it`,
  );
  stages.forEach(({ name, denseFlop }, i) => {
    const sorted = times[i]!.toSorted((a, b) => a - b);
    const [min = 0, median = 0] = [sorted[0], sorted[sorted.length >> 1]];
    least += min;
    middle += median;
    const speed = denseFlop ? (denseFlop / min / 1e6).toFixed(1) : '';
    const columns = [min.toFixed(3).padStart(8), median.toFixed(3).padStart(8), speed.padStart(8)];
    console.log(`  ${name.padEnd(32)}${columns.join(' ')}`);
  });
  console.log(
    `  ${'sum'.padEnd(32)}${least.toFixed(2).padStart(8)} ${middle.toFixed(2).padStart(8)}`,
  );
}

const wanted = process.argv.slice(2).filter((word) => word in workloads);
const given = process.argv
  .slice(2)
  .map(Number)
  .filter((rate) => rate > 0);
for (const [workload, build] of Object.entries(workloads)) {
  if (wanted.length > 0 && !wanted.includes(workload)) continue;
  for (const rate of given.length > 0 ? given : [0.02, 0.05, 0.1, 0.2]) {
    const arena = createArena(256);
    const kernels = createWasmKernels(arena.memory, bytes);
    const largest = Math.max(
      scratchBytes.denseGradInputScratchBytes(784, 800),
      scratchBytes.denseGradWeightsScratchBytes(6400, 784, 800),
      scratchBytes.lifBackwardScratchBytes(256, true),
      scratchBytes.convGradInputScratchBytes(320, 12, 12, 12, 5, 5, 64, 1, 0, 0, 8, 8),
    );
    report(workload, rate, build({ arena, kernels, scratch: arena.reserve(largest) }, rate));
  }
}
