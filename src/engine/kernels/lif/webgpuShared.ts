/** What the WebGPU shaders of both directions of a LIF layer share. */
import type { LifCoefficients } from '#model/catalog.ts';
import type { Uniform } from '../webgpu/dispatch.ts';
import { RESET_KIND } from '../wasm/wasmKernels.ts';
import { firingThreshold } from './firingThreshold.ts';
import type { LifBackwardAttrs } from './index.ts';

/** Threads of a workgroup when neurons are on their own. */
export const THREADS = 64;
/** Threads of a workgroup that holds a sample: as many as every device offers. */
export const RECURRENT_THREADS = 256;

/** Uniform struct shared by both directions; the order is that of `uniformsOf`. */
export const PARAMS = `
struct Params {
  steps : i32, batch : i32, neurons : i32, staticInput : i32,
  decayMem : f32, gain : f32, decaySyn : f32, threshold : f32, resetSize : f32,
  resetKind : i32, refractory : i32, spiking : i32,
  surrogate : i32, slope : f32, resetFlows : i32,
  hasGradSpikes : i32, hasGradMembrane : i32, gainAfterSpike : f32,
}`;

/** Of step t of neuron `at`: its gain, the membrane after the reset, whether it is refractory. */
export const SHARED_FUNCTIONS = `
fn gainOfStep(t : i32, at : i32) -> f32 {
  let stride = p.batch * p.neurons;
  if (p.gainAfterSpike == p.gain || t == 0) { return p.gain; }
  return select(p.gain, p.gainAfterSpike, spikes[at + (t - 1) * stride] > 0.0);
}
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

/** The sample of a workgroup; all of its threads leave together when there is none. */
export const SAMPLE = `
  let sample = i32(group.x + group.y * groups.x);
  if (sample >= p.batch) { return; }
  let base = sample * p.neurons;`;

/** Entry point of a shader with a workgroup for each sample. */
export const RECURRENT_MAIN = `
@compute @workgroup_size(${RECURRENT_THREADS})
fn main(
  @builtin(workgroup_id) group : vec3<u32>,
  @builtin(num_workgroups) groups : vec3<u32>,
  @builtin(local_invocation_id) local : vec3<u32>,
)`;

export function uniformsOf(
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
    float(backward === undefined ? firingThreshold(c) : c.threshold),
    float(c.resetSize),
    int(RESET_KIND[c.resetKind]),
    int(c.refractorySteps),
    bool(c.spiking),
    int(surrogate?.code ?? 0),
    float(surrogate?.slope ?? 0),
    bool(surrogate?.resetFlows ?? false),
    bool(backward?.gradSpikes ?? false),
    bool(backward?.gradMembrane ?? false),
    float(c.inputGainAfterSpike ?? c.inputGain),
  ];
}
