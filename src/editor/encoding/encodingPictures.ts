/** What the preview of an encoding shows: a sample, what the network gets, and what that tells. Pure. */
import type { DatasetEntry } from '#model/catalog.ts';
import type { Shape } from '#model/shape.ts';
import { spectrogramImage } from '#plots/sample/spectrogramImage.ts';
import type { EncodedSample } from '#protocol/dataset.ts';
import type { CardPicture } from '../cards/activity.ts';

export interface EncodingPictures {
  /** Null where a sample consists of the spikes themselves. */
  readonly sample: CardPicture | null;
  readonly encoded: CardPicture;
  readonly decoded: CardPicture | null;
  /** Mean and largest distance of the values read back from those of the sample. */
  readonly error: { readonly mean: number; readonly largest: number } | null;
}

export interface EncodingSubject {
  readonly dataset: Pick<DatasetEntry, 'plane' | 'sound' | 'hasSpikes'>;
  /** Of a sample. */
  readonly shape: Shape;
  readonly steps: number;
}

export function encodingPictures(
  values: Float32Array,
  encoded: EncodedSample,
  subject: EncodingSubject,
): EncodingPictures {
  const { decoded } = encoded;
  const isRecorded = subject.dataset.hasSpikes === true && decoded === null;
  return {
    sample: isRecorded ? null : valuesPicture(values, subject),
    encoded: encodedPicture(encoded, subject),
    decoded: decoded === null ? null : valuesPicture(decoded, subject),
    error: decoded === null ? null : distance(values, decoded),
  };
}

/** A sample's values as people know them. */
export function valuesPicture(
  values: Float32Array,
  { dataset, shape }: Pick<EncodingSubject, 'dataset' | 'shape'>,
): CardPicture {
  if (shape.length === 3) {
    const [height, width, channels] = shape;
    return dataset.sound === undefined
      ? { kind: 'image', height, width, channels, values }
      : {
          kind: 'image',
          height: width,
          width: height,
          channels,
          values: spectrogramImage(values, height, width),
        };
  }
  const [x = 0, y = 0] = values;
  if (dataset.plane === undefined) return { kind: 'values', values, point: null };
  const [low, high] = dataset.plane.domain;
  const share = (value: number): number => (value - low) / (high - low);
  return { kind: 'values', values, point: { x: share(x), y: share(y) } };
}

/** What the network gets: currents, or spikes in time. */
export function encodedPicture(encoded: EncodedSample, subject: EncodingSubject): CardPicture {
  if (encoded.kind === 'static') {
    const largest = encoded.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scaled = encoded.values.map((value) => value / Math.max(largest, 1));
    return valuesPicture(scaled, { ...subject, dataset: withoutPlane(subject.dataset) });
  }
  const { nInputs, inputs, steps } = encoded;
  // Low bands lie below, as in the picture of the sound beside it.
  const neurons =
    subject.dataset.sound === undefined ? inputs : inputs.map((input) => nInputs - 1 - input);
  const times = Float32Array.from(steps);
  return { kind: 'raster', size: nInputs, steps: subject.steps, neurons, times };
}

/** Currents have no place in the plane. */
function withoutPlane({
  sound,
  hasSpikes = false,
}: EncodingSubject['dataset']): EncodingSubject['dataset'] {
  return { hasSpikes, ...(sound === undefined ? {} : { sound }) };
}

function distance(
  values: Float32Array,
  decoded: Float32Array,
): { readonly mean: number; readonly largest: number } {
  let sum = 0;
  let largest = 0;
  values.forEach((value, j) => {
    const off = Math.abs(value - decoded[j]!);
    sum += off;
    largest = Math.max(largest, off);
  });
  return { mean: values.length === 0 ? 0 : sum / values.length, largest };
}
