/**
 * The effects of a substrate that one kind of pass meets, ready to be computed.
 *
 * Weights are mapped as the layer sees them, the trained ones stay exact; constants of neurons and
 * spikes between layers follow from the substrate's seed and from names alone, so that neither batch
 * nor backend nor another layer changes them.
 */
import { catalog } from '#catalog/index.ts';
import type { NeuronEffect, SpikeEffect, WeightEffect } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { Chosen, Experiment } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import { withDefaults } from '#model/params.ts';
import { nameHash } from '#model/random/nameHash.ts';
import { createStream } from '#model/random/stream.ts';

/** One parameter of a layer: the trained values, and where those in use go. */
export interface MappedValues {
  readonly from: ArrayLike<number>;
  readonly to: Float32Array | Float64Array;
}

/** Where spikes come from: a layer in the presentation of one sample. */
export interface Sender {
  readonly layerId: string;
  readonly epoch: number;
  /** See `EncodingContext.streamId`. */
  readonly stream: number;
}

export interface ActiveEffects {
  /** Writes all weights of one layer, which share a range; null where they stay as they are. */
  readonly mapWeights: ((layer: readonly MappedValues[]) => void) | null;
  /**
   * Factors of a constant over the neurons of a layer, `[count]`; null where all are 1. `constant`
   * names it: 'threshold', or the parameter of a time constant.
   */
  factors(
    acts: NeuronEffect['acts'],
    layerId: string,
    constant: string,
    count: number,
  ): Float64Array | null;
  /**
   * When spikes arrive that are sent at given times, Infinity for never; null where all arrive at
   * once. Call it for the spikes of the sender in a fixed order: each draws the next numbers.
   */
  readonly arrivals: ((from: Sender) => (timeMs: number) => number) | null;
}

export type Phase = 'training' | 'evaluation';

/** Null where a pass of that kind meets no effect. */
export function activeEffects(experiment: Experiment, phase: Phase): ActiveEffects | null {
  const { effects } = experiment;
  if (effects === undefined || (phase === 'training' && !effects.training)) return null;
  const applied = catalog.effects.flatMap((entry) => {
    const chosen = effects.list.find(({ id }) => id === entry.id);
    return chosen === undefined || isNeutral(chosen)
      ? []
      : [{ entry, params: withDefaults(entry.params, chosen.params) }];
  });
  if (applied.length === 0) return null;
  const { seed } = effects;
  const weights = applied.flatMap(({ entry, params }) =>
    entry.acts === 'weights' ? [{ entry, params }] : [],
  );
  const neurons = applied.flatMap(({ entry, params }) =>
    entry.acts === 'thresholds' || entry.acts === 'timeConstants' ? [{ entry, params }] : [],
  );
  const spikes = applied.flatMap(({ entry, params }) =>
    entry.acts === 'spikes' ? [{ entry, params }] : [],
  );
  return {
    mapWeights: weights.length === 0 ? null : (layer) => mapWeights(weights, layer),
    factors: (acts, layerId, constant, count) =>
      factors(
        neurons.filter(({ entry }) => entry.acts === acts),
        { seed, layerId, constant, count },
      ),
    arrivals: spikes.length === 0 ? null : (from) => arrivals(spikes, seed, from),
  };
}

/** Whether some pass meets effects on spikes. */
export function transmits(experiment: Experiment): boolean {
  return (activeEffects(experiment, 'evaluation')?.arrivals ?? null) !== null;
}

/** Whether evaluation differs from that of an ideal substrate. */
export function hasEffects({ effects }: Pick<Experiment, 'effects'>): boolean {
  return (effects?.list ?? []).some((chosen) => !isNeutral(chosen));
}

function isNeutral({ id, params }: Chosen): boolean {
  const entry = entryOf(catalog.effects, id);
  if (entry.neutral === undefined) return false;
  return withDefaults(entry.params, params)[entry.strength] === entry.neutral;
}

interface Applied<E> {
  readonly entry: E;
  readonly params: ParamValues;
}

function mapWeights(
  effects: readonly Applied<WeightEffect>[],
  layer: readonly MappedValues[],
): void {
  let range = 0;
  for (const { from } of layer) {
    for (let i = 0; i < from.length; i++) range = Math.max(range, Math.abs(from[i]!));
  }
  let isFirst = true;
  for (const { entry, params } of effects) {
    range = entry.range?.(params) ?? range;
    for (const { from, to } of layer) {
      const source = isFirst ? from : to;
      for (let i = 0; i < to.length; i++) to[i] = entry.weight(source[i]!, params, range);
    }
    isFirst = false;
  }
}

interface Pattern {
  readonly seed: number;
  readonly layerId: string;
  readonly constant: string;
  readonly count: number;
}

function factors(
  effects: readonly Applied<NeuronEffect>[],
  { seed, layerId, constant, count }: Pattern,
): Float64Array | null {
  if (effects.length === 0) return null;
  const out = new Float64Array(count).fill(1);
  for (const { entry, params } of effects) {
    const stream = createStream(seed, 'substrate', nameHash(layerId), 0, nameHash(constant));
    for (let n = 0; n < count; n++) out[n] = out[n]! * entry.factor(stream.normal(), params);
  }
  return out;
}

function arrivals(
  effects: readonly Applied<SpikeEffect>[],
  seed: number,
  { layerId, epoch, stream }: Sender,
): (timeMs: number) => number {
  const random = createStream(seed, 'transmission', stream, epoch, nameHash(layerId));
  return (timeMs) => {
    let at = timeMs;
    for (const { entry, params } of effects) {
      if (at === Infinity) break;
      at = entry.arrivalMs(at, params, random);
    }
    return at;
  };
}
