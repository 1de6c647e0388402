/** Spikes of all layers for the sample that the kernel has just run, and membranes by the closed form. */
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { numberParam } from '#model/params.ts';
import type { LayerActivity, MembraneTraces } from '#protocol/frame.ts';
import { type KernelLayer, neuronOfPadded } from './kernel.ts';
import type { BatsNetwork } from './network.ts';
import type { LayerOutput } from './plan.ts';

/** @param stepUnits length of a step in the kernel's unit of time: times in frames are in steps */
export function activityOf(
  { kernel }: BatsNetwork,
  { id, size, from, targets }: LayerOutput,
  stepUnits: number,
): LayerActivity {
  const layer = from < 0 ? null : kernel.layers[from]!;
  const { neurons, times, count } = layer?.spikes ?? kernel.inputs;
  const events: [neuron: number, time: number][] = [];
  for (let s = 0; s < count; s++) {
    const own = neurons.values[s]!;
    const target = targets[layer ? neuronOfPadded(layer, own) : own] ?? -1;
    if (target >= 0) events.push([target, times.values[s]! / stepUnits]);
  }
  events.sort(([, left], [, right]) => left - right);
  return {
    id,
    size,
    neurons: Uint32Array.from(events, ([neuron]) => neuron),
    times: Float32Array.from(events, ([, time]) => time),
    values: new Float32Array(0),
  };
}

interface Incoming {
  readonly time: number;
  readonly weight: number;
}

/**
 * Membrane and current of some neurons at the beginning of every step, from all spikes before it:
 *
 *   u/τ = b − a,  I = a;  a and b jump by w, b falls by Δ/τ at a spike, and both decay (§2)
 */
export function readTraces(
  network: BatsNetwork,
  analysis: NetworkAnalysis,
  layerId: string,
  wanted: readonly number[],
  steps: number,
  stepUnits: number,
): MembraneTraces | null {
  const index = network.plan.layers.findIndex(({ layer }) => layer.id === layerId);
  const layer = network.kernel.layers[index];
  const plan = analysis.plan.find((own) => own.layer.id === layerId);
  if (layer === undefined || plan === undefined) return null;
  const neurons = wanted.filter((neuron) => neuron < layer.groups * layer.columns);
  if (neurons.length === 0) return null;
  const { tauSyn, reset } = layer.spec.constants;
  const tau = 2 * tauSyn;
  const membrane = new Float32Array(neurons.length * steps);
  const current = new Float32Array(neurons.length * steps);
  neurons.forEach((neuron, row) => {
    const incoming = incomingOf(network, layer, neuron);
    const own = ownSpikes(layer, neuron);
    let [a, b, last, at, k] = [0, 0, 0, 0, 0];
    const advance = (time: number): void => {
      const y = Math.exp(-(time - last) / tau);
      a *= y * y;
      b *= y;
      last = time;
    };
    for (let t = 0; t < steps; t++) {
      const now = t * stepUnits;
      for (;;) {
        const input = incoming[at]?.time ?? Infinity;
        const spike = own[k] ?? Infinity;
        if (Math.min(input, spike) >= now) break;
        advance(Math.min(input, spike));
        if (spike <= input) {
          b -= reset / tau;
          k++;
        } else {
          a += incoming[at]!.weight;
          b += incoming[at]!.weight;
          at++;
        }
      }
      advance(now);
      // As the document measures potentials: in units of a weight.
      membrane[row * steps + t] = 2 * (b - a);
      current[row * steps + t] = a;
    }
  });
  return {
    layerId,
    neurons,
    threshold: numberParam(plan.layer.neuron?.params ?? {}, 'threshold'),
    spiking: true,
    resetsToZero: false,
    refractorySteps: 0,
    membrane,
    current,
  };
}

function ownSpikes(layer: KernelLayer, neuron: number): number[] {
  const { neurons, times, count } = layer.spikes;
  const own: number[] = [];
  for (let s = 0; s < count; s++)
    if (neuronOfPadded(layer, neurons.values[s]!) === neuron) own.push(times.values[s]!);
  return own;
}

/** Spikes that reach a neuron, in order of time. */
function incomingOf(
  { kernel, arrivedOf }: BatsNetwork,
  layer: KernelLayer,
  neuron: number,
): Incoming[] {
  const { shape, sources, biasTime } = layer.spec;
  const weights = layer.weights.values;
  const column = neuron % layer.columns;
  const weightAt = (row: number): number => weights[row * layer.width + column]!;
  const rowOf = rowsInto(shape, Math.floor(neuron / layer.columns));
  const incoming: Incoming[] = [];
  for (const { from, targets } of sources) {
    const before = from < 0 ? null : kernel.layers[from]!;
    const { neurons, times: sent, count } = before?.spikes ?? kernel.inputs;
    const times = arrivedOf(from) ?? sent.values;
    for (let s = 0; s < count; s++) {
      const own = neurons.values[s]!;
      const input = targets[before ? neuronOfPadded(before, own) : own] ?? -1;
      const row = input < 0 ? -1 : rowOf(input);
      if (row >= 0) incoming.push({ time: times[s]!, weight: weightAt(row) });
    }
  }
  if (biasTime !== null) incoming.push({ time: biasTime, weight: weightAt(layer.rows - 1) });
  return incoming.sort((left, right) => left.time - right.time);
}

/** The row of weights by which an input reaches the neurons at a position; −1 when it does not. */
export function rowsInto(
  shape: KernelLayer['spec']['shape'],
  position: number,
): (input: number) => number {
  if (shape.kind === 'dense') return (input) => input;
  const { y, channels, filterX, filterY, outY, stride, padX, padY } = shape;
  const left = Math.floor(position / outY) * stride - padX;
  const top = (position % outY) * stride - padY;
  return (input) => {
    const place = Math.floor(input / channels);
    const i = Math.floor(place / y) - left;
    const j = (place % y) - top;
    if (i < 0 || i >= filterX || j < 0 || j >= filterY) return -1;
    return (i * filterY + j) * channels + (input % channels);
  };
}
