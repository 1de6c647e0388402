/**
 * The WASM kernels as typed functions over addresses.
 *
 * Every tensor is float32 and row-major: activations [time, batch, neuron], images NHWC with time
 * and batch merged, weights [pre, post]. Addresses are byte offsets in the memory that the kernels
 * were created on; 0 stands for an absent optional tensor. Scratch is uninitialised memory of the
 * size that `scratch.ts` states for each thread, at an address divisible by 4; its contents mean
 * nothing afterwards.
 * Equations are in `../reference/`, which computes the same in float64.
 */

/** Address in the kernels' memory, in bytes. */
export type Address = number;
/** 0 or 1. */
export type Flag = 0 | 1;

/** What a spike does to the membrane: v = u − amount, v = 0, or v = u. */
export const RESET_KIND = { subtract: 0, zero: 1, none: 2 } as const;
export type ResetKind = keyof typeof RESET_KIND;

/** Derivatives that stand in for the spike's; equations in `../reference/surrogate.ts`. */
export const SURROGATE_KIND = {
  'fast-sigmoid': 0,
  atan: 1,
  triangle: 2,
  'straight-through': 3,
  logistic: 4,
} as const;
export type SurrogateKind = keyof typeof SURROGATE_KIND;

/** How a product with an activation is computed: by its measured density, or one way always. */
export const PRODUCT_PATH = { auto: 0, events: 1, dense: 2 } as const;

/** Sizes of a convolution: M, H, W, Cin, kh, kw, Cout, stride, padding, H', W'. */
export type ConvSizes = [
  images: number,
  height: number,
  width: number,
  channelsIn: number,
  kernelHeight: number,
  kernelWidth: number,
  channelsOut: number,
  stride: number,
  padTop: number,
  padLeft: number,
  outHeight: number,
  outWidth: number,
];

export type PoolSizes = [
  images: number,
  height: number,
  width: number,
  channels: number,
  size: number,
  stride: number,
];

/** Noise on soft-LIF rates in training. */
export const NOISE_KIND = { none: 0, gaussian: 1, alpha: 2, alphaRc: 3 } as const;

/** A soft-LIF neuron; times in seconds. */
export type SoftLifConstantsList = [
  tauRef: number,
  tauRc: number,
  gain: number,
  amp: number,
  gamma: number,
];

/** A spiking LIF neuron behind a synaptic filter; times in seconds. */
export type SpikingConstantsList = [
  tauRef: number,
  tauRc: number,
  gain: number,
  scale: number,
  dt: number,
  a1: number,
  a2: number,
  b0: number,
  b1: number,
];

export interface WasmKernels {
  /**
   * All steps of a LIF layer: x [T or 1, B, N] → membranes u and spikes s, both [T, B, N].
   * With `wRec` [N, N] the spikes of the step before are added to the input through it.
   * `spiking` 0 makes a leaky integrator (s = 0). `gainAfterSpike` is the gain in the step after a
   * spike: `gain`, or anything else but 0 with reset to zero, no refractory steps and `decaySyn` 0.
   */
  lifForward(
    x: Address,
    xIsStatic: Flag,
    steps: number,
    batch: number,
    neurons: number,
    decayMem: number,
    gain: number,
    decaySyn: number,
    threshold: number,
    resetAmount: number,
    resetKind: number,
    refractorySteps: number,
    spiking: Flag,
    gainAfterSpike: number,
    wRec: Address,
    u: Address,
    s: Address,
    scratch: Address,
  ): void;
  /**
   * Adjoint of `lifForward`: from the gradients of s and u (either may be 0), [T, B, N], to that of
   * the input, gradCurrent [T, B, N], or its sum over time [1, B, N] with `sumOverSteps`, which
   * `wRec` forbids: the gradient of wRec is denseGradWeights of s[0…T−2] and gradCurrent[1…T−1].
   */
  lifBackward(
    u: Address,
    s: Address,
    gradSpikes: Address,
    gradMembrane: Address,
    steps: number,
    batch: number,
    neurons: number,
    decayMem: number,
    gain: number,
    decaySyn: number,
    threshold: number,
    resetAmount: number,
    resetKind: number,
    refractorySteps: number,
    spiking: Flag,
    gainAfterSpike: number,
    surrogateKind: number,
    steepness: number,
    resetFlows: Flag,
    wRec: Address,
    gradCurrent: Address,
    sumOverSteps: Flag,
    scratch: Address,
  ): void;

