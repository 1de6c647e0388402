/**
 * From samples to what the network receives: values gathered, encoded and laid out time-major.
 *
 * Axis order `[time, batch, input]`, with one time step for a static encoding.
 */
import type {
  EncoderEntry,
  EncodingContext,
  Samples,
  StepEncoderEntry,
  TimeEncoderEntry,
} from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { createStream, permutation } from '#model/random/stream.ts';
import type { Split } from '#protocol/dataset.ts';

/** A split together with how it is presented. */
export interface BatchSource {
  readonly samples: Samples;
  readonly split: Split;
  readonly encoder: EncoderEntry;
  /** Complete parameters of the encoder. */
  readonly encoderParams: ParamValues;
  readonly steps: number;
  readonly dtMs: number;
  readonly seed: number;
  /** Whether the batch is trained on, so that noise meant for training applies. */
  readonly training: boolean;
}

/** What a batch kernel is given; `values` is `[batch, n]`, `out` is `[steps, batch, n]`, all to be written. */
export interface BatchKernelInput {
  readonly values: Float32Array;
  readonly nInputs: number;
  /** One a sample; see `EncodingContext`. */
  readonly streamIds: Uint32Array;
  readonly params: ParamValues;
  readonly steps: number;
  readonly seed: number;
  readonly epoch: number;
  readonly out: Float32Array;
}

/** Kernels that write the batches of the encoders naming them, with the very same numbers. */
export type BatchKernels = {
  readonly [K in NonNullable<StepEncoderEntry['kernel']>]?: (input: BatchKernelInput) => void;
};

/** Order in which an epoch presents `count` training samples. */
export function epochOrder(count: number, seed: number, epoch: number): Uint32Array {
  return permutation(count, createStream(seed, 'shuffle', 0, epoch));
}

/** Name of a sample in the random numbers of its encoding. */
export function streamIdOf(split: Split, index: number): number {
  return split === 'train' ? index : 0x80000000 + index;
}

/** Number of inputs of one sample. */
export function inputCount(samples: Samples): number {
  return samples.values.length / samples.count;
}

/** Time steps of an encoded batch: T for spikes, 1 for a static encoding. */
export function encodedSteps(encoder: EncoderEntry, steps: number): number {
  return encoder.output === 'static' ? 1 : steps;
}

/**
 * Values in 0..1 of the samples at `indices`, `[batch, n]`, as float32.
 * @throws RangeError for an index outside the split, or an `out` of the wrong length
 */
export function gatherValues(
  samples: Samples,
  indices: ArrayLike<number>,
  out = new Float32Array(indices.length * inputCount(samples)),
): Float32Array {
  const n = inputCount(samples);
  expectLength(out, indices.length * n);
  const { values, scale } = samples;
  for (let b = 0; b < indices.length; b++) {
    const from = checkedIndex(samples, indices[b]!) * n;
    const to = b * n;
    for (let j = 0; j < n; j++) out[to + j] = values[from + j]! * scale;
  }
  return out;
}

/** Labels of the samples at `indices`. */
export function gatherLabels(samples: Samples, indices: ArrayLike<number>): Uint8Array {
  const labels = new Uint8Array(indices.length);
  for (let b = 0; b < labels.length; b++) {
    labels[b] = samples.labels[checkedIndex(samples, indices[b]!)]!;
  }
  return labels;
}

/**
 * The encoded batch `[encodedSteps, batch, n]` of the samples at `indices`.
 *
 * The numbers depend on (seed, split, index, epoch) alone, not on the batch. Evaluation passes one
 * fixed epoch, so that every evaluation sees the same spikes.
 * @param out written from scratch when given, to spare an allocation
 * @throws RangeError for an index outside the split, or an `out` of the wrong length
 */
