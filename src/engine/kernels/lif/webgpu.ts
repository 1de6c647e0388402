/**
 * LIF over time in one dispatch: a thread per neuron, or, with recurrent weights, a workgroup per
 * sample whose threads meet at a barrier after each step.
 *
 * State is rebuilt from the stored membrane and spike of the step before, so that a thread carries no
 * arrays: v_{t−1} follows from u and s, refractoriness from the last R spikes. The synaptic current
 * and the adjoint state are carried in a scratch tensor `[2, B, N]`.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { LifCoefficients } from '#model/catalog.ts';
import type { Uniform } from '../webgpu/dispatch.ts';
import { dispatch } from '../webgpu/dispatch.ts';
import { grid } from '../webgpu/grid.ts';
import { RESET_KIND } from '../wasm/wasmKernels.ts';
import type { LifAttrs, LifBackwardAttrs } from './index.ts';

const THREADS = 64;
const RECURRENT_THREADS = 256;

/** Uniform struct shared by both directions; the order is that of `uniformsOf`. */
const PARAMS = `
struct Params {
  steps : i32, batch : i32, neurons : i32, staticInput : i32,
  decayMem : f32, gain : f32, decaySyn : f32, threshold : f32, resetSize : f32,
  resetKind : i32, refractory : i32, spiking : i32,
  surrogate : i32, slope : f32, resetFlows : i32,
  hasGradSpikes : i32, hasGradMembrane : i32,
}`;

/** Membrane after the reset of step t of neuron \`at\`, and whether step t is refractory. */
const SHARED_FUNCTIONS = `
fn afterReset(u : f32, s : f32) -> f32 {
  if (p.resetKind == ${RESET_KIND.zero}) { return u * (1.0 - s); }
  if (p.resetKind == ${RESET_KIND.subtract}) { return u - p.resetSize * s; }
  return u;
}
fn isRefractory(t : i32, at : i32) -> bool {
  let stride = p.batch * p.neurons;
  for (var back = 1; back <= min(p.refractory, t); back++) {
    if (spikes[at + (t - back) * stride] > 0.0) { return true; }
  }
  return false;
}`;

const FORWARD_STEP = `
fn stepNeuron(t : i32, at : i32, extra : f32) {
  let stride = p.batch * p.neurons;
  let cell = at + t * stride;
  let inputAt = select(cell, at, p.staticInput == 1);
  let current = p.decaySyn * carry[at] + x[inputAt] + extra;
  carry[at] = current;
  var v = 0.0;
  if (t > 0) { v = afterReset(membrane[cell - stride], spikes[cell - stride]); }
  let blocked = p.spiking == 1 && p.refractory > 0 && isRefractory(t, at);
  var u = p.decayMem * v + p.gain * current;
  if (blocked && p.resetKind != ${RESET_KIND.none}) { u = v; }
  membrane[cell] = u;
  spikes[cell] = select(0.0, 1.0, p.spiking == 1 && !blocked && u >= p.threshold);
}`;

const FORWARD_BINDINGS = `
@group(0) @binding(0) var<storage, read> x : array<f32>;
@group(0) @binding(1) var<storage, read_write> membrane : array<f32>;
@group(0) @binding(2) var<storage, read_write> spikes : array<f32>;
@group(0) @binding(3) var<storage, read_write> carry : array<f32>;`;

const forwardCode = (): string => `${PARAMS}
${FORWARD_BINDINGS}
@group(0) @binding(4) var<uniform> p : Params;
${SHARED_FUNCTIONS}
${FORWARD_STEP}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let at = i32(id.x + id.y * groups.x * ${THREADS}u);
  if (at >= p.batch * p.neurons) { return; }
  carry[at] = 0.0;
  for (var t = 0; t < p.steps; t++) { stepNeuron(t, at, 0.0); }
}`;

const recurrentForwardCode = (): string => `${PARAMS}
${FORWARD_BINDINGS}
@group(0) @binding(4) var<storage, read> recurrent : array<f32>;
@group(0) @binding(5) var<uniform> p : Params;
${SHARED_FUNCTIONS}
${FORWARD_STEP}
@compute @workgroup_size(${RECURRENT_THREADS})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) local : vec3<u32>) {
  let base = i32(group.x) * p.neurons;
  let stride = p.batch * p.neurons;
  for (var n = i32(local.x); n < p.neurons; n += ${RECURRENT_THREADS}) { carry[base + n] = 0.0; }
  for (var t = 0; t < p.steps; t++) {
    for (var n = i32(local.x); n < p.neurons; n += ${RECURRENT_THREADS}) {
      var extra = 0.0;
      if (t > 0) {
        let before = base + (t - 1) * stride;
        for (var m = 0; m < p.neurons; m++) {
          if (spikes[before + m] > 0.0) { extra += recurrent[m * p.neurons + n]; }
        }
      }
      stepNeuron(t, base + n, extra);
    }
    storageBarrier();
  }
}`;

