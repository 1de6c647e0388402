/**
 * One layer of first-spike neurons on the compiled kernels, float64 throughout.
 *
 * Rows of neurons are padded to a multiple of eight; padding has weights 0 and stays silent. (Blocks
 * of eight neurons side by side in memory were tried for the weights: twice as slow as rows here.)
 */
import type { Block, Float64Module } from '../float64Module.ts';
import type { AdamSettings } from './reference/adam.ts';
import type { FirstSpikeExports } from './exports.ts';
import type { FirstSpikeNeuron } from './response.ts';
import { bumpWeights } from './bumping.ts';
import { responsePeak } from './response.ts';

export interface LayerSpec {
  readonly nReal: number;
  /** Times of the bias spikes: inputs after the real ones. */
  readonly biasTimes: readonly number[];
  readonly nOut: number;
  readonly neuron: FirstSpikeNeuron;
}

/** Times `[batch, stride]` in the module's memory, `n` of each row in use. */
export interface TimesBlock {
  readonly block: Block<Float64Array>;
  readonly stride: number;
  readonly n: number;
}

/** What a substrate does to weights: into [−limit, limit], then to multiples of `step`. */
export interface WeightRange {
  /** Infinity for none. */
  readonly limit: number;
  /** 0 for exact weights. */
  readonly step: number;
}

export interface KernelLayer {
  readonly spec: LayerSpec;
  /** nOut, padded. */
  readonly stride: number;
  readonly nIn: number;
  /** `[nIn, stride]`, as are moments and gradient. */
  readonly weights: Block<Float64Array>;
  readonly moments: readonly [Block<Float64Array>, Block<Float64Array>];
  readonly gradient: Block<Float64Array>;
  readonly spikes: TimesBlock;
  /** dL/dT, `[capacity, stride]`: written by whoever comes after the layer. */
  readonly errors: Block<Float64Array>;
  /** Samples of the last forward pass in which each neuron stayed silent. */
  readonly silent: Block<Float64Array>;
  forward(inputs: TimesBlock, batch: number): void;
  /**
   * Weight gradients of the batch that `forward` last saw.
   * @param below where dL/dt of the real inputs goes, rows as long as those of the inputs
   */
  backward(
    inputs: TimesBlock,
    batch: number,
    maxDwNorm: number,
    below: Block<Float64Array> | null,
  ): void;
  /** Raises the weights of neurons that were silent in the last forward pass, or of all. */
  bump(by: number, targeted: boolean): void;
  /** Adam's step, then the weights into their range. @param update counted from 1 */
  step(update: number, adam: AdamSettings): void;
  setRange(range: WeightRange): void;
  /** As the last forward pass used them: in their range, rounded. */
  weightsInUse(): Float64Array;
  /** Brings weights that were written from outside back into their range. */
  clamp(): void;
}

const WINDOW_BYTES = 32;
/** Of eight neurons and one sample, see assembly/terms.ts. */
const OUTPUT_TERMS = 40;
/** Products of exponentials stay finite below this many time constants. */
const WIDEST_RANGE = 600;

export const padded = (n: number): number => 8 * Math.ceil(n / 8);

