/**
 * What a substrate makes of the weights and spikes of a network in float64, while a pass is computed.
 *
 * A threshold of its own, θ f_j with a reset that is f_j times as large too, is the same as weights and
 * biases into the neuron divided by f_j: every equation of these neurons is linear in the potential, so
 * that u/f_j obeys the nominal ones. Gradients by the divided weights, divided by f_j, are those of the
 * trained ones.
 */
import type { ActiveEffects } from '../../effects/activeEffects.ts';
import type { Block } from '../float64Module.ts';

export interface WeightBlock {
  readonly values: Block<Float64Array>;
  /** Laid out like the values; null where none is kept. */
  readonly gradient: Block<Float64Array> | null;
  /** Set by the method and not trained: only thresholds act on it. */
  readonly isFixed?: boolean;
  /** Neuron that the weight at a place leads to; beyond the layer's neurons for padding. */
  neuronOf(place: number): number;
}

export interface SubstrateLayer {
  readonly id: string;
  readonly neurons: number;
  readonly blocks: readonly WeightBlock[];
}

/** Which samples a pass presents. */
export interface Presentation {
  readonly epoch: number;
  /** By place in the batch; see `EncodingContext`. */
  readonly streams: ArrayLike<number>;
}

export interface Substrate {
  /** Weights are those of the substrate from here on. */
  begin(effects: ActiveEffects | null, presentation: Presentation): void;
  /** The trained weights are back; what spikes do stays as it is. */
  takeBack(): void;
  /** Weights of the substrate again, after `takeBack`. */
  putAgain(): void;
  /** Makes gradients by the weights in use those of the trained ones. */
  correctGradients(): void;
  /** When spikes of a layer arrive in sample b of the batch; null where they do as they are sent. */
  arrivals(layerId: string, b: number): ((timeMs: number) => number) | null;
  /** The trained weights are back, and spikes arrive as they are sent. */
  end(): void;
}

export function createSubstrate(layers: readonly SubstrateLayer[]): Substrate {
  let effects: ActiveEffects | null = null;
  let presentation: Presentation = { epoch: 0, streams: [] };
  let thresholds: readonly (Float64Array | null)[] = [];
  let kept: Float64Array[][] | null = null;

  const divide = (values: Float64Array, block: WeightBlock, factors: Float64Array): void => {
    for (let i = 0; i < values.length; i++) {
      const factor = factors[block.neuronOf(i)];
      if (factor !== undefined) values[i] = values[i]! / factor;
    }
  };

  const put = (): void => {
    const mapWeights = effects?.mapWeights ?? null;
    if (mapWeights === null && thresholds.every((factors) => factors === null)) return;
    kept = layers.map(({ blocks }) => blocks.map(({ values }) => values.values.slice()));
    layers.forEach(({ blocks }, l) => {
      const trained = blocks.flatMap(({ values, isFixed }, at) =>
        isFixed === true ? [] : [{ from: kept![l]![at]!, to: values.values }],
      );
      mapWeights?.(trained);
      const factors = thresholds[l] ?? null;
      if (factors !== null) for (const own of blocks) divide(own.values.values, own, factors);
    });
  };

  const takeBack = (): void => {
    layers.forEach(({ blocks }, l) =>
      blocks.forEach(({ values }, at) => {
        const own = kept?.[l]?.[at];
        if (own !== undefined) values.values.set(own);
      }),
    );
    kept = null;
  };

  return {
    begin: (next, presented) => {
      presentation = presented;
      if (next !== effects) {
        effects = next;
        thresholds = layers.map(
          ({ id, neurons }) => next?.factors('thresholds', id, 'threshold', neurons) ?? null,
        );
      }
      put();
    },
    takeBack,
    putAgain: put,
    correctGradients: () => {
      layers.forEach(({ blocks }, l) => {
        const factors = thresholds[l] ?? null;
        if (factors === null) return;
        for (const own of blocks) {
          if (own.gradient !== null) divide(own.gradient.values, own, factors);
        }
      });
    },
    arrivals: (layerId, b) => {
      const stream = presentation.streams[b];
      if (stream === undefined) return null;
      return effects?.arrivals?.({ layerId, epoch: presentation.epoch, stream }) ?? null;
    },
    end: () => {
      takeBack();
      presentation = { epoch: 0, streams: [] };
    },
  };
}
