/** What is drawn of a backward pass: errors at spikes, a field of errors, arrows, and a place. */

export interface ShownErrors {
  /** Layer of the bands that show them. */
  readonly layerId: string;
  /** Neuron, time in steps and error of each mark. */
  readonly neurons: Uint32Array;
  readonly times: Float32Array;
  readonly errors: Float32Array;
  /** Errors at (neuron, step), drawn as cells behind the marks; null for none. */
  readonly field: {
    readonly neurons: Uint32Array;
    readonly times: Float32Array;
    readonly errors: Float32Array;
    /** Whether each belongs to all of time, and its cell is the neuron's whole row. */
    readonly isStatic: boolean;
  } | null;
}

export interface ShownArrow {
  readonly from: ShownPlace;
  readonly to: ShownPlace;
  readonly error: number;
}

export interface ShownPlace {
  readonly layerId: string;
  /** Null for the whole layer. */
  readonly neuron: number | null;
  /** Steps; null for all of time. */
  readonly time: number | null;
}

export interface RasterErrors {
  readonly layers: readonly ShownErrors[];
  readonly arrows: readonly ShownArrow[];
  readonly here: ShownPlace | null;
}
