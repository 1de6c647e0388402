/**
 * From samples to what the network receives: values gathered, encoded and laid out time-major.
 *
 * Axis order `[time, batch, input]`, with one time step for a static encoding.
 */
import type {
  EncoderEntry,
  EncodingContext,
  Samples,
  SpikeTrains,
  StepEncoderEntry,
  TimeEncoderEntry,
} from '#model/catalog.ts';
import { presentedBy } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { createStream, permutation } from '#model/random/stream.ts';
import type { Shape } from '#model/shape.ts';
import { sizeOf } from '#model/shape.ts';
import type { Split } from '#protocol/dataset.ts';
import type { Ahead } from './ahead.ts';
import type { Augmenter, RecordedSpikes } from './augment.ts';
import { moveInSteps } from './augment.ts';

/** A split together with how it is presented. */
export interface BatchSource {
  readonly samples: Samples;
  readonly split: Split;
  readonly encoder: EncoderEntry;
  /** Complete parameters of the encoder. */
  readonly encoderParams: ParamValues;
  /** Of a sample; a list of its values when left out. */
  readonly shape?: Shape;
  readonly steps: number;
  readonly dtMs: number;
  readonly seed: number;
  /** Whether the batch is trained on, so that noise meant for training applies. */
  readonly training: boolean;
  /** Random changes of samples that are trained on. */
  readonly augmenter?: Augmenter | null;
  /** Training samples that were changed before they are needed. */
  readonly ahead?: Ahead | undefined;
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

/** Number of values of one sample. */
export function inputCount(samples: Samples): number {
  return samples.values.length / samples.count;
}

/** Time steps of an encoded batch: T for spikes, 1 for a static encoding. */
export function encodedSteps(encoder: EncoderEntry, steps: number): number {
  return encoder.output === 'static' ? 1 : steps;
}

/** How many inputs the network gets, and in how many parts a sample is presented. */
export function presentedInputs({
  samples,
  encoder,
  encoderParams,
  shape,
}: Pick<BatchSource, 'samples' | 'encoder' | 'encoderParams' | 'shape'>): {
  readonly frames: number;
  readonly n: number;
} {
  const size = inputCount(samples);
  // Raw samples of tests and of the plane need not have the shape of the data set.
  const sample: Shape = shape === undefined || sizeOf(shape) !== size ? [size] : shape;
  const presented = presentedBy(encoder, sample, encoderParams);
  return { frames: presented.frames, n: sizeOf(presented.shape) };
}

/**
 * Values in 0..1 of the samples at `indices`, `[batch, n]`, as float32.
 * @throws RangeError for an index outside the split, or an `out` of the wrong length
 */
export function gatherValues(
  samples: Samples,
  indices: ArrayLike<number>,
  out: Float32Array = new Float32Array(indices.length * inputCount(samples)),
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

/** Values as they are presented: gathered and, while training, changed at random. */
export function presentedValues(
  source: Pick<BatchSource, 'samples' | 'split' | 'training' | 'augmenter' | 'ahead'>,
  indices: ArrayLike<number>,
  epoch: number,
  out?: Float32Array,
): Float32Array {
  const { samples, split, training, augmenter, ahead } = source;
  const values = gatherValues(samples, indices, out);
  const change = training ? (augmenter?.values ?? null) : null;
  if (change === null) return values;
  const size = inputCount(samples);
  for (let b = 0; b < indices.length; b++) {
    const index = indices[b]!;
    const row = values.subarray(b * size, (b + 1) * size);
    const prepared = ahead?.take(index, epoch) ?? null;
    if (prepared !== null) row.set(prepared);
    else change(row, { streamId: streamIdOf(split, index), epoch });
  }
  return values;
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
  const size = inputCount(samples);
  const { frames, n } = presentedInputs(source);
  const batch = indices.length;
  const length = encodedSteps(encoder, steps) * batch * n;
  const target = out ?? new Float32Array(length);
  expectLength(target, length);
  if (encoder.output === 'times') {
    if (out !== undefined) target.fill(0);
    writeAtSteps(encodeTimes({ ...source, encoder }, indices, epoch), source, batch, target);
    return target;
  }
  // Values that are presented one by one are encoded where they are to lie.
  const inPlace = encoder.output === 'static' && frames === 1 && n === size;
  const values = presentedValues(source, indices, epoch, inPlace ? target : undefined);
  const streamIds = new Uint32Array(batch);
  for (let b = 0; b < batch; b++) streamIds[b] = streamIdOf(source.split, indices[b]!);

  if (encoder.output === 'static') {
    for (let b = 0; b < batch; b++) {
      const own = values.subarray(b * size, (b + 1) * size);
      const context = contextOf(source, indices[b]!, epoch, frames);
      encoder.encode(own, params, context, target.subarray(b * n, (b + 1) * n));
    }
    return target;
  }

  const kernel = encoder.kernel === undefined ? undefined : kernels[encoder.kernel];
  if (kernel !== undefined && frames === 1) {
    kernel({ values, nInputs: n, streamIds, params, steps, seed, epoch, out: target });
    moveSpikes(source, target, streamIds, epoch);
    return target;
  }
  if (out !== undefined) target.fill(0);
  const train = new Float32Array(steps * n);
  for (let b = 0; b < batch; b++) {
    if (b > 0) train.fill(0);
    const context = contextOf(source, indices[b]!, epoch, frames);
    encoder.encode(values.subarray(b * size, (b + 1) * size), params, context, train);
    scatterSteps(train, target, { steps, batch, n, b });
  }
  moveSpikes(source, target, streamIds, epoch);
  return target;
}

/** Random changes of the spikes that an encoder has written. */
function moveSpikes(
  source: BatchSource,
  target: Float32Array,
  streamIds: Uint32Array,
  epoch: number,
): void {
  const { training, augmenter, steps, dtMs } = source;
  const move = training ? (augmenter?.times ?? null) : null;
  if (move === null) return;
  const layout = { steps, batch: streamIds.length, n: presentedInputs(source).n, dtMs };
  moveInSteps(target, layout, streamIds, epoch, move);
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
  const size = inputCount(samples);
  const { n, frames } = presentedInputs(source);
  const values = presentedValues(source, indices, epoch);
  const move = source.training ? source.augmenter?.times : null;
  const times = new Float64Array(indices.length * n);
  for (let b = 0; b < indices.length; b++) {
    const row = values.subarray(b * size, (b + 1) * size);
    const context = contextOf(source, indices[b]!, epoch, frames);
    const own = times.subarray(b * n, (b + 1) * n);
    encoder.encodeTimes(row, params, context, own);
    move?.(own, { streamId: context.streamId, epoch });
  }
  return times;
}

/**
 * The values of the sample at `index` as its encoding tells them; null where there is no way back.
 * @param encoded what `encodeBatch` gives for this sample alone
 */
export function decodeSample(
  source: BatchSource,
  encoded: Float32Array,
  index: number,
  epoch: number,
): Float32Array | null {
  const { samples, encoder, encoderParams: params } = source;
  const values = new Float32Array(inputCount(samples));
  if (encoder.output === 'times') {
    const times = encodeTimes({ ...source, encoder }, [index], epoch);
    return encoder.decodeTimes?.(times, params, values) === true ? values : null;
  }
  const context = contextOf(source, index, epoch, presentedInputs(source).frames);
  return encoder.decode?.(encoded, params, context, values) === true ? values : null;
}

function contextOf(
  source: BatchSource,
  index: number,
  epoch: number,
  frames: number,
): EncodingContext {
  const { samples, split, steps, dtMs, seed, training } = source;
  const streamId = streamIdOf(split, index);
  const context = { steps, seed, epoch, training, frames, streamId };
  if (samples.spikes === undefined) return context;
  return {
    ...context,
    spikes: { ...presentedRecording(source, samples.spikes, index, epoch), dtMs },
  };
}

/** The spikes of a recording as they are presented: while training, changed at random. */
function presentedRecording(
  { split, training, augmenter, ahead }: RecordingSource,
  { offsets, timesMs, inputs }: SpikeTrains,
  index: number,
  epoch: number,
): RecordedSpikes {
  const [from, to] = [offsets[index]!, offsets[index + 1]!];
  const spikes = { timesMs: timesMs.subarray(from, to), inputs: inputs.subarray(from, to) };
  const change = training ? (augmenter?.recording ?? null) : null;
  if (change === null) return spikes;
  const presentation = { streamId: streamIdOf(split, index), epoch };
  return ahead?.takeSpikes(index, epoch) ?? change(spikes, presentation);
}

type RecordingSource = Pick<BatchSource, 'split' | 'training' | 'augmenter' | 'ahead'>;

/** Recordings of several samples as they are presented, one after another. */
export function presentedRecordings(
  source: RecordingSource,
  trains: SpikeTrains,
  indices: ArrayLike<number>,
  epoch: number,
): SpikeTrains {
  const rows = Array.from(indices, (index) => presentedRecording(source, trains, index, epoch));
  const offsets = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => (offsets[i + 1] = offsets[i]! + row.timesMs.length));
  const timesMs = new Float32Array(offsets.at(-1) ?? 0);
  const inputs = new Uint16Array(timesMs.length);
  rows.forEach((row, i) => {
    timesMs.set(row.timesMs, offsets[i]!);
    inputs.set(row.inputs, offsets[i]!);
  });
  return { offsets, timesMs, inputs };
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