const SURROGATE = `
fn surrogateDerivative(x : f32) -> f32 {
  let a = abs(x);
  switch (p.surrogate) {
    case 0: { let d = 1.0 + p.slope * a; return 1.0 / (d * d); }
    case 1: { let z = 1.5707963267948966 * p.slope * x; return 0.5 * p.slope / (1.0 + z * z); }
    case 2: { return p.slope * max(0.0, 1.0 - p.slope * a); }
    default: { return select(0.0, 1.0, a <= p.slope); }
  }
}`;

/** carry[at] holds λ = ∂L/∂v, carry[B·N + at] the gradient of the synaptic current. */
const BACKWARD_STEP = `
fn stepBack(t : i32, at : i32, extra : f32) -> f32 {
  let stride = p.batch * p.neurons;
  let cell = at + t * stride;
  let u = membrane[cell];
  let s = spikes[cell];
  let lambda = carry[at];
  let blocked = p.spiking == 1 && p.refractory > 0 && isRefractory(t, at);
  var du = lambda;
  if (p.resetKind == ${RESET_KIND.zero}) { du = lambda * (1.0 - s); }
  if (p.hasGradMembrane == 1) { du += gradMembrane[cell]; }
  if (p.spiking == 1 && !blocked) {
    var ds = extra;
    if (p.hasGradSpikes == 1) { ds += gradSpikes[cell]; }
    if (p.resetFlows == 1) {
      if (p.resetKind == ${RESET_KIND.subtract}) { ds -= lambda * p.resetSize; }
      if (p.resetKind == ${RESET_KIND.zero}) { ds -= lambda * u; }
    }
    du += ds * surrogateDerivative(u - p.threshold);
  }
  let held = blocked && p.resetKind != ${RESET_KIND.none};
  carry[at] = select(p.decayMem * du, du, held);
  let dCurrent = select(p.gain * du, 0.0, held) + p.decaySyn * carry[stride + at];
  carry[stride + at] = dCurrent;
  return dCurrent;
}`;

const BACKWARD_BINDINGS = `
@group(0) @binding(0) var<storage, read> membrane : array<f32>;
@group(0) @binding(1) var<storage, read> spikes : array<f32>;
@group(0) @binding(2) var<storage, read> gradSpikes : array<f32>;
@group(0) @binding(3) var<storage, read> gradMembrane : array<f32>;
@group(0) @binding(4) var<storage, read_write> gradCurrent : array<f32>;
@group(0) @binding(5) var<storage, read_write> carry : array<f32>;`;

const backwardCode = (): string => `${PARAMS}
${BACKWARD_BINDINGS}
@group(0) @binding(6) var<uniform> p : Params;
${SHARED_FUNCTIONS}
${SURROGATE}
${BACKWARD_STEP}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let at = i32(id.x + id.y * groups.x * ${THREADS}u);
  let stride = p.batch * p.neurons;
  if (at >= stride) { return; }
  carry[at] = 0.0;
  carry[stride + at] = 0.0;
  var sum = 0.0;
  for (var t = p.steps - 1; t >= 0; t--) {
    let gradient = stepBack(t, at, 0.0);
    sum += gradient;
    if (p.staticInput == 0) { gradCurrent[at + t * stride] = gradient; }
  }
  if (p.staticInput == 1) { gradCurrent[at] = sum; }
}`;

const recurrentBackwardCode = (): string => `${PARAMS}
${BACKWARD_BINDINGS}
@group(0) @binding(6) var<storage, read> recurrent : array<f32>;
@group(0) @binding(7) var<uniform> p : Params;
${SHARED_FUNCTIONS}
${SURROGATE}
${BACKWARD_STEP}
@compute @workgroup_size(${RECURRENT_THREADS})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) local : vec3<u32>) {
  let base = i32(group.x) * p.neurons;
  let stride = p.batch * p.neurons;
  for (var n = i32(local.x); n < p.neurons; n += ${RECURRENT_THREADS}) {
    carry[base + n] = 0.0;
    carry[stride + base + n] = 0.0;
  }
  for (var t = p.steps - 1; t >= 0; t--) {
    for (var n = i32(local.x); n < p.neurons; n += ${RECURRENT_THREADS}) {
      var extra = 0.0;
      if (t < p.steps - 1) {
        let next = base + (t + 1) * stride;
        for (var m = 0; m < p.neurons; m++) {
          extra += gradCurrent[next + m] * recurrent[n * p.neurons + m];
        }
      }
      gradCurrent[base + n + t * stride] = stepBack(t, base + n, extra);
    }
    storageBarrier();
  }
}`;