  /** y[M, N] = x[M, K] · w[K, N] + bias[N] (bias may be 0). */
  denseForward(
    x: Address,
    w: Address,
    bias: Address,
    y: Address,
    m: number,
    k: number,
    n: number,
    scratch: Address,
    path: number,
  ): void;
  /** gw[K, N] = xᵀ · gy. */
  denseGradWeights(
    x: Address,
    gy: Address,
    gw: Address,
    m: number,
    k: number,
    n: number,
    scratch: Address,
    path: number,
  ): void;
  /** gx[M, K] = gy[M, N] · wᵀ. */
  denseGradInput(
    gy: Address,
    w: Address,
    gx: Address,
    m: number,
    k: number,
    n: number,
    scratch: Address,
    path: number,
  ): void;
  /** out[N] = Σ_m x[m, N]: the gradient of a bias. */
  columnSum(x: Address, out: Address, m: number, n: number): void;
  /** out[N] = Σ_t x[t, N]. */
  sumOverTime(x: Address, out: Address, steps: number, n: number): void;

  /** w := w − rate · g. */
  sgd(w: Address, g: Address, n: number, rate: number): void;
  /** m := friction · m + g; w := w − rate · m, or with Nesterov's look-ahead. */
  momentum(
    w: Address,
    g: Address,
    m: Address,
    n: number,
    rate: number,
    friction: number,
    nesterov: Flag,
  ): void;
  /**
   * Adam, or AdamW with `shrink` = rate · decay (0 for none); the corrections are 1 / (1 − βᵢᵗ).
   */
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
  /** Σ x², in float64. */
  sumOfSquares(x: Address, n: number): number;
  /** x := factor · x. */
  scale(x: Address, n: number, factor: number): void;
  /** y := y + factor · x. */
  axpy(x: Address, y: Address, n: number, factor: number): void;

  /**
   * Convolution of images x [M, H, W, Cin] with w [kh, kw, Cin, Cout], plus bias[Cout] or 0, to
   * y [M, H', W', Cout]. Padding is zeros, `padTop` and `padLeft` before the image and as many after
   * it as the outputs reach.
   */
  convForward(
    x: Address,
    w: Address,
    bias: Address,
    y: Address,
    ...rest: [...ConvSizes, Address, number]
  ): void;
  /** gw = its gradient, given gy [M, H', W', Cout]. */
  convGradWeights(
    x: Address,
    gy: Address,
    gw: Address,
    ...rest: [...ConvSizes, Address, number]
  ): void;
  /** gx [M, H, W, Cin] = the gradient of the images. */
  convGradInput(
    gy: Address,
    w: Address,
    gx: Address,
    ...rest: [...ConvSizes, Address, number]
  ): void;

  /** Largest of each window; x [M, H, W, C] → y [M, ⌊(H − size)/stride⌋ + 1, …, C]. */
  maxPoolForward(x: Address, y: Address, ...sizes: PoolSizes): void;
  /** gx: each window's gradient goes to its first largest input, row by row. */
  maxPoolBackward(x: Address, gy: Address, gx: Address, ...sizes: PoolSizes): void;
  avgPoolForward(x: Address, y: Address, ...sizes: PoolSizes): void;
  avgPoolBackward(gy: Address, gx: Address, ...sizes: PoolSizes): void;

  /**
   * out[n] in [0, 1): the upper 24 bits of the Philox4x32-10 numbers of counters
   * (i >> 2, c1, c2, c3). Needs 64 bytes of scratch.
   */
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
  /**
   * out[T, B, N]: 1 with probability rates[B, N]. The number of (t, b, n) is word n & 3 of counter
   * (n >> 2, t, streams[b], purpose), so that it does not depend on the rest of the batch; streams
   * are uint32 [B]. Needs 64 bytes of scratch.
   */
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
  ): void;

  /**
   * values[B, N] = amp · noisy rate of soft-LIF neurons under x[B, N], slopes[B, N] (or 0) its
   * noise-free derivative. `noise` is a `NOISE_KIND`; the numbers of neuron n of sample b are those of
   * counter (n >> 2, layer, streams[b], purpose). Needs 64 bytes of scratch.
   */
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
    ]
  ): void;
  /** out[n] = a[n] · b[n]. */
  multiply(a: Address, b: Address, out: Address, n: number): void;
  /**
   * Spiking LIF neurons under currents that are filtered after the weights; see
   * assembly/softLifSpiking.ts. Needs `SPIKING_SCRATCH_BYTES` of scratch.
   */
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
    ]
  ): void;
}
