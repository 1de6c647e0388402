/**
 * A call of every kernel, of random size and with more than one part where the parts may be small, so
 * that tests can compare ways to run them.
 */
import { createStream } from '#model/random/stream.ts';
import type { Arena } from '../arena.ts';
import { sparse, uniform } from '../randomTensor.ts';
import * as scratch from '../scratch.ts';
import type { Address, ConvSizes, PoolSizes, WasmKernels } from '../wasmKernels.ts';
import { PRODUCT_PATH, RESET_KIND } from '../wasmKernels.ts';

export interface KernelCase {
  /** What the call computed besides its outputs. */
  call(kernels: WasmKernels): number | void;
  /** Tensors that it writes. */
  readonly outputs: readonly { readonly at: Address; readonly n: number }[];
}

export interface CaseContext {
  readonly arena: Arena;
  /** Scratch for this many threads. */
  readonly threads: number;
  readonly seed: number;
}

type Make = (context: CaseContext) => KernelCase;

/** Tools of one case: random sizes, tensors, scratch. */
function tools({ arena, threads, seed }: CaseContext) {
  const random = createStream(seed, 'dataset');
  const outputs: { at: Address; n: number }[] = [];
  return {
    outputs,
    /** A whole number from `least` to `most`. */
    size: (least: number, most: number): number => least + random.below(most - least + 1),
    chance: (share: number): boolean => random.uniform() < share,
    spikes: (n: number, density: number): Address => arena.floats(sparse(seed + 1, n, density)),
    values: (n: number, density = 1): Address => arena.floats(sparse(seed + 2, n, density, -1, 1)),
    positive: (n: number): Address => arena.floats(uniform(seed + 3, n, 0, 1)),
    output: (n: number): Address => {
      const at = arena.reserve(4 * n);
      outputs.push({ at, n });
      return at;
    },
    /** A tensor that the kernel changes in place. */
    changed: (n: number): Address => {
      const at = arena.floats(uniform(seed + 4, n, 0.1, 1));
      outputs.push({ at, n });
      return at;
    },
    scratch: (bytes: number): Address => arena.reserve(threads * scratch.scratchStride(bytes)),
    /** Spikes as events, or values as a dense product. */
    path: (): number => (random.uniform() < 0.5 ? PRODUCT_PATH.events : PRODUCT_PATH.dense),
  };
}

function lif(backward: boolean): Make {
  return (context) => {
    const { size, chance, values, positive, output, outputs, scratch: reserve } = tools(context);
    const recurrent = chance(0.5);
    const steps = size(3, 7);
    const batch = size(17, 40);
    const neurons = recurrent ? size(20, 40) : size(65, 99);
    const total = steps * batch * neurons;
    const wRec = recurrent ? values(neurons * neurons) : 0;
    const twoGains = chance(0.25);
    const refractory = !twoGains && chance(0.5) ? 2 : 0;
    const resetKind = twoGains ? RESET_KIND.zero : size(0, 2);
    const [b, h] = twoGains ? [0, 0.25] : [0.3, 0.5];
    const constants = [0.9, 0.5, b, 1, 1, resetKind, refractory, 1, h] as const;
    if (!backward) {
      const [x, u, s] = [positive(total), output(total), output(total)];
      const at = reserve(scratch.lifForwardScratchBytes(neurons, recurrent));
      return {
        outputs,
        call: (kernels) =>
          kernels.lifForward(x, 0, steps, batch, neurons, ...constants, wRec, u, s, at),
      };
    }
    const sum = !recurrent && chance(0.5) ? 1 : 0;
    const [u, s, gs] = [positive(total), values(total, 0.2), values(total, chance(0.5) ? 0.1 : 1)];
    const grad = output(sum ? batch * neurons : total);
    const at = reserve(scratch.lifBackwardScratchBytes(neurons, recurrent));
    // A straight-through window leaves most gradients zero, the others none.
    const surrogate = [size(0, 4), 0.05, 1] as const;
    return {
      outputs,
      call: (kernels) =>
        kernels.lifBackward(
          ...([u, s, gs, 0, steps, batch, neurons] as const),
          ...constants,
          ...([surrogate[0], surrogate[1], 1, wRec, grad, sum, at] as const),
        ),
    };
  };
}

