/** What one sample does: spikes of all layers, and potentials by their closed form at any time. */
import type { MembraneTraces } from '#protocol/frame.ts';
import type { SampleProbe, SampleRequest } from '../../training/learner.ts';
import { activityOf } from '../shared/spikes.ts';
import type { TimesBlock } from './kernelLayer.ts';
import { earliest } from '../shared/timeLoss.ts';
import type { FirstSpikeNetwork } from './network.ts';
import { potentialTrace } from './potential.ts';

export interface ProbeOptions {
  readonly network: FirstSpikeNetwork;
  readonly request: SampleRequest;
  readonly label: number;
  readonly steps: number;
  readonly dtMs: number;
}

/** Of the sample in the first row of the input, whose forward pass has been computed. */
export function probeFirstRow(options: ProbeOptions): SampleProbe {
  const { network, request, label, steps, dtMs } = options;
  const { plan, kernel } = network;
  const outputs = kernel.outputOf(0);
  return {
    sample: {
      split: request.split,
      index: request.sampleIndex,
      label,
      prediction: earliest(outputs),
      steps,
      dtMs,
      scores: scoresOf(outputs, steps * dtMs, plan.loss.xi * plan.loss.tauSyn),
    },
    layers: plan.shown.map(({ id, from }) => {
      const { n, times } = firstRow(from < 0 ? kernel.input : kernel.layers[from]!.spikes);
      return activityOf(id, n, times, dtMs);
    }),
    traces: tracesOf(options),
  };
}

/** What is left of the presentation at each first spike, in units of the loss's time scale. */
function scoresOf(outputs: Float64Array, endMs: number, scaleMs: number): Float32Array {
  return Float32Array.from(outputs, (time) => (endMs - Math.min(time, endMs)) / scaleMs);
}

function firstRow({ block, n }: TimesBlock): { n: number; times: Float64Array } {
  return { n, times: block.values.slice(0, n) };
}

/** Null for a layer without neurons. */
function tracesOf({ network, request, steps, dtMs }: ProbeOptions): MembraneTraces | null {
  const { plan, kernel } = network;
  const index = plan.layers.findIndex(({ id }) => id === request.layerId);
  const planned = plan.layers[index];
  const layer = kernel.layers[index];
  if (planned === undefined || layer === undefined) return null;
  const { neuron, biasTimes, nOut } = planned.spec;
  const neurons = request.neurons.filter((j) => j < nOut);
  if (neurons.length === 0) return null;
  const { times } = firstRow(kernel.inputsOf(index));
  const inputs = Float64Array.from([...times, ...biasTimes]);
  const weights = layer.weightsInUse();
  const membrane = new Float32Array(neurons.length * steps);
  const current = new Float32Array(neurons.length * steps);
  neurons.forEach((j, row) => {
    const part = (values: Float32Array): Float32Array =>
      values.subarray(row * steps, (row + 1) * steps);
    const weightOf = (i: number): number => weights[i * layer.stride + j]!;
    potentialTrace(inputs, weightOf, neuron, dtMs, part(membrane), part(current));
  });
  return {
    layerId: planned.id,
    neurons,
    threshold: planned.threshold,
    spiking: true,
    resetsToZero: false,
    refractorySteps: 0,
    membrane,
    current,
  };
}
