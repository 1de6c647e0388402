/** How the layers of a network are doing: activity, weights and gradients as numbers and histograms. */

/** How often values lie in equal bins from `low` to `high`; what lies outside is in the end bins. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: Uint32Array;
  /** Values that are exactly zero, or absent; no bin counts them. */
  readonly apart: number;
}

/** Neurons that have something in common: how many, and the first of them. */
export interface NeuronList {
  readonly count: number;
  readonly neurons: Uint32Array;
}

export interface ActivityStatistics {
  /**
   * `rate`: spikes of each neuron over the presentations, in Hz. `firstSpike`: when each neuron fires,
   * in ms, where it fires once at most and has no rate.
   */
  readonly quantity: 'rate' | 'firstSpike';
  /** Over the neurons that have a value: silent ones have the rate 0 and no time; null without any. */
  readonly mean: number | null;
  /** Standard deviation over the same neurons. */
  readonly deviation: number | null;
  /** Of the neurons; silent ones are apart. */
  readonly histogram: Histogram;
  /** Without a spike in any of the samples. */
  readonly silent: NeuronList;
  /** Firing nearly as often as they can; null where neurons fire once at most. */
  readonly saturated: NeuronList | null;
  /** Mean over samples of the share of neurons that fire at all. */
  readonly spiking: number;
}

/** Weights, recurrent weights and biases of a layer together. */
export interface WeightStatistics {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
  readonly largest: number;
  readonly histogram: Histogram;
  /** Of ∂L/∂w over all of them, as the optimiser is given it. */
  readonly gradientNorm: number;
  /** Of log₁₀ |∂L/∂w|; gradients of exactly zero are apart. */
  readonly gradients: Histogram;
}

export interface LayerStatistics {
  readonly id: string;
  readonly size: number;
  /** Null for layers whose neurons never fire, or that have none. */
  readonly activity: ActivityStatistics | null;
  /** Null for layers without weights. */
  readonly weights: WeightStatistics | null;
}

export interface StatisticsReport {
  /** Finished updates of the weights that were used. */
  readonly update: number;
  /** Training samples, evenly spread over the split, that activity was counted in. */
  readonly samples: number;
  /** The first of them, whose mean gradient was taken. */
  readonly gradientSamples: number;
  /** False where the method makes no step from these samples: then all gradients are zero. */
  readonly hasGradient: boolean;
  /** Largest norm of all gradients together, to which they were scaled down; 0 for no limit. */
  readonly clipNorm: number;
  /** By class: how many of the samples belong to it, and how many were taken for it. */
  readonly labels: Uint32Array;
  readonly answers: Uint32Array;
  /** Layers with neurons or weights, in network order. */
  readonly layers: readonly LayerStatistics[];
}