function dense(kernel: 'denseForward' | 'denseGradWeights' | 'denseGradInput'): Make {
  return (context) => {
    const {
      size,
      chance,
      values,
      spikes,
      output,
      outputs,
      path,
      scratch: reserve,
    } = tools(context);
    const [m, k, n] = [size(20, 150), size(40, 90), chance(0.5) ? size(3, 32) : size(40, 90)];
    const way = path();
    const density = way === PRODUCT_PATH.events ? 0.2 : 1;
    const w = values(k * n);
    if (kernel === 'denseForward') {
      const [x, bias, y] = [spikes(m * k, density), values(n), output(m * n)];
      const at = reserve(scratch.denseForwardScratchBytes(k, n));
      return { outputs, call: (all) => all.denseForward(x, w, bias, y, m, k, n, at, way) };
    }
    const gy = values(m * n, density);
    if (kernel === 'denseGradWeights') {
      const [x, gw] = [spikes(m * k, density), output(k * n)];
      const at = reserve(scratch.denseGradWeightsScratchBytes(m, k, n));
      return { outputs, call: (all) => all.denseGradWeights(x, gy, gw, m, k, n, at, way) };
    }
    const gx = output(m * k);
    const at = reserve(scratch.denseGradInputScratchBytes(k, n));
    return { outputs, call: (all) => all.denseGradInput(gy, w, gx, m, k, n, at, way) };
  };
}

function conv(kernel: 'convForward' | 'convGradWeights' | 'convGradInput'): Make {
  return (context) => {
    const {
      size,
      chance,
      values,
      spikes,
      output,
      outputs,
      path,
      scratch: reserve,
    } = tools(context);
    const [images, extent, cin] = [size(11, 14), size(12, 14), size(1, 5)];
    const cout = chance(0.5) ? size(5, 20) : size(60, 80);
    const [window, stride, pad] = [size(2, 4), size(1, 2), size(0, 1)];
    const out = Math.floor((extent + 2 * pad - window) / stride) + 1;
    const sizes: ConvSizes = [
      ...([images, extent, extent, cin, window, window, cout] as const),
      ...([stride, pad, pad, out, out] as const),
    ];
    const way = path();
    const density = way === PRODUCT_PATH.events ? 0.2 : 1;
    const [nx, ny, nw] = [
      images * extent * extent * cin,
      images * out * out * cout,
      window * window * cin * cout,
    ];
    if (kernel === 'convForward') {
      const [x, w, bias, y] = [spikes(nx, density), values(nw), values(cout), output(ny)];
      const at = reserve(scratch.convForwardScratchBytes(...sizes));
      return { outputs, call: (all) => all.convForward(x, w, bias, y, ...sizes, at, way) };
    }
    const gy = values(ny, density);
    if (kernel === 'convGradWeights') {
      const [x, gw] = [spikes(nx, density), output(nw)];
      const at = reserve(scratch.convGradWeightsScratchBytes(...sizes));
      return { outputs, call: (all) => all.convGradWeights(x, gy, gw, ...sizes, at, way) };
    }
    const [w, gx] = [values(nw), output(nx)];
    const at = reserve(scratch.convGradInputScratchBytes(...sizes));
    return { outputs, call: (all) => all.convGradInput(gy, w, gx, ...sizes, at, way) };
  };
}

function pool(kernel: keyof WasmKernels & `${string}Pool${string}`): Make {
  return (context) => {
    const { size, values, output, outputs } = tools(context);
    const sizes: PoolSizes = [size(5, 9), 7, 8, size(5, 17), size(2, 3), size(1, 3)];
    const [images, height, width, channels, window, stride] = sizes;
    const pooled = (extent: number): number => Math.floor((extent - window) / stride) + 1;
    const nx = images * height * width * channels;
    const ny = images * pooled(height) * pooled(width) * channels;
    const x = values(nx);
    if (kernel === 'maxPoolForward' || kernel === 'avgPoolForward') {
      const y = output(ny);
      return { outputs, call: (all) => all[kernel](x, y, ...sizes) };
    }
    const [gy, gx] = [values(ny), output(nx)];
    return {
      outputs,
      call: (all) =>
        kernel === 'maxPoolBackward'
          ? all.maxPoolBackward(x, gy, gx, ...sizes)
          : all.avgPoolBackward(gy, gx, ...sizes),
    };
  };
}

/** On n entries, the last vector not whole. */
function flat(make: (n: number, all: ReturnType<typeof tools>) => KernelCase['call']): Make {
  return (context) => {
    const all = tools(context);
    return { call: make(all.size(5_000, 9_000), all), outputs: all.outputs };
  };
}

