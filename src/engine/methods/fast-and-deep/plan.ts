/** What the kernels need of a document: layers in their units, the loss, bumping, and weight range. */
import type { Experiment, Layer } from '#model/experiment.ts';
import type { LayerPlan, NetworkAnalysis } from '#model/network/analyse.ts';
import type { ParamValues } from '#model/params.ts';
import { flagParam, numberParam, stringParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import { transmits } from '../../effects/activeEffects.ts';
import type { ParameterSpec } from '../../network/parameters.ts';
import type { BumpSettings } from './bumping.ts';
import type { LayerSpec, WeightRange } from './kernelLayer.ts';
import type { TimeLoss } from '../shared/timeLoss.ts';
import type { FirstSpikeNeuron } from './response.ts';

export interface PlannedLayer {
  readonly id: string;
  readonly spec: LayerSpec;
  /** The weights and, behind them, the row of the bias spike if there is one. */
  readonly parameters: readonly ParameterSpec[];
  /** Threshold θ in units of the membrane potential that is shown. */
  readonly threshold: number;
}

/** A layer of the document whose spikes are shown: those of kernel layer `from`, −1 for the input. */
export interface ShownLayer {
  readonly id: string;
  readonly from: number;
}

export interface FirstSpikePlan {
  readonly layers: readonly PlannedLayer[];
  readonly shown: readonly ShownLayer[];
  readonly loss: TimeLoss;
  readonly bump: BumpSettings;
  readonly maxDwNorm: number;
  readonly range: WeightRange;
  /** Whether something happens to spikes between layers. */
  readonly transmits: boolean;
}

/** Ratios closer than this to 1 take the formula of 1, which is as exact as theirs would be. */
const EQUAL_RATIOS = 1e-8;

export function planFirstSpikes(experiment: Experiment, analysis: NetworkAnalysis): FirstSpikePlan {
  const { rule, loss } = experiment;
  const layers: PlannedLayer[] = [];
  const shown: ShownLayer[] = [];
  for (const plan of analysis.plan) {
    const { layer, entry } = plan;
    const isNeuronal = entry.role === 'weighted' || entry.role === 'readout';
    if (isNeuronal) layers.push(plannedLayer(plan, numberParam(rule.params, 'biasTimeMs')));
    shown.push({ id: layer.id, from: layers.length - 1 });
  }
  const readout = layers.at(-1);
  if (readout === undefined) throw new Error('the network has no readout');
  const hidden = numberParam(rule.params, 'hiddenMissing');
  const output = numberParam(rule.params, 'outputMissing');
  return {
    layers,
    shown,
    loss: {
      xi: numberParam(loss.params, 'xi'),
      alpha: numberParam(loss.params, 'alpha'),
      beta: numberParam(loss.params, 'beta'),
      tauSyn: readout.spec.neuron.tauSyn,
    },
    bump: {
      value: numberParam(rule.params, 'bump'),
      maxMissing: layers.map((layer) => (layer === readout ? output : hidden)),
      exponential: true,
      targeted: true,
    },
    maxDwNorm: numberParam(rule.params, 'maxDwNorm'),
    range: rangeOf(rule.params),
    transmits: transmits(experiment),
  };
}

/** n bits and a sign: 2·2ⁿ − 1 levels (§12). */
function rangeOf(params: ParamValues): WeightRange {
  if (stringParam(params, 'weightRange') === 'free') return { limit: Infinity, step: 0 };
  const limit = numberParam(params, 'weightLimit');
  const bits = numberParam(params, 'weightBits');
  return { limit, step: bits === 0 ? 0 : limit / (2 ** bits - 1) };
}

function plannedLayer({ layer, inputs, output }: LayerPlan, biasTimeMs: number): PlannedLayer {
  const [input] = inputs;
  if (input === undefined) throw new Error(`${layer.id}: nothing is connected`);
  const nReal = sizeOf(input.shape);
  const nOut = sizeOf(output);
  const hasBias = flagParam(layer.params, 'bias');
  const weights: ParameterSpec = {
    id: `${layer.id}/weights/${input.connection.id}`,
    layer,
    role: 'weights',
    shape: [nReal, nOut],
    fanIn: nReal,
  };
  const bias: ParameterSpec = { ...weights, id: `${layer.id}/bias`, role: 'bias', shape: [nOut] };
  return {
    id: layer.id,
    spec: { nReal, biasTimes: hasBias ? [biasTimeMs] : [], nOut, neuron: neuronOf(layer) },
    parameters: hasBias ? [weights, bias] : [weights],
    threshold: numberParam(layer.neuron?.params ?? {}, 'threshold'),
  };
}

/** With g_l = τ_s/τ_m and V_leak = 0 the threshold is C = θ/r (§1). */
function neuronOf({ neuron }: Layer): FirstSpikeNeuron {
  const params = neuron?.params ?? {};
  const tauSyn = numberParam(params, 'tauSynMs');
  const ratio = numberParam(params, 'tauMemMs') / tauSyn;
  const tauRatio = Math.abs(ratio - 1) < EQUAL_RATIOS ? 1 : ratio;
  return { tauRatio, tauSyn, drive: numberParam(params, 'threshold') / tauRatio };
}
