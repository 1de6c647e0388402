/** A document's network in the kernel's memory: weights, moments, and their places in a checkpoint. */
import type { UpdateAttrs } from '../../kernels/optimiser/index.ts';
import type { StateArray } from '../../training/learner.ts';
import type { Block } from '../float64Module.ts';
import type { Substrate } from '../shared/substrate.ts';
import { createSubstrate } from '../shared/substrate.ts';
import { initialWeights } from '../shared/weights.ts';
import {
  type BatsModule,
  createKernelNetwork,
  type KernelLayer,
  type KernelNetwork,
  type Transmission,
} from './kernel.ts';
import type { BatsPlan, ParameterRows } from './plan.ts';

interface Moments {
  readonly first: Block<Float64Array> | null;
  readonly second: Block<Float64Array> | null;
}

export interface BatsNetwork {
  readonly plan: BatsPlan;
  readonly kernel: KernelNetwork;
  readonly moments: readonly Moments[];
  readonly state: readonly StateArray[];
  readonly substrate: Substrate;
  /** When the spikes of a kernel layer (−1: the inputs) arrive; null where they do as they are sent. */
  readonly arrivedOf: Transmission;
  /** Says which sample of the batch is run next. */
  present(sample: number): void;
  /** All of one parameter, without padding. */
  values(parameter: ParameterRows): Float64Array;
  /** Takes a step along the gradients summed over a batch, and clears them. */
  update(batchSize: number, attrs: UpdateAttrs, clipNorm: number): void;
}

/** Places a network behind whatever the module holds; weights are those of the seed. */
export function createBatsNetwork(
  module: BatsModule,
  plan: BatsPlan,
  kind: UpdateAttrs['kind'],
  seed: number,
): BatsNetwork {
  let sample = 0;
  const inputId = plan.outputs.find(({ from }) => from < 0)?.id ?? '';
  const arrivedOf: Transmission = (layer) => {
    const id = plan.layers[layer]?.layer.id ?? inputId;
    const arrival = substrate.arrivals(id, sample);
    if (arrival === null) return null;
    const { times, count } = layer < 0 ? kernel.inputs : kernel.layers[layer]!.spikes;
    const { unitMs } = plan;
    return times.values.slice(0, count).map((time) => arrival(time * unitMs) / unitMs);
  };
  const kernel = createKernelNetwork(module, plan.specs, plan.nInputs, false, arrivedOf);
  const substrate = createSubstrate(
    kernel.layers.map(({ weights: values, gradient, width, columns }, l) => ({
      id: plan.layers[l]!.layer.id,
      neurons: columns,
      blocks: [{ values, gradient, neuronOf: (place) => place % width }],
    })),
  );
  const moments = kernel.layers.map(({ weights }): Moments => ({
    first: kind === 'sgd' ? null : module.alloc64(weights.length),
    second: kind === 'adam' ? module.alloc64(weights.length) : null,
  }));
  for (const parameter of plan.parameters) {
    const layer = kernel.layers[parameter.kernelLayer]!;
    writeRows(layer, layer.weights, parameter, initialWeights(parameter, seed));
  }
  const values = (parameter: ParameterRows): Float64Array => {
    const layer = kernel.layers[parameter.kernelLayer]!;
    return readRows(layer, layer.weights, parameter);
  };
  return {
    plan,
    kernel,
    moments,
    values,
    substrate,
    arrivedOf,
    present: (next) => {
      sample = next;
    },
    state: plan.parameters.flatMap((parameter) => {
      const layer = kernel.layers[parameter.kernelLayer]!;
      const { first, second } = moments[parameter.kernelLayer]!;
      const named: [string, Block<Float64Array> | null][] = [
        [`w:${parameter.id}`, layer.weights],
        [`m:${parameter.id}`, first],
        [`v:${parameter.id}`, second],
      ];
      return named.flatMap(([id, block]) =>
        block === null ? [] : [rowsState(id, layer, block, parameter)],
      );
    }),
    update: (batchSize, attrs, clipNorm) => {
      substrate.takeBack();
      substrate.correctGradients();
      update(kernel, moments, batchSize, attrs, clipNorm);
    },
  };
}

function update(
  { module, layers }: KernelNetwork,
  moments: readonly Moments[],
  batchSize: number,
  attrs: UpdateAttrs,
  clipNorm: number,
): void {
  const { exports } = module;
  // Gradients lie there as sums over the batch, and over τ.
  const meanOf = (layer: KernelLayer): number => (2 * layer.spec.constants.tauSyn) / batchSize;
  let factor = 1;
  if (clipNorm > 0) {
    let squares = 0;
    for (const layer of layers)
      squares += meanOf(layer) ** 2 * exports.sumOfSquares(layer.gradient.at, layer.weights.length);
    factor = Math.min(1, clipNorm / Math.sqrt(squares));
  }
  const { learningRate: rate, weightDecay } = attrs;
  layers.forEach((layer, l) => {
    const { at, length } = layer.weights;
    const gradient = layer.gradient.at;
    const first = moments[l]?.first?.at ?? 0;
    const second = moments[l]?.second?.at ?? 0;
    const scale = factor * meanOf(layer);
    switch (attrs.kind) {
      case 'sgd':
        exports.sgd(at, gradient, length, scale, rate, weightDecay);
        break;
      case 'momentum':
        exports.momentum(at, gradient, first, length, scale, rate, attrs.momentum, weightDecay);
        break;
      case 'adam': {
        const { beta1, beta2, epsilon, update: count } = attrs;
        const [c1, c2] = [1 / (1 - beta1 ** count), 1 / (1 - beta2 ** count)];
        const shrink = rate * weightDecay;
        exports.adam(
          ...([at, gradient, first, second, length] as const),
          ...([scale, rate, beta1, beta2, epsilon, c1, c2, shrink] as const),
        );
        break;
      }
      default:
        attrs.kind satisfies never;
    }
  });
}

function rowsState(
  id: string,
  layer: KernelLayer,
  block: Block<Float64Array>,
  parameter: ParameterRows,
): StateArray {
  return {
    id,
    length: parameter.rows * layer.columns,
    read: () => Promise.resolve(readRows(layer, block, parameter)),
    write: (values) => writeRows(layer, block, parameter, values),
  };
}

function readRows(
  { columns, width }: KernelLayer,
  block: Block<Float64Array>,
  { firstRow, rows }: ParameterRows,
): Float64Array {
  const padded = block.values;
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const from = (firstRow + row) * width;
    values.set(padded.subarray(from, from + columns), row * columns);
  }
  return values;
}

function writeRows(
  { columns, width }: KernelLayer,
  block: Block<Float64Array>,
  { firstRow, rows }: ParameterRows,
  values: Float32Array | Float64Array,
): void {
  const padded = block.values;
  for (let row = 0; row < rows; row++) {
    padded.set(values.subarray(row * columns, (row + 1) * columns), (firstRow + row) * width);
  }
}
