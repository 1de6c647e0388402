/**
 * Random changes of training samples, as a document lists them.
 *
 * What a presentation looks like depends on (seed, entry, sample, epoch) alone: each entry draws from
 * a stream of its own, so switching one off leaves the others as they were.
 */
import { catalog } from '#catalog/index.ts';
import type { AugmentationEntry, PresentedSpikes } from '#model/catalog.ts';
import { datasetOf, datasetShape, entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import { numberParam, withDefaults } from '#model/params.ts';
import { nameHash } from '#model/random/nameHash.ts';
import type { RandomStream } from '#model/random/stream.ts';
import { createStream } from '#model/random/stream.ts';
import type { Shape } from '#model/shape.ts';
import { warpRows, warpTimes } from './timeWarp.ts';

/** What of a document decides how its training samples are changed. */
export type AugmentedDocument = Pick<Experiment, 'dataset' | 'encoder' | 'seed' | 'augmentation'>;

/** Names one presentation. */
export interface Presentation {
  readonly streamId: number;
  readonly epoch: number;
}

type Times = Float32Array | Float64Array;

/** Spikes of one sample, ascending in time. */
export type RecordedSpikes = Omit<PresentedSpikes, 'dtMs'>;

/** Each part is null where nothing changes it. */
export interface Augmenter {
  /** Changes the values of one sample in place. */
  readonly values: ((values: Float32Array, presentation: Presentation) => void) | null;
  /** A recording of spikes as it is presented. */
  readonly recording:
    ((spikes: RecordedSpikes, presentation: Presentation) => RecordedSpikes) | null;
  /** Changes the times in ms of spikes that an encoder gave, in place; Infinity for none. */
  readonly times: ((timesMs: Times, presentation: Presentation) => void) | null;
}

/** Null where no entry fits the data, or all have strength 0: samples are then left as they are. */
export function createAugmenter(document: AugmentedDocument): Augmenter | null {
  const data = datasetOf(catalog, document.dataset.id);
  const shape = datasetShape(data, document.dataset.params);
  const encoder = entryOf(catalog.encoders, document.encoder.id);
  const active = document.augmentation.flatMap(({ id, params: given }): Active[] => {
    const entry = entryOf(catalog.augmentations, id);
    const params = withDefaults(entry.params, given);
    const isIdle = numberParam(params, entry.strength) === 0;
    if (isIdle || entry.refusal({ data, encoder }) !== null) return [];
    return [{ entry, params, draw: drawFor(entry, document.seed) }];
  });
  const isRecording = data.hasSpikes === true;
  const ofValues = isRecording ? [] : active.filter(({ entry }) => entry.acts !== 'spikes');
  const ofSpikes = active.filter((own) => !ofValues.includes(own));
  if (active.length === 0) return null;
  return {
    values: ofValues.length === 0 ? null : changeValues(ofValues, shape),
    recording: ofSpikes.length > 0 && isRecording ? changeRecording(ofSpikes) : null,
    times: ofSpikes.length > 0 && !isRecording ? changeTimes(ofSpikes) : null,
  };
}

interface Active {
  readonly entry: AugmentationEntry;
  readonly params: ParamValues;
  readonly draw: (presentation: Presentation) => RandomStream;
}

function drawFor({ id }: AugmentationEntry, seed: number): Active['draw'] {
  const own = (seed ^ nameHash(id)) >>> 0;
  return ({ streamId, epoch }) => createStream(own, 'augmentation', streamId, epoch);
}

function changeValues(active: readonly Active[], shape: Shape): NonNullable<Augmenter['values']> {
  return (values, presentation) => {
    for (const { entry, params, draw } of active) {
      const random = draw(presentation);
      if (entry.acts === 'values') entry.change(values, shape, params, random);
      else if (entry.acts === 'time') warpRows(values, shape, entry.warp(params, random));
    }
  };
}

function changeTimes(active: readonly Active[]): NonNullable<Augmenter['times']> {
  return (timesMs, presentation) => {
    for (const { entry, params, draw } of active) {
      const random = draw(presentation);
      if (entry.acts === 'spikes') entry.change(timesMs, params, random);
      else if (entry.acts === 'time') warpTimes(timesMs, entry.warp(params, random));
    }
  };
}

function changeRecording(active: readonly Active[]): NonNullable<Augmenter['recording']> {
  const change = changeTimes(active);
  return (spikes, presentation) => {
    const timesMs = Float32Array.from(spikes.timesMs);
    change(timesMs, presentation);
    return inOrder(timesMs, spikes.inputs);
  };
}

/** A sorting key holds the place of a spike in its lower bits, above them the bits of its time. */
const PLACES = 2 ** 22;

/** The spikes that are left, by time, those of one time in the order they had. */
function inOrder(timesMs: Float32Array, inputs: Uint16Array): RecordedSpikes {
  const left = (timesMs.length > PLACES ? placesByComparison : placesByKey)(timesMs);
  const ordered = {
    timesMs: new Float32Array(left.length),
    inputs: new Uint16Array(left.length),
  };
  for (let i = 0; i < left.length; i++) {
    ordered.timesMs[i] = timesMs[left[i]!]!;
    ordered.inputs[i] = inputs[left[i]!]!;
  }
  return ordered;
}

/** Bits of floats from 0 on order as whole numbers do, and those sort far faster than by comparison. */
function placesByKey(timesMs: Float32Array): Float64Array {
  const bits = new Uint32Array(timesMs.buffer, timesMs.byteOffset, timesMs.length);
  const keys = new Float64Array(timesMs.length);
  let count = 0;
  for (let i = 0; i < timesMs.length; i++) {
    // A negative zero becomes a positive one.
    timesMs[i]! += 0;
    if (timesMs[i]! < Infinity) keys[count++] = bits[i]! * PLACES + i;
  }
  const sorted = keys.subarray(0, count).sort();
  for (let i = 0; i < count; i++) sorted[i]! %= PLACES;
  return sorted;
}

function placesByComparison(timesMs: Float32Array): Uint32Array {
  return Uint32Array.from(timesMs.keys())
    .filter((i) => timesMs[i]! < Infinity)
    .sort((a, b) => timesMs[a]! - timesMs[b]!);
}

/** Spikes of one sample on their way; grows to the most seen. */
let scratch = { timesMs: new Float64Array(1024), inputs: new Uint32Array(1024) };

/**
 * Changes the spikes `[steps, batch, n]` that an encoder gave, in place: each is taken from the middle
 * of its step and put into the one that holds its new time.
 */
export function moveInSteps(
  spikes: Float32Array,
  { steps, batch, n, dtMs }: { steps: number; batch: number; n: number; dtMs: number },
  streamIds: Uint32Array,
  epoch: number,
  move: NonNullable<Augmenter['times']>,
): void {
  for (let b = 0; b < batch; b++) {
    let count = 0;
    for (let t = 0; t < steps; t++) {
      const start = (t * batch + b) * n;
      for (let j = 0; j < n; j++) {
        if (spikes[start + j] === 0) continue;
        spikes[start + j] = 0;
        if (count === scratch.inputs.length) growScratch();
        scratch.timesMs[count] = (t + 0.5) * dtMs;
        scratch.inputs[count++] = j;
      }
    }
    const times = scratch.timesMs.subarray(0, count);
    move(times, { streamId: streamIds[b]!, epoch });
    for (let i = 0; i < count; i++) {
      const step = Math.floor(times[i]! / dtMs);
      if (step < steps) spikes[(step * batch + b) * n + scratch.inputs[i]!] = 1;
    }
  }
}

function growScratch(): void {
  const { timesMs, inputs } = scratch;
  scratch = {
    timesMs: new Float64Array(2 * inputs.length),
    inputs: new Uint32Array(2 * inputs.length),
  };
  scratch.timesMs.set(timesMs);
  scratch.inputs.set(inputs);
}
