/**
 * LIF over time in one dispatch: a thread per neuron, or, with recurrent weights, a workgroup per
 * sample whose threads meet at a barrier after each step.
 *
 * State is rebuilt from the stored membrane and spike of the step before, so that a thread carries no
 * arrays: v_{t−1} follows from u and s, refractoriness from the last R spikes. The synaptic current
 * is carried in a scratch tensor `[B, N]`.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch } from '../webgpu/dispatch.ts';
import { grid } from '../webgpu/grid.ts';
import { RESET_KIND } from '../wasm/wasmKernels.ts';
import type { LifAttrs } from './index.ts';
import {
  PARAMS,
  RECURRENT_MAIN,
  RECURRENT_THREADS,
  SAMPLE,
  SHARED_FUNCTIONS,
  THREADS,
  uniformsOf,
} from './webgpuShared.ts';

/** Words of each of the three sets of bits: 6 of the 16 KB that every device has for a workgroup. */
const PACKED_WORDS = 512;
const PACKED_NEURONS = 32 * PACKED_WORDS;

const FORWARD_STEP = `
fn stepNeuron(t : i32, at : i32, extra : f32) -> bool {
  let stride = p.batch * p.neurons;
  let cell = at + t * stride;
  let inputAt = select(cell, at, p.staticInput == 1);
  let current = p.decaySyn * carry[at] + x[inputAt] + extra;
  carry[at] = current;
  var v = 0.0;
  if (t > 0) { v = afterReset(membrane[cell - stride], spikes[cell - stride]); }
  let blocked = p.spiking == 1 && p.refractory > 0 && isRefractory(t, at);
  var u = p.decayMem * v + gainOfStep(t, at) * current;
  if (blocked && p.resetKind != ${RESET_KIND.none}) { u = v; }
  membrane[cell] = u;
  let fires = p.spiking == 1 && !blocked && u >= p.threshold;
  spikes[cell] = select(0.0, 1.0, fires);
  return fires;
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
  for (var t = 0; t < p.steps; t++) { _ = stepNeuron(t, at, 0.0); }
}`;

/** Recurrent layers: weights by [pre, post], bindings behind those of every layer. */
const RECURRENT_HEAD = `${PARAMS}
${FORWARD_BINDINGS}
@group(0) @binding(4) var<storage, read> recurrent : array<f32>;
@group(0) @binding(5) var<uniform> p : Params;
${SHARED_FUNCTIONS}
${FORWARD_STEP}`;

const START = `${SAMPLE}
  for (var n = i32(local.x); n < p.neurons; n += ${RECURRENT_THREADS}) { carry[base + n] = 0.0; }`;

/**
 * Spikes of the step before are bits in workgroup memory. Of three sets one is read, one is written
 * and one, read in the step before, is cleared, so that a step needs one barrier.
 */
const packedRecurrentCode = (): string => `${RECURRENT_HEAD}
var<workgroup> bits : array<atomic<u32>, ${3 * PACKED_WORDS}>;
${RECURRENT_MAIN} {
  ${START}
  let words = (p.neurons + 31) / 32;
  for (var t = 0; t < p.steps; t++) {
    let before = ((t + 2) % 3) * ${PACKED_WORDS};
    let now = (t % 3) * ${PACKED_WORDS};
    let after = ((t + 1) % 3) * ${PACKED_WORDS};
    for (var n = i32(local.x); n < p.neurons; n += ${RECURRENT_THREADS}) {
      var extra = 0.0;
      for (var w = 0; w < words; w++) {
        var word = atomicLoad(&bits[before + w]);
        while (word != 0u) {
          let m = 32 * w + i32(countTrailingZeros(word));
          word &= word - 1u;
          extra += recurrent[m * p.neurons + n];
        }
      }
      if (stepNeuron(t, base + n, extra)) {
        atomicOr(&bits[now + n / 32], 1u << u32(n % 32));
      }
    }
    for (var w = i32(local.x); w < words; w += ${RECURRENT_THREADS}) { atomicStore(&bits[after + w], 0u); }
    workgroupBarrier();
  }
}`;

/** Layers whose bits do not fit read the spikes that the step before has stored. */
const storedRecurrentCode = (): string => `${RECURRENT_HEAD}
${RECURRENT_MAIN} {
  ${START}
  let stride = p.batch * p.neurons;
  for (var t = 0; t < p.steps; t++) {
    for (var n = i32(local.x); n < p.neurons; n += ${RECURRENT_THREADS}) {
      var extra = 0.0;
      if (t > 0) {
        let before = base + (t - 1) * stride;
        for (var m = 0; m < p.neurons; m++) {
          if (spikes[before + m] > 0.0) { extra += recurrent[m * p.neurons + n]; }
        }
      }
      _ = stepNeuron(t, base + n, extra);
    }
    storageBarrier();
  }
}`;

/** @param packedNeurons widest recurrent layer whose spikes go through workgroup memory */
export function lifForwardWebgpu(
  { current, recurrent }: { current: tf.TensorInfo; recurrent: tf.TensorInfo | null },
  { steps, coefficients }: LifAttrs,
  backend: WebGPUBackend,
  packedNeurons = PACKED_NEURONS,
): tf.TensorInfo[] {
  const [, batch = 0, neurons = 0] = current.shape;
  const make = (shape: number[]): tf.TensorInfo => backend.makeTensorInfo(shape, 'float32');
  const membrane = make([steps, batch, neurons]);
  const spikes = make([steps, batch, neurons]);
  const carry = make([batch, neurons]);
  const packed = neurons <= packedNeurons;
  const shader =
    recurrent === null
      ? { key: 'spikeground.lifForward', code: forwardCode }
      : packed
        ? { key: 'spikeground.lifForwardRecurrent.packed', code: packedRecurrentCode }
        : { key: 'spikeground.lifForwardRecurrent.stored', code: storedRecurrentCode };
  dispatch(backend, {
    ...shader,
    tensors: [current, membrane, spikes, carry, ...(recurrent === null ? [] : [recurrent])],
    writes: [1, 2, 3],
    uniforms: uniformsOf(current.shape, steps, current.shape[0] === 1, coefficients),
    workgroups: recurrent === null ? grid(batch * neurons, THREADS) : grid(batch, 1),
  });
  backend.disposeData(carry.dataId);
  return [membrane, spikes];
}
