/**
 * Class scores, loss and its gradient for one batch, as plain loops over typed arrays.
 *
 * Scores z[b, k] of a readout with activity `[T, B, K]` (spikes, or membranes before the reset):
 *   spikeCount Σ_t s · membraneMax max_t u · membraneMean (1/T) Σ_t u · membraneLast u_{T−1}
 * Losses: equations in catalog/losses. The gradient is that of the batch mean, so it carries 1/B.
 *
 * Runs on float32 or float64 arrays: on the WASM heap in the engine, in float64 in tests.
 */
import type { ReadoutMeasure } from '#model/catalog.ts';

export type LossId = 'ceCount' | 'ceMembrane' | 'ceEachStep' | 'mseCount' | 'countTargets';

/** What can be read from activity in steps. */
export type StepMeasure = Exclude<ReadoutMeasure, 'firstSpike'>;

export interface LossSettings {
  readonly loss: LossId;
  readonly measure: StepMeasure;
  /** κ of ceCount. */
  readonly countScale: number;
  /** ceEachStep: add the steps instead of averaging them. */
  readonly sumSteps: boolean;
  /** Target rates of mseCount, in spikes per step. */
  readonly rateOn: number;
  readonly rateOff: number;
  /** countTargets: targets and margin in spikes, and the factor of Σ d². */
  readonly countTrue: number;
  readonly countFalse: number;
  readonly margin: number;
  readonly isMean: boolean;
}

type Floats = Float32Array | Float64Array;

export interface LossBuffers {
  /** Spikes or membranes, `[T, B, K]`. */
  readonly activity: Floats;
  readonly labels: Floats | Int32Array;
  readonly steps: number;
  readonly batch: number;
  readonly classes: number;
  /** Gradient of the mean loss with respect to the activity, `[T, B, K]`; null to skip it. */
  readonly gradient: Floats | null;
  /** `[B, K]`. */
  readonly scores: Floats;
  /** `[B, 2]`: loss of the sample, and 1 when its prediction is right. */
  readonly results: Floats;
}

export function computeLoss(settings: LossSettings, buffers: LossBuffers): void {
  const { gradient, batch } = buffers;
  gradient?.fill(0);
  for (let b = 0; b < batch; b++) {
    readScores(settings.measure, buffers, b);
    const label = buffers.labels[b]!;
    const loss =
      settings.loss === 'ceEachStep'
        ? eachStep(settings, buffers, b, label)
        : fromScores(settings, buffers, b, label);
    buffers.results[2 * b] = loss;
    buffers.results[2 * b + 1] =
      argMax(buffers.scores, b * buffers.classes, buffers.classes) === label ? 1 : 0;
  }
}

function readScores(measure: StepMeasure, buffers: LossBuffers, b: number): void {
  const { activity, steps, batch, classes, scores } = buffers;
  for (let k = 0; k < classes; k++) {
    let sum = 0;
    let highest = -Infinity;
    let last = 0;
    for (let t = 0; t < steps; t++) {
      last = activity[(t * batch + b) * classes + k]!;
      sum += last;
      if (last > highest) highest = last;
    }
    scores[b * classes + k] =
      measure === 'spikeCount'
        ? sum
        : measure === 'membraneMax'
          ? highest
          : measure === 'membraneMean'
            ? sum / steps
            : last;
  }
}

/** Losses of one score per class: cross-entropy, or squared error of the rate. */
function fromScores(
  settings: LossSettings,
  buffers: LossBuffers,
  b: number,
  label: number,
): number {
  const { classes, scores, steps, batch } = buffers;
  const at = b * classes;
  if (settings.loss === 'mseCount') {
    let loss = 0;
    for (let k = 0; k < classes; k++) {
      const target = k === label ? settings.rateOn : settings.rateOff;
      const error = scores[at + k]! / steps - target;
      loss += (error * error) / classes;
      spread(settings.measure, buffers, b, k, (2 * error) / (classes * steps * batch));
    }
    return loss;
  }
  if (settings.loss === 'countTargets') {
    const weight = settings.isMean ? 1 / classes : 0.5;
    let loss = 0;
    for (let k = 0; k < classes; k++) {
      const off = scores[at + k]! - (k === label ? settings.countTrue : settings.countFalse);
      const error = Math.abs(off) > settings.margin ? off : 0;
      loss += weight * error * error;
      spread(settings.measure, buffers, b, k, (2 * weight * error) / batch);
    }
    return loss;
  }
  const factor = settings.loss === 'ceCount' ? settings.countScale : 1;
  const highest = factor * scores[at + argMax(scores, at, classes)]!;
  let total = 0;
  for (let k = 0; k < classes; k++) total += Math.exp(factor * scores[at + k]! - highest);
  for (let k = 0; k < classes; k++) {
    const share = Math.exp(factor * scores[at + k]! - highest) / total;
    spread(settings.measure, buffers, b, k, (factor * (share - (k === label ? 1 : 0))) / batch);
  }
  return Math.log(total) + highest - factor * scores[at + label]!;
}

/** Sends the gradient of one score to the steps that it was read from. */
function spread(
  measure: StepMeasure,
  { gradient, activity, steps, batch, classes, scores }: LossBuffers,
  b: number,
  k: number,
  value: number,
): void {
  if (gradient === null) return;
  const cell = (t: number): number => (t * batch + b) * classes + k;
  if (measure === 'membraneLast') {
    gradient[cell(steps - 1)] = value;
    return;
  }
  if (measure === 'membraneMax') {
    const highest = scores[b * classes + k]!;
    for (let t = 0; t < steps; t++) {
      if (activity[cell(t)]! < highest) continue;
      gradient[cell(t)] = value;
      return;
    }
    return;
  }
  const each = measure === 'membraneMean' ? value / steps : value;
  for (let t = 0; t < steps; t++) gradient[cell(t)] = each;
}

function eachStep(settings: LossSettings, buffers: LossBuffers, b: number, label: number): number {
  const { activity, gradient, steps, batch, classes } = buffers;
  const weight = settings.sumSteps ? 1 : 1 / steps;
  let loss = 0;
  for (let t = 0; t < steps; t++) {
    const at = (t * batch + b) * classes;
    const highest = activity[at + argMax(activity, at, classes)]!;
    let total = 0;
    for (let k = 0; k < classes; k++) total += Math.exp(activity[at + k]! - highest);
    loss += weight * (Math.log(total) + highest - activity[at + label]!);
    if (gradient === null) continue;
    for (let k = 0; k < classes; k++) {
      const share = Math.exp(activity[at + k]! - highest) / total;
      gradient[at + k] = (weight * (share - (k === label ? 1 : 0))) / batch;
    }
  }
  return loss;
}

/** Index of the largest of `count` values from `at`, the first on a tie. */
export function argMax(values: Floats, at: number, count: number): number {
  let best = 0;
  for (let k = 1; k < count; k++) if (values[at + k]! > values[at + best]!) best = k;
  return best;
}
