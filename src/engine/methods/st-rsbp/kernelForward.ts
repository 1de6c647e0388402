/** One sample forward through the kernels: input spikes, then layer by layer. */
import { PURPOSE } from '#model/random/stream.ts';
import type { Kernel, Trains } from './kernelPlan.ts';
import { inputTrains, ROW_BYTES, sentTrains } from './kernelPlan.ts';
import type { SpikeTrain } from './reference/neuron.ts';

/** Rate-coded inputs: those of src/catalog/encoders/poisson.ts. */
export interface RateInput {
  /** Probability of a spike in a step, float32. */
  readonly rates: Float32Array;
  readonly seed: number;
  readonly epoch: number;
  readonly streamId: number;
}

const TWO_32 = 4294967296;
const GROUP = 16;

export function drawInputs(kernel: Kernel, { rates, seed, epoch, streamId }: RateInput): void {
  const { module, plan, memory } = kernel;
  const { bounds, allowed, groups, scratch } = memory.encoding;
  const boundOf = bounds.values;
  const isAllowed = allowed.values;
  const used = groups.values;
  let nGroups = 0;
  for (let j = 0; j < plan.inputs; j++) {
    const rate = rates[j]!;
    isAllowed[j] = rate > 0 ? -1 : 0;
    // r < 2³²·rate, for integers: r ≤ ⌈2³²·rate⌉ − 1.
    boundOf[j] = rate > 0 ? (Math.min(TWO_32, Math.ceil(TWO_32 * rate)) - 1) | 0 : 0;
    const group = Math.floor(j / GROUP);
    if (rate > 0 && (nGroups === 0 || used[nGroups - 1] !== group)) used[nGroups++] = group;
  }
  const { starts, neurons } = memory.input;
  module.exports.drawSpikes(
    bounds.at,
    allowed.at,
    groups.at,
    nGroups,
    plan.steps,
    seed | 0,
    epoch | 0,
    streamId | 0,
    PURPOSE.encoding,
    scratch.at,
    starts.at,
    neurons.at,
  );
  sortByNeuron(kernel, memory.input, plan.inputs);
}

/** Input spikes from trains; spikes outside 0..T−1 are left out. */
export function setInputs(kernel: Kernel, trains: readonly SpikeTrain[]): void {
  const { steps, inputs } = kernel.plan;
  const dense = new Float32Array(steps * inputs);
  trains.forEach((train, j) => {
    for (const t of train) if (t >= 0 && t < steps) dense[t * inputs + j] = 1;
  });
  setInputSteps(kernel, dense);
}

/** Input spikes from `[T, inputs]`, 0 for none. */
export function setInputSteps(kernel: Kernel, dense: Float32Array): void {
  setSteps(kernel, kernel.memory.input, kernel.plan.inputs, dense);
}

/** Spikes of n neurons from `[T, n]`, 0 for none. */
function setSteps(kernel: Kernel, trains: Trains, n: number, dense: Float32Array): void {
  const starts = trains.starts.values;
  const neurons = trains.neurons.values;
  let count = 0;
  for (let t = 0; t < kernel.plan.steps; t++) {
    for (let j = 0; j < n; j++) if (dense[t * n + j] !== 0) neurons[count++] = j;
    starts[t + 1] = count;
  }
  sortByNeuron(kernel, trains, n);
}

/** Writes what reaches a layer, where its spikes do not arrive as they are sent. */
function transmit(kernel: Kernel, index: number): void {
  const { plan, memory, transmission } = kernel;
  const to = memory.arrived[index];
  if (transmission === null || to === undefined) return;
  const n = memory.layers[index]!.fanIn;
  const sent = sentTrains(memory, index);
  const arrival = transmission(index - 1);
  const starts = sent.ownStarts.values;
  const times = sent.times.values;
  const dense = new Float32Array(plan.steps * n);
  for (let j = 0; j < n; j++) {
    for (let k = starts[j]!; k < starts[j + 1]!; k++) {
      const step = arrival === null ? times[k]! : arrival(times[k]!);
      if (step < plan.steps) dense[step * n + j] = 1;
    }
  }
  setSteps(kernel, to, n, dense);
}

/** Runs every layer. */
export function forward(kernel: Kernel): void {
  for (let index = 0; index < kernel.plan.layers.length; index++) runLayer(kernel, index, 0, 0);
}

/**
 * Runs one layer on the spikes of the one before.
 *
 * @param membranes address of [tile][T][16] float64, 0 for none  @param synapses likewise
 */
export function runLayer(kernel: Kernel, index: number, membranes: number, synapses: number): void {
  const { module, plan, memory } = kernel;
  const layer = memory.layers[index]!;
  transmit(kernel, index);
  const pre = inputTrains(kernel, index);
  const { neuron, units } = layer.plan;
  const own = layer.synapses;
  for (let tile = 0; tile < layer.tiles; tile++) {
    const weights = layer.weights.values.at + tile * layer.fanIn * ROW_BYTES;
    module.exports.touch(weights, layer.fanIn * ROW_BYTES);
    // What fires at t − 1 drives step t.
    const drive = memory.wide.at + (tile * plan.steps + 1) * ROW_BYTES;
    module.exports.gatherTile(weights, pre.starts.at, pre.neurons.at, plan.steps - 1, drive);
  }
  module.exports.runLayer(
    memory.wide.at,
    plan.steps,
    layer.tiles,
    layer.state.at,
    neuron.tauMem,
    neuron.tauSyn,
    neuron.refractorySteps,
    neuron.threshold,
    own?.starts.at ?? 0,
    own?.targets.at ?? 0,
    own?.weights.values.at ?? 0,
    layer.fires.at,
    layer.trains.starts.at,
    layer.trains.neurons.at,
    membranes,
    synapses,
  );
  sortByNeuron(kernel, layer.trains, units);
}

/** Spike times by neuron, as the kernels hold them. */
export function trainsOf({ ownStarts, times }: Trains, n: number): number[][] {
  const starts = ownStarts.values;
  const all = times.values;
  return Array.from({ length: n }, (_, i) => [...all.subarray(starts[i]!, starts[i + 1]!)]);
}

function sortByNeuron({ module, plan }: Kernel, trains: Trains, n: number): void {
  module.exports.byNeuron(
    trains.starts.at,
    trains.neurons.at,
    plan.steps,
    n,
    trains.counts.at,
    trains.ownStarts.at,
    trains.times.at,
  );
}
