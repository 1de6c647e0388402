/** What a readout makes of one sample as time passes. */
export interface OutputData {
  readonly classNames: readonly string[];
  /** Class that the network names; −1 for none. */
  readonly answer: number;
  readonly label: number;
  readonly steps: number;
  readonly dtMs: number;
  /** Score of each class at the end of each step, `classes × steps`; null for first spikes. */
  readonly scores: Float32Array | null;
  /** First spike of each class in ms, NaN where it has none. */
  readonly firstMs: Float32Array;
  readonly decisionMs: number | null;
}

export interface OutputOptions {
  readonly label: string;
  readonly timeTitle: string;
  readonly scoreTitle: string;
  readonly classTitle: string;
  readonly decisionMark: string;
  readonly labelMark: string;
  /** The picture in words. */
  summary(): string;
}
