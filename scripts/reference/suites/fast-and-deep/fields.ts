/** What the reference vectors of first-spike times contain, as their README defines it. */
import type { FirstSpikeNeuron } from '#engine/methods/fast-and-deep/response.ts';

/** null: no spike. */
export type Time = number | null;
export type Matrix = readonly (readonly number[])[];
export type Times = readonly (readonly Time[])[];

export interface Params {
  readonly tau_s: number;
  readonly tau_m: number;
  readonly g_leak: number;
  readonly threshold: number;
  readonly v_leak: number;
}

export interface SingleCase {
  readonly kind: 'single_layer';
  readonly id: string;
  readonly params: Params;
  readonly input_times: Times;
  readonly weights: Matrix;
  readonly output_times: Times;
  readonly causal_count: Matrix;
  readonly loss_coeff: Matrix;
  readonly loss: number;
  readonly grad_weights: Matrix;
  readonly grad_input_times: Matrix;
  readonly dT_dw: readonly Matrix[];
  readonly dT_dt: readonly Matrix[];
  readonly suggested_abs_tol?: number;
}

export interface NetworkCase {
  readonly kind: 'network';
  readonly id: string;
  readonly params: Params;
  readonly hyper: {
    readonly xi: number;
    readonly alpha: number;
    readonly beta: number;
    readonly max_dw_norm: number;
  };
  readonly bias_times: Matrix;
  readonly input_times: Times;
  readonly weights: readonly Matrix[];
  readonly labels: readonly number[];
  readonly layer_output_times: readonly Times[];
  readonly loss_per_sample: readonly number[];
  readonly loss: number;
  readonly predicted: readonly number[];
  readonly grad_output_times: Matrix;
  readonly grad_weights: readonly Matrix[];
  readonly grad_input_times: Matrix;
  readonly grad_weights_with_max_dw_norm: readonly Matrix[];
  readonly adam: {
    readonly lr: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly eps: number;
    readonly max_dw_norm: number;
    readonly steps: readonly {
      readonly loss_before: number;
      readonly weights_after: readonly Matrix[];
    }[];
  };
  readonly suggested_abs_tol?: number;
}

export interface BumpingCase {
  readonly kind: 'weight_bumping';
  readonly weights_before: readonly Matrix[];
  readonly max_num_missing_spikes: readonly number[];
  readonly exponential: boolean;
  readonly targeted: boolean;
  readonly bump_value: number;
  readonly batches: readonly {
    readonly hidden_times: readonly Times[];
    readonly label_times: Times;
    readonly bumped_layer: number | null;
    readonly optimizer_step_done: boolean;
    readonly bump_value_after: number;
    readonly weights_after: readonly Matrix[];
  }[];
}

export type Case = SingleCase | NetworkCase | BumpingCase;

/** C = g_l (θ − V_leak), ratio and time constant of a case. */
export function neuronOf({ tau_s, tau_m, g_leak, threshold, v_leak }: Params): FirstSpikeNeuron {
  return { tauRatio: tau_m / tau_s, tauSyn: tau_s, drive: g_leak * (threshold - v_leak) };
}

export function timesOf(row: readonly Time[]): Float64Array {
  return Float64Array.from(row, (time) => time ?? Infinity);
}

/** Rows one after another. */
export function flat(matrix: Matrix): Float64Array {
  return Float64Array.from(matrix.flat());
}