/** @param capacity largest batch */
export function createKernelLayer(
  module: Float64Module<FirstSpikeExports>,
  spec: LayerSpec,
  capacity: number,
): KernelLayer {
  const { exports } = module;
  const { nReal, nOut, neuron } = spec;
  const { tauRatio, tauSyn, drive } = neuron;
  const nBias = spec.biasTimes.length;
  const nIn = nReal + nBias;
  const stride = padded(nOut);
  const weights = module.alloc64(nIn * stride);
  const moments = [module.alloc64(nIn * stride), module.alloc64(nIn * stride)] as const;
  const gradient = module.alloc64(nIn * stride);
  const rounded = module.alloc64(nIn * stride);
  const biases = module.alloc64(nBias);
  const sorted = module.alloc64(capacity * (nIn + 1));
  const windows = module.alloc64((capacity * nIn * WINDOW_BYTES) / 8);
  const counts = module.alloc32(capacity);
  const scratch = module.alloc64(Math.ceil((5 * nIn + 1) / 2));
  const slopes = module.alloc64(capacity * stride);
  const spikes = module.alloc64(capacity * stride);
  const lastInputs = module.alloc32(capacity * stride);
  const errors = module.alloc64(capacity * stride);
  const silent = module.alloc64(stride);
  const fast = module.alloc64(capacity * (nIn + 1));
  // For r = 1 there is one exponential; the other is read with it and not used.
  const slow = tauRatio === 1 ? fast : module.alloc64(capacity * (nIn + 1));
  const outputTerms = module.alloc64((stride / 8) * capacity * OUTPUT_TERMS);
  biases.values.set(spec.biasTimes);
  const peak = responsePeak(tauRatio);
  let range: WeightRange = { limit: Infinity, step: 0 };

  /** Whether a sample's inputs lie too far apart for products of exponentials. */
  const isWide = (batch: number): boolean => {
    const times = sorted.values;
    const used = counts.values;
    const limit = WIDEST_RANGE * tauSyn * Math.min(1, tauRatio);
    for (let b = 0; b < batch; b++) {
      const row = b * (nIn + 1);
      if (used[b]! > 0 && times[row + used[b]! - 1]! - times[row]! > limit) return true;
    }
    return false;
  };

  const clamp = (): void => {
    const { limit } = range;
    if (limit === Infinity) return;
    const values = weights.values;
    for (let i = 0; i < values.length; i++) {
      values[i] = Math.min(limit, Math.max(-limit, values[i]!));
    }
  };

  const used = (): Block<Float64Array> => (range.step > 0 ? rounded : weights);

  return {
    spec,
    stride,
    nIn,
    weights,
    moments,
    gradient,
    spikes: { block: spikes, stride, n: nOut },
    errors,
    silent,
    forward: (inputs, batch) => {
      if (range.step > 0) {
        exports.roundWeights(weights.at, nIn * stride, range.limit, range.step, rounded.at);
      }
      exports.writeWindows(
        inputs.block.at,
        inputs.stride,
        nReal,
        biases.at,
        nBias,
        batch,
        tauSyn,
        tauRatio,
        stride * 8,
        sorted.at,
        windows.at,
        counts.at,
        scratch.at,
      );
      exports.findCrossings(
        windows.at,
        counts.at,
        nIn,
        batch,
        used().at,
        stride,
        tauRatio,
        drive,
        slopes.at,
        spikes.at,
        lastInputs.at,
      );
      exports.solveCrossings(
        sorted.at,
        nIn,
        batch,
        stride,
        tauSyn,
        tauRatio,
        drive,
        slopes.at,
        spikes.at,
        lastInputs.at,
      );
      exports.countSilent(spikes.at, batch, stride, silent.at);
    },
    backward: (inputs, batch, maxDwNorm, below) => {
      const byPairs = isWide(batch);
      exports.inputTerms(sorted.at, counts.at, nIn, batch, tauSyn, tauRatio, fast.at, slow.at);
      exports.outputTerms(
        spikes.at,
        slopes.at,
        errors.at,
        batch,
        stride,
        sorted.at,
        nIn,
        tauSyn,
        tauRatio,
        peak,
        maxDwNorm,
        byPairs ? 1 : 0,
        outputTerms.at,
      );
      const inUse = used().at;
      const order = [windows.at, counts.at, nIn, outputTerms.at] as const;
      if (byPairs) {
        exports.pairGradients(
          sorted.at,
          ...order,
          inUse,
          nReal,
          stride,
          batch,
          tauSyn,
          tauRatio,
          gradient.at,
          below === null ? 0 : below.at,
          inputs.stride,
        );
        return;
      }
      const terms = [sorted.at, fast.at, slow.at, ...order] as const;
      exports.weightGradients(...terms, stride, batch, tauRatio, gradient.at);
      if (below === null) return;
      exports.timeGradients(
        ...terms,
        inUse,
        nReal,
        stride,
        batch,
        tauSyn,
        tauRatio,
        below.at,
        inputs.stride,
      );
    },
    bump: (by, targeted) => {
      bumpWeights(weights.values, stride, silent.values.subarray(0, nOut), by, targeted);
      clamp();
    },
    step: (update, { learningRate, beta1, beta2, epsilon }) => {
      exports.adam(
        weights.at,
        gradient.at,
        moments[0].at,
        moments[1].at,
        nIn * stride,
        learningRate,
        beta1,
        beta2,
        epsilon,
        1 / (1 - beta1 ** update),
        1 / (1 - beta2 ** update),
        range.limit,
      );
    },
    setRange: (next) => {
      range = next;
      clamp();
    },
    weightsInUse: () => used().values,
    clamp,
  };
}