export const kernelCases: Record<keyof WasmKernels, Make> = {
  lifForward: lif(false),
  lifBackward: lif(true),
  denseForward: dense('denseForward'),
  denseGradWeights: dense('denseGradWeights'),
  denseGradInput: dense('denseGradInput'),
  columnSum: flat((_, { size, values, output }) => {
    const [m, n] = [size(5, 90), size(100, 210)];
    const [x, out] = [values(m * n), output(n)];
    return (all) => all.columnSum(x, out, m, n);
  }),
  sumOverTime: flat((n, { values, output }) => {
    const [x, out] = [values(3 * n), output(n)];
    return (all) => all.sumOverTime(x, out, 3, n);
  }),
  convForward: conv('convForward'),
  convGradWeights: conv('convGradWeights'),
  convGradInput: conv('convGradInput'),
  maxPoolForward: pool('maxPoolForward'),
  maxPoolBackward: pool('maxPoolBackward'),
  avgPoolForward: pool('avgPoolForward'),
  avgPoolBackward: pool('avgPoolBackward'),
  sgd: flat((n, { values, changed }) => {
    const [w, g] = [changed(n), values(n)];
    return (all) => all.sgd(w, g, n, 0.1);
  }),
  momentum: flat((n, { values, changed, chance }) => {
    const [w, g, m, nesterov] = [changed(n), values(n), changed(n), chance(0.5) ? 1 : 0] as const;
    return (all) => all.momentum(w, g, m, n, 0.1, 0.9, nesterov);
  }),
  adam: flat((n, { values, changed }) => {
    const [w, g, m, v] = [changed(n), values(n), changed(n), changed(n)];
    return (all) => all.adam(w, g, m, v, n, 0.01, 0.9, 0.99, 1e-8, 1.5, 1.2, 0.001);
  }),
  sumOfSquares: flat((n, { values }) => {
    const x = values(n);
    return (all) => all.sumOfSquares(x, n);
  }),
  scale: flat((n, { changed }) => {
    const x = changed(n);
    return (all) => all.scale(x, n, 0.7);
  }),
  axpy: flat((n, { values, changed }) => {
    const [x, y] = [values(n), changed(n)];
    return (all) => all.axpy(x, y, n, 0.7);
  }),
  fillUniform: flat((n, { output, scratch: reserve }) => {
    const [out, at] = [output(n), reserve(scratch.RANDOM_SCRATCH_BYTES)];
    return (all) => all.fillUniform(out, n, 1, 2, 3, 4, 5, at);
  }),
  bernoulliSpikes: flat((_, { size, positive, output, scratch: reserve }) => {
    const [steps, batch, neurons] = [size(4, 9), size(10, 30), size(60, 90)];
    const [rates, streams] = [positive(batch * neurons), positive(batch)];
    const [out, at] = [output(steps * batch * neurons), reserve(scratch.RANDOM_SCRATCH_BYTES)];
    return (all) => all.bernoulliSpikes(rates, streams, out, steps, batch, neurons, 6, 7, 8, at);
  }),
  softLifForward: flat((_, { size, values, output, scratch: reserve }) => {
    const [batch, neurons] = [size(10, 30), size(60, 90)];
    const n = batch * neurons;
    const [x, streams, rates, slopes] = [values(n), values(batch), output(n), output(n)];
    const at = reserve(scratch.RANDOM_SCRATCH_BYTES);
    const settings = [0.002, 0.022, 1, 0.063, 0.02, size(0, 3), 10, 0.003] as const;
    return (all) =>
      all.softLifForward(x, rates, slopes, batch, neurons, ...settings, streams, 1, 2, 3, 4, at);
  }),
  multiply: flat((n, { values, output }) => {
    const [a, b, out] = [values(n), values(n), output(n)];
    return (all) => all.multiply(a, b, out, n);
  }),
  softLifSpiking: flat((_, { size, values, changed, output, scratch: reserve }) => {
    const [steps, neurons] = [size(4, 9), size(60, 90)];
    const n = size(10, 30) * neurons;
    const [x, bias, state] = [values(steps * n), values(neurons), changed(5 * n)];
    const [spikes, membranes] = [output(steps * n), output(steps * n)];
    const at = reserve(scratch.SPIKING_SCRATCH_BYTES);
    const settings = [0.1, 0.5, 4, 1, 0.3, 1.6, -0.67, 0.02, 0.015] as const;
    return (all) =>
      all.softLifSpiking(
        ...([x, 0, bias, neurons, steps, n] as const),
        ...settings,
        ...([state, spikes, membranes, at] as const),
      );
  }),
};

export const kernelNames = Object.keys(kernelCases) as (keyof WasmKernels)[];

/** Results of several ways to run a case on the same tensors, as bits. */
export function resultsOf(
  { call, outputs }: KernelCase,
  arena: Arena,
  ways: readonly WasmKernels[],
): { sum: number | void; bits: Uint32Array<ArrayBuffer>[] }[] {
  const views = outputs.map(
    ({ at, n }) => new Uint32Array(arena.memory.buffer as ArrayBuffer, at, n),
  );
  const before = views.map((view) => view.slice());
  return ways.map((kernels) => {
    views.forEach((view, index) => view.set(before[index]!));
    const sum = call(kernels);
    return { sum, bits: views.map((view) => view.slice()) };
  });
}

/** Whether two results are the same to the last bit. */
export function sameBits(a: readonly Uint32Array[], b: readonly Uint32Array[]): boolean {
  return a.every((view, index) => view.every((word, i) => word === b[index]![i]));
}
