/** The spikes of one layer during one presentation, in any order. */
export interface RasterLayer {
  id: string;
  name: string;
  /** Number of neurons. */
  size: number;
  /** Neuron index of each spike. */
  neurons: Uint32Array;
  /** Step of each spike; fractions are allowed for event-driven methods. */
  times: Float32Array;
  /** A layer that shows the same values, 0 to 1, at every step: drawn as shades, one a neuron. */
  values?: Float32Array;
  /** Why there are no spikes to see, written into the band; such a band is as low as can be. */
  note?: string;
}

/** Whether spikes can be expected of a layer; rates and statistics leave the others out. */
export function isSpiking({ values, note }: RasterLayer): boolean {
  return values === undefined && note === undefined;
}

export interface RasterData {
  /** Length of the presentation. */
  steps: number;
  dtMs: number;
  /** Network order, input first. */
  layers: readonly RasterLayer[];
}

/** A neuron of a layer. */
export interface NeuronRef {
  layerId: string;
  neuron: number;
}

/** A neuron and a step under the pointer. */
export interface RasterPoint extends NeuronRef {
  step: number;
  /** Time in steps of the spike that the pointer is at; null where there is none near it. */
  spikeStep: number | null;
}
