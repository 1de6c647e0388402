/** What a network says of every sample of a split. */
/** One entry a sample. */
export interface Predictions {
  readonly labels: Uint8Array;
  /** Class that the network names; −1 where it names none. */
  readonly answers: Int16Array;
  /** Class probability of the answer, as the decision map has it; 0 without one. */
  readonly confidences: Float32Array;
  /**
   * Time in steps from which on no other class is ahead of the answer; NaN where that never happens,
   * and for rates, which have no time.
   */
  readonly decisionSteps: Float32Array;
}

export interface PredictionRequest {
  readonly split: 'validation' | 'test';
  /** Samples answered so far; 0 begins anew with the weights as they are. */
  readonly from: number;
}

export interface PredictionPart extends Predictions {
  readonly from: number;
  /** Samples of the whole split. */
  readonly total: number;
  /** Index of the split's first sample among those that views can show. */
  readonly firstIndex: number;
  /** Finished updates of the weights that answer. */
  readonly update: number;
}
