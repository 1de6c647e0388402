/** A document's parameters in the module's memory: where they start, and as parts of a checkpoint. */
import type { ParameterSpec } from '../../network/parameters.ts';
import type { StateArray } from '../../training/learner.ts';
import type { Block } from '../float64Module.ts';
import { initialWeights } from '../shared/weights.ts';
import type { Kernel, LayerMemory, Trained } from './kernelPlan.ts';
import { cell } from './kernelPlan.ts';
import type { DocumentPlan } from './plan.ts';
import { eachSynapse } from './synapses.ts';

/** Draws all weights and sets the fixed inhibition of the outputs. */
export function initialise(kernel: Kernel, plan: DocumentPlan, seed: number): void {
  kernel.memory.layers.forEach((layer, index) => {
    const { weights, recurrent } = plan.layers[index]!;
    writeRows(layer, layer.weights.values, initialWeights(weights, seed));
    if (recurrent !== null)
      writeSynapses(layer, layer.synapses?.weights.values, initialWeights(recurrent, seed));
  });
  inhibit(kernel, plan);
}

/** Weights by which outputs inhibit each other. */
export function inhibit(kernel: Kernel, plan: DocumentPlan): void {
  const output = kernel.memory.layers.at(-1);
  output?.synapses?.weights.values.values.fill(-plan.inhibition);
}

/** All weights and moments, by the names and in the order that all rules use. */
export function parameterState(kernel: Kernel, plan: DocumentPlan): StateArray[] {
  return kernel.memory.layers.flatMap((layer, index) => {
    const { weights, recurrent } = plan.layers[index]!;
    const ofRows = blocksOf(weights, layer.weights).map(([id, block]) => ({
      id,
      length: layer.fanIn * layer.plan.units,
      read: () => Promise.resolve(readRows(layer, block)),
      write: (values: ArrayLike<number>) => writeRows(layer, block, values),
    }));
    const own = layer.synapses;
    if (recurrent === null || own === null) return ofRows;
    const ofSynapses = blocksOf(recurrent, own.weights).map(([id, block]) => ({
      id,
      length: layer.plan.units ** 2,
      read: () => Promise.resolve(readSynapses(layer, block)),
      write: (values: ArrayLike<number>) => writeSynapses(layer, block, values),
    }));
    return [...ofRows, ...ofSynapses];
  });
}

function blocksOf(
  { id }: ParameterSpec,
  { values, first, second }: Trained,
): [id: string, block: Block<Float64Array>][] {
  return [
    [`w:${id}`, values],
    [`m:${id}`, first],
    [`v:${id}`, second],
  ];
}

/** `[fanIn, units]`, without the padding of rows. */
export function readRows(layer: LayerMemory, block: Block<Float64Array>): Float64Array {
  const { fanIn, plan } = layer;
  const from = block.values;
  const out = new Float64Array(fanIn * plan.units);
  for (let j = 0; j < fanIn; j++)
    for (let i = 0; i < plan.units; i++) out[j * plan.units + i] = from[cell(fanIn, j, i)]!;
  return out;
}

function writeRows(
  layer: LayerMemory,
  block: Block<Float64Array>,
  values: ArrayLike<number>,
): void {
  const { fanIn, plan } = layer;
  const to = block.values;
  for (let j = 0; j < fanIn; j++)
    for (let i = 0; i < plan.units; i++) to[cell(fanIn, j, i)] = values[j * plan.units + i]!;
}

/** `[units, units]` by pre, then post; zero where there is no synapse. */
function readSynapses(layer: LayerMemory, block: Block<Float64Array>): Float64Array {
  const { units, synapses } = layer.plan;
  const from = block.values;
  const out = new Float64Array(units * units);
  if (synapses !== null)
    eachSynapse(synapses, (k, pre, post) => (out[pre * units + post] = from[k]!));
  return out;
}

function writeSynapses(
  layer: LayerMemory,
  block: Block<Float64Array> | undefined,
  values: ArrayLike<number>,
): void {
  const { units, synapses } = layer.plan;
  if (synapses === null || block === undefined) return;
  const to = block.values;
  eachSynapse(synapses, (k, pre, post) => (to[k] = values[pre * units + post]!));
}
