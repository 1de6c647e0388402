/** The fields of the vectors, as the README beside them describes them. */

/** `null` is "no spike" for a time and infinity for a loss. */
export type Padded = readonly (readonly (number | null)[])[];

export interface LayerParams {
  readonly tau_s: number;
  readonly theta: number;
  readonly delta_theta: number;
  readonly max_spikes: number;
  readonly t_max?: number | null;
}

interface CaseFields {
  readonly id: string;
  readonly kind: string;
  readonly batch: number;
  readonly input_spikes: readonly Padded[];
  readonly suggested_abs_tol?: number;
}

export interface LayerCase extends CaseFields {
  readonly params: LayerParams;
  readonly weights: readonly (readonly number[])[];
  readonly spike_count: readonly (readonly number[])[];
  readonly spike_times: readonly Padded[];
  readonly loss_coeff: readonly Padded[];
  readonly loss: number;
  readonly total_errors: readonly Padded[];
  readonly grad_weights: readonly (readonly number[])[];
  readonly grad_weights_per_sample?: readonly (readonly (readonly number[])[])[];
  readonly grad_input_spikes: readonly Padded[];
  readonly dT_dw_total?: readonly (readonly (readonly (readonly number[])[])[])[];
  readonly dT_direct_previous?: Readonly<Record<string, readonly number[]>>;
}

export interface CountLoss {
  readonly type: 'count';
  readonly target_true: number;
  readonly target_false: number;
}

export interface FirstSpikeLoss {
  readonly type: 'ttfs';
  readonly tau: number;
}

interface NetworkFields extends CaseFields {
  readonly labels: readonly number[];
  readonly loss_spec: CountLoss | FirstSpikeLoss;
  /** [layer][sample][neuron] */
  readonly spike_count: readonly (readonly (readonly number[])[])[];
  readonly spike_times: readonly (readonly Padded[])[];
  readonly predicted?: readonly number[];
  readonly loss_per_sample: readonly (number | null)[];
  readonly output_errors: readonly Padded[];
  readonly total_errors: readonly (readonly Padded[] | null)[];
  readonly grad_input_spikes: readonly Padded[];
}

export interface NetworkCase extends NetworkFields {
  readonly layer_params: readonly LayerParams[];
  readonly weights: readonly (readonly (readonly number[])[])[];
  readonly grad_weights_batch_mean: readonly (readonly (readonly number[])[])[];
  readonly adam?: {
    readonly lr: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly eps: number;
    readonly steps: readonly {
      readonly loss_per_sample_before: readonly (number | null)[];
      readonly weights_after: readonly (readonly (readonly number[])[])[];
    }[];
  };
}

/** [c_out][f_x][f_y][c_in] */
export type Filters = readonly (readonly (readonly (readonly number[])[])[])[];

export type ConvLayer =
  | (LayerParams & { readonly type: 'conv'; readonly weights: Filters })
  | { readonly type: 'pool' }
  | (LayerParams & { readonly type: 'lif'; readonly weights: readonly (readonly number[])[] });

export interface ConvCase extends NetworkFields {
  readonly input_shape: readonly [number, number, number];
  readonly layers: readonly ConvLayer[];
  readonly t_max?: number | null;
  readonly grad_weights_batch_mean: readonly (Filters | readonly (readonly number[])[] | null)[];
}

/** @throws TypeError for what is no file of cases */
export function casesOf(json: unknown): readonly { readonly kind: string }[] {
  const cases = (json as { cases?: unknown } | null)?.cases;
  if (!Array.isArray(cases)) throw new TypeError('No list of cases');
  return cases as readonly { readonly kind: string }[];
}
