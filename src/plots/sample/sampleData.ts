/** One input, in the form that people know it. */
export type SampleData = (
  | {
      kind: 'image';
      height: number;
      width: number;
      /** 1 is grey, 3 is red, green, blue. */
      channels: number;
      /** [height, width, channels], 0 to 1. */
      values: Float32Array;
    }
  | {
      kind: 'point';
      x: number;
      y: number;
      xDomain: readonly [number, number];
      yDomain: readonly [number, number];
    }
  | {
      kind: 'spikes';
      /** Number of inputs. */
      size: number;
      /** When, and at which input. */
      timesMs: Float32Array;
      inputs: Uint16Array;
    }
  | {
      kind: 'vector';
      values: Float32Array;
      /** A name per value; indices when absent. */
      names?: readonly string[];
    }
) & {
  /** Name of the true class; null when unknown. */
  trueClass: string | null;
};
