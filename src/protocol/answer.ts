/** What a trained network says of a sample that belongs to no data set: a drawing, a spoken word. */
import type { LayerActivity, MembraneTraces } from './frame.ts';

export interface AnswerRequest {
  /** One sample in the shape of the document's data set, 0..1. */
  readonly values: Float32Array;
  /** Layer whose membranes are wanted, or ''. */
  readonly layerId: string;
  /** Neurons of that layer, at most 8. */
  readonly neurons: readonly number[];
}

export interface Answer {
  /** Share of each class; all the same where no output says anything. */
  readonly probabilities: Float32Array;
  readonly steps: number;
  readonly dtMs: number;
  /** What each layer did, the input first; see `Frame`. */
  readonly layers: readonly LayerActivity[];
  readonly traces: MembraneTraces | null;
  /** Updates the network has been trained for. */
  readonly update: number;
}
