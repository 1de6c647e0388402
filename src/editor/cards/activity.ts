/** What one layer shows in its card's window, taken from a frame. Pure. */
import type { Shape } from '#model/shape.ts';
import { sizeOf } from '#model/shape.ts';
import type { DecisionMap, LayerActivity, SampleResult } from '#protocol/frame.ts';
import type { Activity } from '#state/frames/parts.ts';

export type CardPicture =
  | {
      readonly kind: 'image';
      readonly height: number;
      readonly width: number;
      readonly channels: number;
      readonly values: Float32Array;
    }
  | {
      readonly kind: 'maps';
      readonly height: number;
      readonly width: number;
      readonly channels: number;
      readonly values: Float32Array;
    }
  | {
      readonly kind: 'values';
      readonly values: Float32Array;
      /** The point that the values stand for, both coordinates in 0..1. */
      readonly point: { readonly x: number; readonly y: number } | null;
    }
  | {
      readonly kind: 'raster';
      readonly size: number;
      readonly steps: number;
      readonly neurons: Uint32Array;
      readonly times: Float32Array;
    }
  | {
      readonly kind: 'neurons';
      /** Spikes of each neuron in the presentation. */
      readonly counts: Float32Array;
    }
  | {
      readonly kind: 'scores';
      readonly scores: Float32Array;
      readonly predicted: number;
      readonly trueClass: number;
    }
  | {
      readonly kind: 'decision';
      readonly gridSize: number;
      readonly classes: number;
      readonly probabilities: Float32Array;
      readonly point: { readonly x: number; readonly y: number } | null;
      readonly scores: Float32Array;
      readonly predicted: number;
      readonly trueClass: number;
    };

export interface CardActivity {
  readonly picture: CardPicture;
  /** Mean rate over neurons and the presentation; null where nothing spikes by design. */
  readonly rateHz: number | null;
  /** The rate as a share of a spike at every step, 0..1. */
  readonly share: number;
}

/** What a card knows about its layer. */
export interface CardSubject {
  readonly layerId: string;
  readonly role: 'input' | 'weighted' | 'transform' | 'readout';
  readonly shape: Shape;
  readonly isSpiking: boolean;
  readonly isPlane: boolean;
  /** Whether a list of neurons is shown as dots in place of its raster. */
  readonly isUnfolded: boolean;
}

/**
 * What a layer did in a sample, or null when nothing is known of it: no run yet, or the sample went
 * through another shape of the network.
 */
export function cardActivity(
  shown: Activity | null,
  subject: CardSubject,
  decision: DecisionMap | null = null,
): CardActivity | null {
  const { layerId, role, shape, isPlane } = subject;
  if (shown === null) return null;
  const { sample, layers } = shown;
  if (role === 'readout') return readoutActivity(shown, subject, decision);
  const activity = layers.find((layer) => layer.id === layerId);
  if (activity === undefined || activity.size !== sizeOf(shape)) return null;
  const isStatic = activity.values.length > 0;
  const rateHz = isStatic ? null : rateOf(activity, sample);
  const rate = { rateHz, share: shareOf(rateHz, sample) };
  if (shape.length === 3) {
    const [height, width, channels] = shape;
    const values = isStatic ? activity.values : spikeCounts(activity);
    const kind = role === 'input' ? 'image' : 'maps';
    // Few spikes must stay visible: an image is shown relative to its busiest pixel.
    const shown = kind === 'image' && !isStatic ? scaledToOne(values) : values;
    return { picture: { kind, height, width, channels, values: shown }, ...rate };
  }
  if (isStatic) {
    const { values } = activity;
    const [x, y] = values;
    const point = isPlane && x !== undefined && y !== undefined ? { x, y } : null;
    return { picture: { kind: 'values', values, point }, ...rate };
  }
  if (subject.isUnfolded) {
    return { picture: { kind: 'neurons', counts: spikeCounts(activity) }, ...rate };
  }
  const { neurons, times, size } = activity;
  return { picture: { kind: 'raster', size, steps: sample.steps, neurons, times }, ...rate };
}

function readoutActivity(
  { sample, layers }: Activity,
  { layerId, shape, isSpiking }: CardSubject,
  decision: DecisionMap | null,
): CardActivity | null {
  const { scores, prediction, label, steps, dtMs } = sample;
  if (scores.length !== sizeOf(shape)) return null;
  const activity = layers.find((layer) => layer.id === layerId);
  const rateHz = isSpiking && activity !== undefined ? rateOf(activity, { steps, dtMs }) : null;
  const result = { scores: fromLowest(scores), predicted: prediction, trueClass: label };
  return {
    picture:
      decision?.classes === scores.length
        ? { kind: 'decision', ...decision, point: pointOf(layers), ...result }
        : { kind: 'scores', ...result },
    rateHz,
    share: shareOf(rateHz, { dtMs }),
  };
}

/** Where the shown sample lies in the plane: the first two values of a constant input. */
function pointOf(layers: readonly LayerActivity[]): { x: number; y: number } | null {
  const [x, y] = layers[0]?.values ?? [];
  return x === undefined || y === undefined ? null : { x, y };
}

/** r = spikes / (neurons · T · Δt), in Hz. */
export function rateOf(
  { times, size }: Pick<LayerActivity, 'times' | 'size'>,
  { steps, dtMs }: Pick<SampleResult, 'steps' | 'dtMs'>,
): number {
  return (1000 * times.length) / (size * steps * dtMs);
}

/** A rate as a share of one spike at every step. */
function shareOf(rateHz: number | null, { dtMs }: Pick<SampleResult, 'dtMs'>): number {
  return ((rateHz ?? 0) * dtMs) / 1000;
}

/** Membranes can all be negative: what counts is how far a class leads over the last one. */
function fromLowest(scores: Float32Array): Float32Array {
  const lowest = scores.reduce((least, score) => Math.min(least, score), Infinity);
  return lowest < 0 ? scores.map((score) => score - lowest) : scores;
}

function spikeCounts({ neurons, size }: LayerActivity): Float32Array {
  const counts = new Float32Array(size);
  for (let i = 0; i < neurons.length; i++) {
    const neuron = neurons[i]!;
    counts[neuron] = counts[neuron]! + 1;
  }
  return counts;
}

function scaledToOne(values: Float32Array): Float32Array {
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  return highest > 0 ? values.map((value) => value / highest) : values;
}

/** Three significant digits at most, without jitter below 1 Hz. */
export function formatRate(hz: number): string {
  if (hz >= 100) return hz.toFixed(0);
  return hz >= 10 ? hz.toFixed(1) : hz.toFixed(2);
}
