/** Reads what the training loop needs out of an experiment, once per change. */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment, Optimiser } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import { numberParam, stringParam } from '#model/params.ts';
import type { SurrogateAttrs } from '../kernels/lif/index.ts';
import type { LossId, LossSettings, StepMeasure } from '../kernels/loss/loss.ts';
import type { UpdateAttrs } from '../kernels/optimiser/index.ts';

export interface RateBounds {
  readonly weight: number;
  readonly min: number;
  readonly max: number;
}

export interface TrainingSettings {
  readonly surrogate: SurrogateAttrs;
  readonly loss: LossSettings;
  readonly rates: RateBounds;
  readonly clipNorm: number;
  /** Optimiser numbers of the given update (counted from 1) at a fractional epoch. */
  update(update: number, epoch: number): UpdateAttrs;
}

const LOSS_IDS: readonly LossId[] = [
  'ceCount',
  'ceMembrane',
  'ceEachStep',
  'mseCount',
  'countTargets',
];
const MEASURES: readonly StepMeasure[] = [
  'spikeCount',
  'membraneMax',
  'membraneMean',
  'membraneLast',
];

export function trainingSettings(experiment: Experiment): TrainingSettings {
  const { rule, loss, optimiser } = experiment;
  return {
    surrogate: surrogateOf(rule.params),
    loss: {
      loss: oneOf(LOSS_IDS, loss.id),
      measure: readoutMeasure(experiment),
      countScale: numberOr(loss.params['countScale'], 1),
      sumSteps: loss.params['stepReduction'] === 'sum',
      rateOn: numberOr(loss.params['rateOn'], 1),
      rateOff: numberOr(loss.params['rateOff'], 0),
      countTrue: numberOr(loss.params['countTrue'], 0),
      countFalse: numberOr(loss.params['countFalse'], 0),
      margin: numberOr(loss.params['margin'], 0),
      isMean: loss.params['reduction'] === 'mean',
    },
    rates: {
      weight: numberOr(loss.params['rateWeight'], 0),
      min: numberOr(loss.params['rateMin'], 0),
      max: numberOr(loss.params['rateMax'], 1),
    },
    clipNorm: optimiser.clipNorm,
    update: optimiserSettings(experiment.optimiser),
  };
}

/** Rules of rates have no surrogate; what stands here for them is read by leaky integrators alone. */
function surrogateOf(params: ParamValues): SurrogateAttrs {
  if (params['surrogate'] === undefined) return { code: 0, slope: 1, resetFlows: false };
  const entry = entryOf(catalog.surrogates, stringParam(params, 'surrogate'));
  return {
    code: entry.kernelCode,
    slope: entry.slope(params),
    resetFlows: stringParam(params, 'resetGradient') === 'flow',
  };
}

/** Numbers of the optimiser at the given update (counted from 1) and fractional epoch. */
export function optimiserSettings(optimiser: Optimiser): TrainingSettings['update'] {
  const schedule = entryOf(catalog.schedules, optimiser.schedule.id);
  const { kernel } = entryOf(catalog.optimisers, optimiser.id);
  const rate = numberParam(optimiser.params, 'learningRate');
  const optional = (name: string): number => numberOr(optimiser.params[name], 0);
  return (update, epoch) => ({
    kind: kernel,
    learningRate: rate * schedule.factor(optimiser.schedule.params, epoch),
    momentum: optional('momentum'),
    beta1: optional('beta1'),
    beta2: optional('beta2'),
    epsilon: optional('epsilon'),
    weightDecay: optional('weightDecay'),
    update,
  });
}

function readoutMeasure(experiment: Experiment): StepMeasure {
  const readout = experiment.network.layers.find((layer) => layer.kind === 'readout');
  if (readout === undefined) throw new Error('the network has no readout');
  return oneOf(MEASURES, stringParam(readout.params, 'measure'));
}

function oneOf<T extends string>(known: readonly T[], value: string): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`"${value}" is none of ${known.join(', ')}`);
  return found;
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
