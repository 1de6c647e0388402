/** The loss as one compute shader, a thread per sample; equations in loss.ts. */
import type * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch } from '../webgpu/dispatch.ts';
import type { LossAttrs } from './index.ts';
import type { LossId, StepMeasure } from './loss.ts';

const LOSS_CODE = {
  ceCount: 0,
  ceMembrane: 1,
  ceEachStep: 2,
  mseCount: 3,
  countTargets: 4,
} as const satisfies Record<LossId, number>;
const MEASURE_CODE = {
  spikeCount: 0,
  membraneMax: 1,
  membraneMean: 2,
  membraneLast: 3,
} as const satisfies Record<StepMeasure, number>;

const THREADS = 64;

const code = (): string => `
struct Params {
  steps : i32, batch : i32, classes : i32, loss : i32, measure : i32, withGradient : i32,
  countScale : f32, stepWeight : f32, rateOn : f32, rateOff : f32,
  countTrue : f32, countFalse : f32, margin : f32, squareWeight : f32,
}
@group(0) @binding(0) var<storage, read> activity : array<f32>;
@group(0) @binding(1) var<storage, read> labels : array<f32>;
@group(0) @binding(2) var<storage, read_write> scores : array<f32>;
@group(0) @binding(3) var<storage, read_write> results : array<f32>;
@group(0) @binding(4) var<storage, read_write> gradient : array<f32>;
@group(0) @binding(5) var<uniform> p : Params;

fn cell(t : i32, b : i32, k : i32) -> i32 { return (t * p.batch + b) * p.classes + k; }

fn readScore(b : i32, k : i32) -> f32 {
  var sum = 0.0;
  var highest = activity[cell(0, b, k)];
  var last = 0.0;
  for (var t = 0; t < p.steps; t++) {
    last = activity[cell(t, b, k)];
    sum += last;
    highest = max(highest, last);
  }
  switch (p.measure) {
    case 0: { return sum; }
    case 1: { return highest; }
    case 2: { return sum / f32(p.steps); }
    default: { return last; }
  }
}

fn spread(b : i32, k : i32, value : f32) {
  if (p.withGradient == 0) { return; }
  var placed = false;
  for (var t = 0; t < p.steps; t++) {
    var part = value;
    if (p.measure == 1) {
      let here = !placed && activity[cell(t, b, k)] >= scores[b * p.classes + k];
      placed = placed || here;
      part = select(0.0, value, here);
    }
    if (p.measure == 2) { part = value / f32(p.steps); }
    if (p.measure == 3) { part = select(0.0, value, t == p.steps - 1); }
    gradient[cell(t, b, k)] = part;
  }
}

fn fromScores(b : i32, label : i32, highestScore : f32) -> f32 {
  let at = b * p.classes;
  let inBatch = 1.0 / f32(p.batch);
  if (p.loss == 3) {
    var loss = 0.0;
    for (var k = 0; k < p.classes; k++) {
      let rate = select(p.rateOff, p.rateOn, k == label);
      let error = scores[at + k] / f32(p.steps) - rate;
      loss += error * error / f32(p.classes);
      spread(b, k, 2.0 * error / f32(p.classes * p.steps) * inBatch);
    }
    return loss;
  }
  if (p.loss == 4) {
    var loss = 0.0;
    for (var k = 0; k < p.classes; k++) {
      let off = scores[at + k] - select(p.countFalse, p.countTrue, k == label);
      let error = select(0.0, off, abs(off) > p.margin);
      loss += p.squareWeight * error * error;
      spread(b, k, 2.0 * p.squareWeight * error * inBatch);
    }
    return loss;
  }
  let factor = select(1.0, p.countScale, p.loss == 0);
  var total = 0.0;
  for (var k = 0; k < p.classes; k++) { total += exp(factor * (scores[at + k] - highestScore)); }
  for (var k = 0; k < p.classes; k++) {
    let share = exp(factor * (scores[at + k] - highestScore)) / total;
    spread(b, k, factor * (share - select(0.0, 1.0, k == label)) * inBatch);
  }
  return log(total) + factor * (highestScore - scores[at + label]);
}

fn eachStep(b : i32, label : i32) -> f32 {
  var loss = 0.0;
  for (var t = 0; t < p.steps; t++) {
    var highest = activity[cell(t, b, 0)];
    for (var k = 1; k < p.classes; k++) { highest = max(highest, activity[cell(t, b, k)]); }
    var total = 0.0;
    for (var k = 0; k < p.classes; k++) { total += exp(activity[cell(t, b, k)] - highest); }
    loss += p.stepWeight * (log(total) + highest - activity[cell(t, b, label)]);
    if (p.withGradient == 1) {
      for (var k = 0; k < p.classes; k++) {
        let share = exp(activity[cell(t, b, k)] - highest) / total;
        gradient[cell(t, b, k)] = p.stepWeight * (share - select(0.0, 1.0, k == label)) / f32(p.batch);
      }
    }
  }
  return loss;
}

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let b = i32(id.x);
  if (b >= p.batch) { return; }
  let label = i32(labels[b]);
  var best = 0;
  for (var k = 0; k < p.classes; k++) {
    scores[b * p.classes + k] = readScore(b, k);
    if (scores[b * p.classes + k] > scores[b * p.classes + best]) { best = k; }
  }
  var loss = 0.0;
  if (p.loss == 2) { loss = eachStep(b, label); }
  else { loss = fromScores(b, label, scores[b * p.classes + best]); }
  results[2 * b] = loss;
  results[2 * b + 1] = select(0.0, 1.0, best == label);
}`;

export function lossWebgpu(
  { activity, labels }: { activity: tf.TensorInfo; labels: tf.TensorInfo },
  { settings, withGradient }: LossAttrs,
  backend: WebGPUBackend,
): tf.TensorInfo[] {
  const [steps = 0, batch = 0, classes = 0] = activity.shape;
  const scores = backend.makeTensorInfo([batch, classes], 'float32');
  const results = backend.makeTensorInfo([batch, 2], 'float32');
  const gradient = backend.makeTensorInfo(withGradient ? [steps, batch, classes] : [1], 'float32');
  const int = (value: number) => ({ type: 'int32', value }) as const;
  const float = (value: number) => ({ type: 'float32', value }) as const;
  dispatch(backend, {
    key: 'spikeground.loss',
    code,
    tensors: [activity, labels, scores, results, gradient],
    writes: [2, 3, 4],
    uniforms: [
      int(steps),
      int(batch),
      int(classes),
      int(LOSS_CODE[settings.loss]),
      int(MEASURE_CODE[settings.measure]),
      int(withGradient ? 1 : 0),
      float(settings.countScale),
      float(settings.sumSteps ? 1 : 1 / steps),
      float(settings.rateOn),
      float(settings.rateOff),
      float(settings.countTrue),
      float(settings.countFalse),
      float(settings.margin),
      float(settings.isMean ? 1 / classes : 0.5),
    ],
    workgroups: [Math.ceil(batch / THREADS), 1, 1],
  });
  if (withGradient) return [scores, results, gradient];
  backend.disposeData(gradient.dataId);
  return [scores, results];
}
