/** The spikes of one layer during one presentation, in any order. */
export interface RasterLayer {
  id: string;
  name: string;
  /** Number of neurons. */
  size: number;
  /** Neuron index of each spike. */
  neurons: Uint32Array;
  /** Step of each spike; fractions are allowed for event-driven methods. */
  times: Uint16Array | Float32Array;
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
}
