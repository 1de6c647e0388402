/**
 * The adjoint of a LIF layer over all of time in one dispatch, laid out as the layer itself
 * (webgpuForward.ts). The adjoint state and the gradient of the synaptic current are carried in a
 * scratch tensor `[2, B, N]`.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch } from '../webgpu/dispatch.ts';
import { grid } from '../webgpu/grid.ts';
import { RESET_KIND } from '../wasm/wasmKernels.ts';
import type { LifBackwardAttrs } from './index.ts';
import {
  PARAMS,
  RECURRENT_MAIN,
  RECURRENT_THREADS,
  SAMPLE,
  SHARED_FUNCTIONS,
  THREADS,
  uniformsOf,
} from './webgpuShared.ts';

const SURROGATE = `
fn surrogateDerivative(x : f32) -> f32 {
  let a = abs(x);
  switch (p.surrogate) {
    case 0: { let d = 1.0 + p.slope * a; return 1.0 / (d * d); }
    case 1: { let z = 1.5707963267948966 * p.slope * x; return 0.5 * p.slope / (1.0 + z * z); }
    case 2: { return p.slope * max(0.0, 1.0 - p.slope * a); }
    case 4: { let e = exp(-p.slope * a); return p.slope * e / ((1.0 + e) * (1.0 + e)); }
    default: { return select(0.0, 1.0, a <= p.slope); }
  }
}`;

/**
 * carry[at] holds λ = ∂L/∂v, carry[B·N + at] the gradient of the synaptic current, or, with two gains,
 * that of a spike by way of the next step's gain: κ = δu·(h − g)·i, i = (u − a·v)/gain.
 */
const BACKWARD_STEP = `
fn stepBack(t : i32, at : i32, extra : f32) -> f32 {
  let stride = p.batch * p.neurons;
  let cell = at + t * stride;
  let u = membrane[cell];
  let s = spikes[cell];
  let lambda = carry[at];
  let twoGains = p.gainAfterSpike != p.gain;
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
      if (twoGains) { ds += carry[stride + at]; }
    }
    du += ds * surrogateDerivative(u - p.threshold);
  }
  let held = blocked && p.resetKind != ${RESET_KIND.none};
  carry[at] = select(p.decayMem * du, du, held);
  if (twoGains) {
    let gain = gainOfStep(t, at);
    var v = 0.0;
    if (t > 0) { v = afterReset(membrane[cell - stride], spikes[cell - stride]); }
    carry[stride + at] = du * (p.gainAfterSpike - p.gain) * (u - p.decayMem * v) / gain;
    return gain * du;
  }
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

/** `turned`: the recurrent weights as [post, pre], so that neighbouring threads read neighbours. */
const recurrentBackwardCode = (): string => `${PARAMS}
${BACKWARD_BINDINGS}
@group(0) @binding(6) var<storage, read> turned : array<f32>;
@group(0) @binding(7) var<uniform> p : Params;
${SHARED_FUNCTIONS}
${SURROGATE}
${BACKWARD_STEP}
${RECURRENT_MAIN} {
  ${SAMPLE}
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
          extra += gradCurrent[next + m] * turned[m * p.neurons + n];
        }
      }
      gradCurrent[base + n + t * stride] = stepBack(t, base + n, extra);
    }
    storageBarrier();
  }
}`;

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
  const turned = recurrent === null ? null : tf.transpose(recurrent as tf.Tensor2D);
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
      ...(turned === null ? [] : [turned]),
    ],
    writes: [4, 5],
    uniforms: uniformsOf(membrane.shape, attrs.steps, attrs.sumOverSteps, attrs.coefficients, {
      attrs,
      gradSpikes: gradSpikes !== null,
      gradMembrane: gradMembrane !== null,
    }),
    workgroups: recurrent === null ? grid(batch * neurons, THREADS) : grid(batch, 1),
  });
  turned?.dispose();
  backend.disposeData(carry.dataId);
  return [gradCurrent];
}
