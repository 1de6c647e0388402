/** Soft-LIF rates and their slopes on WebGPU: a thread per neuron and sample. */
import type * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { PURPOSE } from '#model/random/stream.ts';
import { NOISE_KIND } from '../wasm/wasmKernels.ts';
import type { Uniform } from '../webgpu/dispatch.ts';
import { dispatch } from '../webgpu/dispatch.ts';
import { grid } from '../webgpu/grid.ts';
import type { SoftLifAttrs } from './index.ts';

const THREADS = 64;

/** Philox4x32-10; WGSL has no 64-bit product, so its upper half comes from 16-bit ones. */
const PHILOX = `
fn mulHigh(a : u32, b : u32) -> u32 {
  let aLow = a & 0xffffu; let aHigh = a >> 16u;
  let bLow = b & 0xffffu; let bHigh = b >> 16u;
  let middle = aHigh * bLow + ((aLow * bLow) >> 16u);
  let cross = aLow * bHigh + (middle & 0xffffu);
  return aHigh * bHigh + (middle >> 16u) + (cross >> 16u);
}
fn philox(counter : vec4<u32>, key : vec2<u32>) -> vec4<u32> {
  var x = counter;
  var k = key;
  for (var round = 0; round < 10; round++) {
    x = vec4(
      mulHigh(0xcd9e8d57u, x.z) ^ x.y ^ k.x, 0xcd9e8d57u * x.z,
      mulHigh(0xd2511f53u, x.x) ^ x.w ^ k.y, 0xd2511f53u * x.x,
    );
    k += vec2(0x9e3779b9u, 0xbb67ae85u);
  }
  return x;
}`;

/**
 * The random numbers of a neuron are those that it has on WASM: of sixteen neurons in four blocks, the
 * first and third block give the radius of Box and Muller's pairs, the others the angle.
 */
const NOISE = `
fn words(neuron : u32, stream : u32) -> vec4<u32> {
  return philox(
    vec4(neuron >> 2u, u32(p.layer), stream, ${PURPOSE.noise}u),
    vec2(u32(p.key0), u32(p.key1)),
  );
}
fn upper24(word : u32) -> f32 { return f32(word >> 8u); }
fn normal(neuron : u32, stream : u32) -> f32 {
  let lane = neuron & 3u;
  let first = neuron & ~7u;
  let radius = sqrt(-2.0 * log((upper24(words(first, stream)[lane]) + 1.0) / 16777216.0));
  let angle = 6.2831853 * upper24(words(first + 4u, stream)[lane]) / 16777216.0;
  return radius * select(sin(angle), cos(angle), (neuron & 4u) == 0u);
}
fn decay(x : f32) -> f32 {
  if (x > 0.1) { return 1.0 - exp(-x); }
  return x * (1.0 - x * (0.5 - x * (1.0 / 6.0 - x * (1.0 / 24.0 - x / 120.0))));
}
fn alphaResponse(t : f32, period : f32) -> f32 {
  let x = period / p.tauNoise;
  let r = decay(x);
  return exp(-t / p.tauNoise) / (p.tauNoise * p.tauNoise) * (t / r + period * exp(-x) / (r * r));
}
fn alphaMembraneResponse(t : f32, period : f32) -> f32 {
  let d = p.tauRc - p.tauNoise;
  let x = period / p.tauNoise;
  let r = decay(x);
  let synapse = exp(-t / p.tauNoise);
  let membrane = exp(-t / p.tauRc) / decay(period / p.tauRc);
  return p.tauRc / (d * d) * (membrane - synapse / r)
    - synapse * (t * r + period * exp(-x)) / (d * p.tauNoise * r * r);
}`;

const code = (): string => `
struct Params {
  size : i32, neurons : i32,
  tauRef : f32, tauRc : f32, gain : f32, amp : f32, gamma : f32,
  noise : i32, sigma : f32, tauNoise : f32,
  key0 : i32, key1 : i32, layer : i32,
}
@group(0) @binding(0) var<storage, read> x : array<f32>;
@group(0) @binding(1) var<storage, read> streams : array<i32>;
@group(0) @binding(2) var<storage, read_write> values : array<f32>;
@group(0) @binding(3) var<storage, read_write> slopes : array<f32>;
@group(0) @binding(4) var<uniform> p : Params;
${PHILOX}
${NOISE}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let at = i32(id.x + id.y * groups.x * ${THREADS}u);
  if (at >= p.size) { return; }
  let neuron = u32(at % p.neurons);
  let stream = u32(streams[min(at / p.neurons, i32(arrayLength(&streams)) - 1)]);
  let y = p.gain * x[at] / p.gamma;
  let e = exp(-abs(y));
  // ln(1 + e), accurate relative to small e.
  let s = e / (2.0 + e);
  let s2 = s * s;
  let soft = 2.0 * s * (1.0 + s2 * (1.0 / 3.0 + s2 * (0.2 + s2 * (1.0 / 7.0
    + s2 * (1.0 / 9.0 + s2 * (1.0 / 11.0 + s2 / 13.0))))));
  let z = p.gamma * (max(y, 0.0) + soft);
  var period = p.tauRef;
  var steep = 1.0 / p.gamma;
  if (y < -20.0) {
    period += p.tauRc * (-y - log(p.gamma));
  } else {
    period += p.tauRc * log((z + 1.0) / z);
    steep = select(1.0, e, y < 0.0) / (1.0 + e) / (z * (z + 1.0));
  }
  let rate = 1.0 / period;
  slopes[at] = p.gain * p.amp * p.tauRc * rate * rate * steep;
  var value = rate;
  if (p.noise == ${NOISE_KIND.gaussian}) {
    if (y > 0.0) { value += p.sigma * normal(neuron, stream); }
  } else if (p.noise != ${NOISE_KIND.none}) {
    let t = period * upper24(words(neuron, stream)[neuron & 3u]) / 16777216.0;
    if (p.noise == ${NOISE_KIND.alpha}) { value = alphaResponse(t, period); }
    else { value = alphaMembraneResponse(t, period); }
  }
  values[at] = p.amp * max(value, 0.0);
}`;

export function softLifForwardWebgpu(
  { x, streams }: { x: tf.TensorInfo; streams: tf.TensorInfo | null },
  { neuron, noise, key, layer }: SoftLifAttrs,
  backend: WebGPUBackend,
): tf.TensorInfo[] {
  const [, batch = 0, neurons = 0] = x.shape;
  const make = (): tf.TensorInfo => backend.makeTensorInfo([...x.shape], 'float32');
  const [values, slopes] = [make(), make()];
  const int = (value: number): Uniform => ({ type: 'int32', value: value | 0 });
  const float = (value: number): Uniform => ({ type: 'float32', value });
  const named = streams ?? backend.makeTensorInfo([1], 'int32', new Int32Array(1));
  dispatch(backend, {
    key: 'spikeground.softLifForward',
    code,
    tensors: [x, named, values, slopes],
    writes: [2, 3],
    uniforms: [
      int(batch * neurons),
      int(neurons),
      float(neuron.tauRefS),
      float(neuron.tauRcS),
      float(neuron.gain),
      float(neuron.amp),
      float(neuron.gamma),
      int(streams === null ? NOISE_KIND.none : NOISE_KIND[noise.kind]),
      float(noise.sigmaHz),
      float(noise.tauS),
      int(key[0]),
      int(key[1]),
      int(layer),
    ],
    workgroups: grid(batch * neurons, THREADS),
  });
  if (streams === null) backend.disposeData(named.dataId);
  return [values, slopes];
}
