/** Spiking LIF neurons behind a filter on WebGPU: a thread per neuron goes through all of time. */
import type * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Uniform } from '../webgpu/dispatch.ts';
import { dispatch } from '../webgpu/dispatch.ts';
import { grid } from '../webgpu/grid.ts';
import type { SpikingAttrs } from './index.ts';

const THREADS = 64;

const code = (): string => `
struct Params {
  steps : i32, size : i32, still : i32, biasSize : i32, spiking : i32,
  tauRef : f32, tauRc : f32, gain : f32, scale : f32, dt : f32,
  a1 : f32, a2 : f32, b0 : f32, b1 : f32,
}
@group(0) @binding(0) var<storage, read> x : array<f32>;
@group(0) @binding(1) var<storage, read> bias : array<f32>;
@group(0) @binding(2) var<storage, read_write> state : array<f32>;
@group(0) @binding(3) var<storage, read_write> spikes : array<f32>;
@group(0) @binding(4) var<storage, read_write> membranes : array<f32>;
@group(0) @binding(5) var<uniform> p : Params;
fn decay(x : f32) -> f32 {
  if (x > 0.1) { return 1.0 - exp(-x); }
  return x * (1.0 - x * (0.5 - x * (1.0 / 6.0 - x * (1.0 / 24.0 - x / 120.0))));
}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let at = i32(id.x + id.y * groups.x * ${THREADS}u);
  if (at >= p.size) { return; }
  var v = state[at];
  var rest = state[at + p.size];
  var y1 = state[at + 2 * p.size];
  var y2 = state[at + 3 * p.size];
  var x1 = state[at + 4 * p.size];
  let added = bias[at % p.biasSize];
  for (var t = 0; t < p.steps; t++) {
    let cell = at + t * p.size;
    var drive = x[select(cell, at, p.still == 1)];
    if (p.still == 0) {
      let y = p.a1 * y1 + p.a2 * y2 + p.b0 * drive + p.b1 * x1;
      y2 = y1;
      y1 = y;
      x1 = drive;
      drive = y;
    }
    drive = p.scale * drive + added;
    if (p.spiking == 0) {
      membranes[cell] = drive;
      continue;
    }
    let above = p.gain * drive;
    rest -= p.dt;
    let duration = clamp(p.dt - rest, 0.0, p.dt);
    v += (above + 1.0 - v) * decay(duration / p.tauRc);
    membranes[cell] = v;
    let fires = v > 1.0;
    spikes[cell] = select(0.0, 1.0, fires);
    if (fires) {
      rest = p.tauRef + p.dt + p.tauRc * log(1.0 - (v - 1.0) / above);
      v = 0.0;
    }
    v = max(v, 0.0);
  }
  state[at] = v;
  state[at + p.size] = rest;
  state[at + 2 * p.size] = y1;
  state[at + 3 * p.size] = y2;
  state[at + 4 * p.size] = x1;
}`;

export function softLifSpikingWebgpu(
  inputs: { x: tf.TensorInfo; bias: tf.TensorInfo | null; state: tf.TensorInfo },
  { neuron, filter, scale, dtS, steps, membranes }: SpikingAttrs,
  backend: WebGPUBackend,
): tf.TensorInfo[] {
  const { x, state } = inputs;
  const [time = 0, batch = 0, neurons = 0] = x.shape;
  const size = batch * neurons;
  const shape = [steps, batch, neurons];
  const make = (wanted: number[]): tf.TensorInfo => backend.makeTensorInfo(wanted, 'float32');
  // A binding cannot be left out; a readout's spikes are one number that nobody reads.
  const spikes = make(neuron === null ? [1] : shape);
  const traces = make(shape);
  const bias = inputs.bias ?? backend.makeTensorInfo([1], 'float32', new Float32Array(1));
  const int = (value: number): Uniform => ({ type: 'int32', value });
  const float = (value: number): Uniform => ({ type: 'float32', value });
  dispatch(backend, {
    key: 'spikeground.softLifSpiking',
    code,
    tensors: [x, bias, state, spikes, traces],
    writes: [2, 3, 4],
    uniforms: [
      int(steps),
      int(size),
      int(time === 1 ? 1 : 0),
      int(inputs.bias?.shape[0] ?? 1),
      int(neuron === null ? 0 : 1),
      float(neuron?.tauRefS ?? 0),
      float(neuron?.tauRcS ?? 1),
      float(neuron?.gain ?? 1),
      float(scale),
      float(dtS),
      float(filter.a1),
      float(filter.a2),
      float(filter.b0),
      float(filter.b1),
    ],
    workgroups: grid(size, THREADS),
  });
  if (inputs.bias === null) backend.disposeData(bias.dataId);
  if (neuron !== null && membranes) return [spikes, traces];
  const unwanted = neuron === null ? spikes : traces;
  backend.disposeData(unwanted.dataId);
  return [neuron === null ? traces : spikes];
}