function uniformsOf(
  shape: readonly number[],
  steps: number,
  staticInput: boolean,
  c: LifCoefficients,
  backward?: { attrs: LifBackwardAttrs; gradSpikes: boolean; gradMembrane: boolean },
): Uniform[] {
  const int = (value: number): Uniform => ({ type: 'int32', value });
  const float = (value: number): Uniform => ({ type: 'float32', value });
  const bool = (value: boolean): Uniform => int(value ? 1 : 0);
  const surrogate = backward?.attrs.surrogate;
  return [
    int(steps),
    int(shape[1] ?? 0),
    int(shape[2] ?? 0),
    bool(staticInput),
    float(c.decayMem),
    float(c.inputGain),
    float(c.decaySyn),
    float(c.threshold),
    float(c.resetSize),
    int(RESET_KIND[c.resetKind]),
    int(c.refractorySteps),
    bool(c.spiking),
    int(surrogate?.code ?? 0),
    float(surrogate?.slope ?? 0),
    bool(surrogate?.resetFlows ?? false),
    bool(backward?.gradSpikes ?? false),
    bool(backward?.gradMembrane ?? false),
  ];
}

export function lifForwardWebgpu(
  { current, recurrent }: { current: tf.TensorInfo; recurrent: tf.TensorInfo | null },
  { steps, coefficients }: LifAttrs,
  backend: WebGPUBackend,
): tf.TensorInfo[] {
  const [, batch = 0, neurons = 0] = current.shape;
  const make = (shape: number[]): tf.TensorInfo => backend.makeTensorInfo(shape, 'float32');
  const membrane = make([steps, batch, neurons]);
  const spikes = make([steps, batch, neurons]);
  const carry = make([batch, neurons]);
  dispatch(backend, {
    key: recurrent === null ? 'spikeground.lifForward' : 'spikeground.lifForwardRecurrent',
    code: recurrent === null ? forwardCode : recurrentForwardCode,
    tensors: [current, membrane, spikes, carry, ...(recurrent === null ? [] : [recurrent])],
    writes: [1, 2, 3],
    uniforms: uniformsOf(current.shape, steps, current.shape[0] === 1, coefficients),
    workgroups: recurrent === null ? grid(batch * neurons, THREADS) : [batch, 1, 1],
  });
  backend.disposeData(carry.dataId);
  return [membrane, spikes];
}

export function lifBackwardWebgpu(
  inputs: {
    membrane: tf.TensorInfo;
    spikes: tf.TensorInfo;
    gradSpikes: tf.TensorInfo | null;
    gradMembrane: tf.TensorInfo | null;
    recurrent: tf.TensorInfo | null;
  },
  attrs: LifBackwardAttrs,
  backend: WebGPUBackend,
): tf.TensorInfo[] {
  const { membrane, spikes, gradSpikes, gradMembrane, recurrent } = inputs;
  const [, batch = 0, neurons = 0] = membrane.shape;
  const make = (shape: number[]): tf.TensorInfo => backend.makeTensorInfo(shape, 'float32');
  const gradCurrent = make([attrs.sumOverSteps ? 1 : attrs.steps, batch, neurons]);
  const carry = make([2, batch, neurons]);
  // A binding cannot be empty: an absent gradient is bound to the membrane and not read.
  dispatch(backend, {
    key: recurrent === null ? 'spikeground.lifBackward' : 'spikeground.lifBackwardRecurrent',
    code: recurrent === null ? backwardCode : recurrentBackwardCode,
    tensors: [
      membrane,
      spikes,
      gradSpikes ?? membrane,
      gradMembrane ?? membrane,
      gradCurrent,
      carry,
      ...(recurrent === null ? [] : [recurrent]),
    ],
    writes: [4, 5],
    uniforms: uniformsOf(membrane.shape, attrs.steps, attrs.sumOverSteps, attrs.coefficients, {
      attrs,
      gradSpikes: gradSpikes !== null,
      gradMembrane: gradMembrane !== null,
    }),
    workgroups: recurrent === null ? grid(batch * neurons, THREADS) : [batch, 1, 1],
  });
  backend.disposeData(carry.dataId);
  return [gradCurrent];
}
