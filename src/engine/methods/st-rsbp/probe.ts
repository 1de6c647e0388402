/** What one sample does in the network: spikes of all layers, membranes of some neurons, counts. */
import type { LayerActivity, MembraneTraces } from '#protocol/frame.ts';
import type { LearnerContext, SampleProbe, SampleRequest } from '../../training/learner.ts';
import type { Inputs } from './inputs.ts';
import { runLayer } from './kernelForward.ts';
import type { Kernel, Trains } from './kernelPlan.ts';
import { cell, TILE } from './kernelPlan.ts';
import type { DocumentPlan } from './plan.ts';
import { predicted } from './reference/countLoss.ts';

interface Probed {
  readonly plan: DocumentPlan;
  readonly kernel: Kernel;
}

export function probeSample(
  request: SampleRequest,
  { experiment }: LearnerContext,
  { plan, kernel }: Probed,
  inputs: Inputs,
): SampleProbe {
  const { steps, dtMs } = experiment.simulation;
  const { split, sampleIndex: index, layerId, neurons } = request;
  const label = inputs.putSample(request);
  let traces: MembraneTraces | null = null;
  const { input, layers } = kernel.memory;
  const activities = plan.inputIds.map((id) => activityOf(id, kernel.plan.inputs, input, steps));
  layers.forEach((layer, at) => {
    const { id } = plan.layers[at]!;
    if (id === layerId) traces = runTraced({ plan, kernel }, at, neurons);
    else runLayer(kernel, at, 0, 0);
    activities.push(activityOf(id, layer.plan.units, layer.trains, steps));
  });
  const counts = [...(layers.at(-1)?.trains.counts.values ?? [])];
  const sample = {
    ...{ split, index, label, steps, dtMs },
    prediction: predicted(counts),
    scores: Float32Array.from(counts),
  };
  return { sample, layers: activities, traces };
}

export function activityOf(
  id: string,
  size: number,
  { starts, neurons }: Trains,
  steps: number,
): LayerActivity {
  const ends = starts.values;
  const count = ends[steps]!;
  const times = new Float32Array(count);
  for (let t = 0; t < steps; t++) times.fill(t, ends[t]!, ends[t + 1]!);
  return {
    id,
    size,
    neurons: Uint32Array.from(neurons.values.subarray(0, count)),
    times,
    values: new Float32Array(0),
  };
}

/** Runs a layer and keeps membranes and currents e/τ_s of some of its neurons. */
function runTraced(
  { plan, kernel }: Probed,
  index: number,
  wanted: readonly number[],
): MembraneTraces | null {
  const { module } = kernel;
  const { steps } = kernel.plan;
  const layer = kernel.memory.layers[index]!;
  const { threshold, tauSyn, refractorySteps } = layer.plan.neuron;
  const mark = module.mark();
  const membranes = module.alloc64(steps * layer.tiles * TILE);
  const synapses = module.alloc64(steps * layer.tiles * TILE);
  runLayer(kernel, index, membranes.at, synapses.at);
  const neurons = wanted.filter((neuron) => neuron < layer.plan.units);
  const rows = (values: Float64Array, scale: number): Float32Array =>
    Float32Array.from(
      { length: neurons.length * steps },
      (_, at) => values[cell(steps, at % steps, neurons[Math.floor(at / steps)]!)]! * scale,
    );
  const membrane = rows(membranes.values, 1);
  const current = rows(synapses.values, 1 / tauSyn);
  module.release(mark);
  if (neurons.length === 0) return null;
  return {
    layerId: plan.layers[index]!.id,
    neurons,
    threshold,
    spiking: true,
    resetsToZero: true,
    refractorySteps,
    membrane,
    current,
  };
}
