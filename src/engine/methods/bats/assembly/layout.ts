// Records that the TypeScript side writes, field by field, as records.ts in the folder above lists
// them: addresses and counts of 4 bytes, then float64.

/** Spikes of one layer and one sample, in the order in which they were found. */
@unmanaged
export class Spikes {
  count: i32;
  /** i32: padded index of the neuron. */
  neuron: i32;
  /** f64: T. */
  time: i32;
  /** f64: e^{−(T − t)/τ}, t the start of the window it fell in. */
  decay: i32;
  /** f64: 1/u′(T), or 0 for a crossing too near a tangent. */
  inverseSlope: i32;
  /** f64: ∂L/∂T. */
  error: i32;
}

/** What reaches a layer in one sample, sorted by time. */
@unmanaged
export class Events {
  count: i32;
  /** f64. */
  time: i32;
  /** i32: input of the layer. */
  input: i32;
  /** i32: address of the float64 that ∂L/∂t is added to, or 0. */
  error: i32;
  /** The same again, to sort from. */
  spareTime: i32;
  spareInput: i32;
  spareError: i32;
  /** i32: place of each event in the sorted order. */
  place: i32;
  /** i32: a counter a bucket; one more than events. */
  bucket: i32;
}

/** The past of one sample in one layer, window by window, for the way back. */
@unmanaged
export class Windows {
  count: i32;
  /** i32: neuron that the group begins with. */
  group: i32;
  /** i32: event that ended the window, or −1 for the end of time. */
  event: i32;
  /** i32: row of the weights that the event added, or −1. */
  row: i32;
  /** i32: number of spikes before the window. */
  spikes: i32;
  /** f64: e^{−d/τ} over the window's length d. */
  decay: i32;
}

/**
 * A layer. Its neurons come in groups that share their inputs: a dense layer is one group, a
 * convolution a group of filters at each position. Groups are padded to a multiple of four neurons.
 */
@unmanaged
export class Layer {
  /** Neurons of a group, padded. */
  width: i32;
  groups: i32;
  maxSpikes: i32;
  /** f64 [row][width] and its gradient over τ. */
  weights: i32;
  gradient: i32;
  /** f64 [group · width]: the state, on the way back running sums of errors. */
  a: i32;
  b: i32;
  /** i32 [group · width]: spikes so far. */
  fired: i32;
  /** f64 [group]: time of the last event. */
  last: i32;
  events: Events;
  spikes: Spikes;
  windows: Windows;
  /** Convolution: extents of input, filter and output; filterX 0 is a dense layer. */
  inX: i32;
  inY: i32;
  channels: i32;
  filterX: i32;
  filterY: i32;
  outX: i32;
  outY: i32;
  stride: i32;
  padX: i32;
  padY: i32;
  /** Input that reaches every group, by the row after all others, or −1. */
  bias: i32;
  /** τ, θ/τ, Δθ/τ, the end of time. */
  tau: f64;
  c: f64;
  delta: f64;
  tMax: f64;
}
