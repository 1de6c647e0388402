/**
 * What the compiled module exports: kernels over ranges of their work, so that several threads can
 * share one call. `wasmKernels.ts` puts whole operations together from them and documents the
 * arguments; here stand those that only ranges have.
 */
import type {
  Address,
  ConvSizes,
  Flag,
  PoolSizes,
  SoftLifConstantsList,
  SpikingConstantsList,
} from './wasmKernels.ts';

type Range = [from: number, to: number];
type LifConstants = [
  decayMem: number,
  gain: number,
  decaySyn: number,
  threshold: number,
  resetAmount: number,
  resetKind: number,
  refractorySteps: number,
  spiking: Flag,
  gainAfterSpike: number,
];
type LifSizes = [steps: number, batch: number, neurons: number];
type Conv = [...ConvSizes, scratch: Address, sparse: Flag];

export interface KernelExports {
  /** Range: neurons of batch · neurons, or samples with recurrent weights. */
  lifForward(
    x: Address,
    xIsStatic: Flag,
    ...rest: [
      ...LifSizes,
      ...LifConstants,
      wRec: Address,
      u: Address,
      s: Address,
      scratch: Address,
      ...Range,
    ]
  ): void;
  /** The same range; `turned` and `packed` are the transpose of the recurrent weights, or 0. */
  lifBackward(
    u: Address,
    s: Address,
    gradSpikes: Address,
    gradMembrane: Address,
    ...rest: [
      ...LifSizes,
      ...LifConstants,
      surrogateKind: number,
      steepness: number,
      resetFlows: Flag,
      turned: Address,
      packed: Address,
      gradCurrent: Address,
      sumOverSteps: Flag,
      scratch: Address,
      ...Range,
    ]
  ): void;

  /** Share of nonzero entries of x [rows, n], in at most 64 rows spread evenly over it. */
  measureDensity(x: Address, rows: number, n: number): number;
  /** w [k, n], rows `rowBytes` apart, as panels of 16 columns. */
  packPanels(w: Address, rowBytes: number, k: number, n: number, out: Address): void;
  /** scratch := wᵀ of w [n, n], out := its panels. */
  packTransposed(w: Address, n: number, out: Address, scratch: Address): void;
  transpose(
    w: Address,
    inBytes: number,
    k: number,
    n: number,
    out: Address,
    outBytes: number,
  ): void;
  /** c[m, n] = initial + a[m, k] · packed; a range is one of rows, by its addresses. */
  gemmPacked(
    a: Address,
    packed: Address,
    initial: Address,
    initialBytes: number,
    c: Address,
    m: number,
    k: number,
    n: number,
  ): void;
  /** A range is one of rows, by its addresses. */
  denseEvents(
    x: Address,
    w: Address,
    bias: Address,
    y: Address,
    m: number,
    k: number,
    n: number,
    scratch: Address,
  ): void;
  /** out[n] += the sum of `count` parts of n; range: of the n entries. */
  addParts(out: Address, parts: Address, count: number, n: number, ...range: Range): void;
  /** Range: rows of gw [k, n]. */
  gradWeightsEvents(
    x: Address,
    gy: Address,
    gw: Address,
    m: number,
    k: number,
    n: number,
    ...rest: [...Range, scratch: Address]
  ): void;
  gradWeightsDense(
    x: Address,
    gy: Address,
    gw: Address,
    m: number,
    k: number,
    n: number,
    ...rest: [...Range, scratch: Address]
  ): void;
  /** Range: columns, from one divisible by 16. */
  columnSum(x: Address, out: Address, m: number, n: number, ...range: Range): void;
  /** Range: of the n sums. */
  sumOverTime(x: Address, out: Address, steps: number, n: number, ...range: Range): void;

  /** A range is one of images, by its addresses; likewise of the gradients. */
  convForward(x: Address, w: Address, bias: Address, y: Address, ...rest: Conv): void;
  convGradInput(gy: Address, w: Address, gx: Address, ...rest: Conv): void;
  convGradWeights(x: Address, gy: Address, gw: Address, ...rest: Conv): void;

  /** A range is one of images, by its addresses. */
  maxPoolForward(x: Address, y: Address, ...sizes: PoolSizes): void;
  maxPoolBackward(x: Address, gy: Address, gx: Address, ...sizes: PoolSizes): void;
  avgPoolForward(x: Address, y: Address, ...sizes: PoolSizes): void;
  avgPoolBackward(gy: Address, gx: Address, ...sizes: PoolSizes): void;

  /** A range is one of entries, by its addresses. */
  sgd(w: Address, g: Address, n: number, rate: number): void;
  momentum(
    w: Address,
    g: Address,
    m: Address,
    n: number,
    rate: number,
    friction: number,
    nesterov: Flag,
  ): void;
  adam(
    w: Address,
    g: Address,
    m: Address,
    v: Address,
    n: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    correction1: number,
    correction2: number,
    shrink: number,
  ): void;
  sumOfSquares(x: Address, n: number): number;
  scale(x: Address, n: number, factor: number): void;
  axpy(x: Address, y: Address, n: number, factor: number): void;

  fillUniform(
    out: Address,
    n: number,
    key0: number,
    key1: number,
    c1: number,
    c2: number,
    c3: number,
    scratch: Address,
  ): void;
  /** Range: samples. */
  bernoulliSpikes(
    rates: Address,
    streams: Address,
    out: Address,
    steps: number,
    batch: number,
    neurons: number,
    key0: number,
    key1: number,
    purpose: number,
    scratch: Address,
    ...range: Range
  ): void;
  /** Range: samples. */
  softLifForward(
    x: Address,
    values: Address,
    slopes: Address,
    batch: number,
    neurons: number,
    ...rest: [
      ...SoftLifConstantsList,
      noise: number,
      sigma: number,
      tauNoise: number,
      streams: Address,
      key0: number,
      key1: number,
      layer: number,
      purpose: number,
      scratch: Address,
      ...Range,
    ]
  ): void;
  /** Range: entries. */
  multiply(a: Address, b: Address, out: Address, ...range: Range): void;
  /** Range: entries of one step. */
  softLifSpiking(
    x: Address,
    still: Flag,
    bias: Address,
    biasSize: number,
    steps: number,
    all: number,
    ...rest: [
      ...SpikingConstantsList,
      state: Address,
      spikes: Address,
      membranes: Address,
      scratch: Address,
      ...Range,
    ]
  ): void;
}

export type KernelName = keyof KernelExports;

/** One kernel called several times, each call on a part of the work that no other touches. */
export interface Job<Name extends KernelName = KernelName> {
  readonly kernel: Name;
  readonly parts: readonly Parameters<KernelExports[Name]>[];
  /** Which argument is the scratch address, and how far those of threads are apart; −1 for none. */
  readonly scratchAt: number;
  readonly scratchBytes: number;
}

/** Runs jobs: alone, or with helper threads. */
export interface Executor {
  /** For calls of a kernel on the calling thread. */
  readonly exports: KernelExports;
  readonly threads: number;
  /** Parts that would take fewer ns than this are not handed out. */
  readonly partNs: number;
  /** Returns when all parts are done. */
  run<Name extends KernelName>(job: Job<Name>): void;
}

export function instantiate(memory: WebAssembly.Memory, module: WebAssembly.Module): KernelExports {
  // The only cast: the exports are those of assembly/index.ts, which tests call one by one.
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
}

/** The kernel under a name, to be called with arguments made for it. */
export function kernelOf(
  exports: KernelExports,
  name: KernelName,
): (...args: readonly number[]) => unknown {
  return exports[name] as (...args: readonly number[]) => unknown;
}
