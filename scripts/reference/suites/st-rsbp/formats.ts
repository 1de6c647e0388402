/** The vector files of ST-RSBP, as the README beside them defines their fields. */
import type { Matrix } from '#engine/methods/st-rsbp/reference/matrix.ts';
import type { NeuronConstants, SpikeTrain } from '#engine/methods/st-rsbp/reference/neuron.ts';
import type { ReferenceNetwork } from '#engine/methods/st-rsbp/reference/network.ts';
import type { EffectPolynomials } from '#engine/methods/st-rsbp/reference/effectPolynomials.ts';
import type { Tolerance } from './distance.ts';

export interface VectorFile<Case> {
  readonly kind: string;
  readonly tolerance: Tolerance & Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
}

export interface PspCase {
  readonly id: string;
  readonly params: Readonly<Record<'tau_m' | 'tau_s' | 't_ref' | 'T', number>>;
  readonly inputs: { readonly pre: SpikeTrain; readonly post: SpikeTrain };
  readonly expected: { readonly e_step: number; readonly e_kernel: number };
}

export interface LifCase {
  readonly id: string;
  readonly params: Readonly<Record<'tau_m' | 'tau_s' | 't_ref' | 'v_th' | 'T', number>>;
  readonly inputs: {
    readonly W: Matrix;
    readonly Wrec: Matrix | null;
    readonly input_spike_times: readonly SpikeTrain[];
  };
  readonly expected: {
    readonly v_before_fire: Matrix;
    readonly synaptic_state: Matrix;
    readonly spike_times: readonly SpikeTrain[];
    readonly counts: readonly number[];
    readonly t_psp: readonly number[];
  };
}

export interface PolynomialFile {
  readonly params: Readonly<Record<'tau_m' | 'tau_s' | 'T' | 't_ref' | 'N', number>>;
  readonly coefficients: EffectPolynomials;
  /** [n_pre − 1][n_post − 1] */
  readonly monte_carlo_mean?: Matrix;
  readonly max_relative_fit_residual_per_row: readonly number[];
}

export interface PolynomialCheckCase {
  readonly id: string;
  readonly params: Readonly<Record<'tau_m' | 'tau_s' | 'T' | 'n_pre' | 'n_post', number>> & {
    readonly t_ref?: number;
    readonly poly?: string;
  };
  readonly expected: Readonly<Record<'mean' | 'se' | 'poly_value' | 'poly_derivative', number>>;
}

export interface LayerJson {
  readonly kind: 'dense' | 'recurrent' | 'output';
  readonly W: Matrix;
  readonly Wrec: Matrix | null;
  readonly v_th: number;
  readonly tau_m: number;
  readonly tau_s: number;
}

/** Expected numbers of a layer, by the names of the README. */
export type LayerNumbers = Readonly<Record<string, Matrix | readonly number[]>>;

export interface GradientCase {
  readonly id: string;
  readonly params: {
    readonly T: number;
    readonly t_ref: number;
    readonly threshold_epsilon: number;
    readonly target_hi: number;
    readonly target_lo: number;
    readonly margin: number;
    readonly lateral_strength: number;
    readonly sample_weight: number;
    readonly reg_lambda: number;
    readonly reg_beta: number;
    readonly weight_limit: number;
    readonly poly: string;
  };
  readonly inputs: {
    readonly layers: readonly LayerJson[];
    readonly input_spike_times: readonly SpikeTrain[];
    readonly label: number;
  };
  readonly expected: {
    readonly spike_times: readonly (readonly SpikeTrain[])[];
    readonly counts: readonly (readonly number[])[];
    readonly target_counts: readonly number[];
    readonly cost: number;
    readonly delta_out: readonly number[];
    readonly lateral_factor: readonly number[];
    readonly output_spike_times_after_forcing: readonly SpikeTrain[];
    readonly layers: readonly LayerNumbers[];
  };
}

export interface OptimiserCase {
  readonly id: string;
  readonly params: Readonly<
    Record<
      'lr0' | 'epoch' | 'beta1' | 'beta2' | 'eps' | 'reg_lambda' | 'reg_beta' | 'weight_limit',
      number
    >
  >;
  readonly inputs: {
    readonly w0: Matrix;
    readonly grads: readonly Matrix[];
    readonly sample_weights: readonly number[];
    readonly labels: readonly number[];
    readonly wrong: readonly number[];
    readonly reg_W: Matrix;
  };
  readonly expected: {
    readonly w_after_each_step: readonly Matrix[];
    readonly class_error: readonly number[];
    readonly new_sample_weights: readonly number[];
    readonly reg_gradient: Matrix;
  };
}

export interface BsaCase {
  readonly id: string;
  readonly params: Readonly<Record<'kernel_length' | 'threshold' | 'hold' | 'scale' | 'T', number>>;
  readonly inputs: { readonly analog: readonly number[] };
  readonly expected: { readonly spike_times: readonly number[] };
}

function neuronOf(layer: LayerJson, refractorySteps: number): NeuronConstants {
  return {
    tauMem: layer.tau_m,
    tauSyn: layer.tau_s,
    threshold: layer.v_th,
    refractorySteps,
  };
}

export function networkOf(
  { params, inputs }: GradientCase,
  table: EffectPolynomials,
): ReferenceNetwork {
  return {
    layers: inputs.layers.map((layer) => ({
      kind: layer.kind,
      weights: layer.W,
      recurrent: layer.Wrec,
      neuron: neuronOf(layer, params.t_ref),
    })),
    steps: params.T,
    table,
    targets: { right: params.target_hi, others: params.target_lo, margin: params.margin },
    lateralStrength: params.lateral_strength,
    regulariser: {
      lambda: params.reg_lambda,
      beta: params.reg_beta,
      weightLimit: params.weight_limit,
    },
  };
}