export function encodeBatch(
  source: BatchSource,
  indices: ArrayLike<number>,
  epoch: number,
  kernels: BatchKernels = {},
  out?: Float32Array,
): Float32Array {
  const { samples, encoder, encoderParams: params, steps, seed } = source;
  const n = inputCount(samples);
  const batch = indices.length;
  const length = encodedSteps(encoder, steps) * batch * n;
  const target = out ?? new Float32Array(length);
  expectLength(target, length);
  if (encoder.output === 'times') {
    if (out !== undefined) target.fill(0);
    writeAtSteps(encodeTimes({ ...source, encoder }, indices, epoch), source, batch, target);
    return target;
  }
  const values = gatherValues(samples, indices);
  const streamIds = new Uint32Array(batch);
  for (let b = 0; b < batch; b++) streamIds[b] = streamIdOf(source.split, indices[b]!);

  if (encoder.output === 'static') {
    for (let b = 0; b < batch; b++) {
      const row = (array: Float32Array) => array.subarray(b * n, (b + 1) * n);
      encoder.encode(row(values), params, contextOf(source, indices[b]!, epoch), row(target));
    }
    return target;
  }

  const kernel = encoder.kernel === undefined ? undefined : kernels[encoder.kernel];
  if (kernel !== undefined) {
    kernel({ values, nInputs: n, streamIds, params, steps, seed, epoch, out: target });
    return target;
  }
  if (out !== undefined) target.fill(0);
  const train = new Float32Array(steps * n);
  for (let b = 0; b < batch; b++) {
    if (b > 0) train.fill(0);
    const context = contextOf(source, indices[b]!, epoch);
    encoder.encode(values.subarray(b * n, (b + 1) * n), params, context, train);
    scatterSteps(train, target, { steps, batch, n, b });
  }
  return target;
}

/**
 * Spike times of the samples at `indices`, `[batch, n]`, in ms; Infinity for an input without a spike.
 * @throws RangeError for an index outside the split
 */
export function encodeTimes(
  source: BatchSource & { readonly encoder: TimeEncoderEntry },
  indices: ArrayLike<number>,
  epoch: number,
): Float64Array {
  const { samples, encoder, encoderParams: params } = source;
  const n = inputCount(samples);
  const values = gatherValues(samples, indices);
  const times = new Float64Array(values.length);
  for (let b = 0; b < indices.length; b++) {
    const row = values.subarray(b * n, (b + 1) * n);
    const context = contextOf(source, indices[b]!, epoch);
    encoder.encodeTimes(row, params, context, times.subarray(b * n, (b + 1) * n));
  }
  return times;
}

function contextOf(source: BatchSource, index: number, epoch: number): EncodingContext {
  const { samples, split, steps, dtMs, seed, training } = source;
  const context = { steps, seed, epoch, training, streamId: streamIdOf(split, index) };
  if (samples.spikes === undefined) return context;
  const { offsets, timesMs, inputs } = samples.spikes;
  const from = offsets[index]!;
  const to = offsets[index + 1]!;
  const spikes = { timesMs: timesMs.subarray(from, to), inputs: inputs.subarray(from, to), dtMs };
  return { ...context, spikes };
}

/** Times `[batch, n]` as spikes `[steps, batch, n]`, in the step that holds each; later ones are lost. */
function writeAtSteps(
  times: Float64Array,
  { steps, dtMs }: Pick<BatchSource, 'steps' | 'dtMs'>,
  batch: number,
  target: Float32Array,
): void {
  const n = times.length / batch;
  for (let i = 0; i < times.length; i++) {
    const step = Math.floor(times[i]! / dtMs);
    if (step < steps) target[step * batch * n + i] = 1;
  }
}

/** Below this a loop over a row is faster than a view and a copy of it. */
const SHORT_ROW = 32;

/** Copies a sample's spikes `[steps, n]` into row b of every step of `[steps, batch, n]`, zeroed. */
function scatterSteps(
  train: Float32Array,
  target: Float32Array,
  { steps, batch, n, b }: { steps: number; batch: number; n: number; b: number },
): void {
  for (let t = 0; t < steps; t++) {
    const to = (t * batch + b) * n;
    if (n >= SHORT_ROW) target.set(train.subarray(t * n, (t + 1) * n), to);
    else for (let j = 0; j < n; j++) target[to + j] = train[t * n + j]!;
  }
}

function checkedIndex(samples: Samples, index: number): number {
  if (Number.isInteger(index) && index >= 0 && index < samples.count) return index;
  throw new RangeError(`sample: got ${index}, expected 0 to ${samples.count - 1}`);
}

function expectLength(out: Float32Array, length: number): void {
  if (out.length !== length)
    throw new RangeError(`out: got ${out.length} numbers, expected ${length}`);
}
