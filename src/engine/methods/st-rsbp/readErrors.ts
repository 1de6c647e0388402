/** What the kernel's backward pass leaves of one sample, in plain arrays [pre, post]. */
import type { GradientVisitor } from './kernelBackward.ts';
import { backward } from './kernelBackward.ts';
import type { Kernel, LayerMemory } from './kernelPlan.ts';
import { inputTrains, TILE } from './kernelPlan.ts';
import { readRows } from './parameters.ts';
import { perSpike } from './reference/spikeTrainPsp.ts';

export interface CountErrors {
  readonly units: number;
  readonly fanIn: number;
  readonly threshold: number;
  /** δ_i = ∂L/∂o_i, by one more spike. */
  readonly delta: Float64Array;
  /** λ_i: what a change of the potential of i costs, all ways through its own layer together. */
  readonly lambda: Float64Array;
  /** The part of the gradient ∂L/∂w_ij = f_i e_ij that belongs to neuron i. */
  readonly factor: Float64Array;
  /** S_i, or D_i in a recurrent layer: what the count of i takes back of a change of its potential. */
  readonly denominator: Float64Array;
  /** Spike-train potentials e_ij, `[fanIn, units]`. */
  readonly e: Float64Array;
  readonly weights: Float64Array;
  readonly counts: Int32Array;
  readonly preCounts: Int32Array;
  /** Synapses p → i of a layer that learns them: rows of Ωᵀ beside its diagonal. */
  readonly loops: {
    readonly starts: Int32Array;
    readonly targets: Int32Array;
    readonly coupling: Float64Array;
    readonly e: Float64Array;
  } | null;
}

export interface SampleErrors {
  /** Σ d² before any factor. */
  readonly cost: number;
  readonly layers: readonly CountErrors[];
  /** ∂L/∂o of the inputs. */
  readonly inputs: Float64Array;
}

/** Takes the sample last run back; the kernel's weights and gradients stay as they are. */
export function readErrors(kernel: Kernel, label: number, sampleWeight: number): SampleErrors {
  const { layers } = kernel.memory;
  const found = new Map<LayerMemory, Omit<CountErrors, 'delta' | 'weights'>>();
  const visitor: GradientVisitor = {
    begin: (layer) => found.set(layer, emptyErrors(kernel, layer)),
    tile: (layer, tile, isSilent) => {
      if (!isSilent) copyTile(kernel, layer, tile, found.get(layer)!.e);
    },
    synapses: () => undefined,
  };
  const loss = backward(kernel, label, sampleWeight, visitor);
  const errors = layers.map((layer, index): CountErrors => {
    const next = layers[index + 1];
    return {
      ...found.get(layer)!,
      delta: Float64Array.from(next === undefined ? loss.slope : next.below.values),
      weights: readRows(layer, layer.weights.values),
    };
  });
  const [first] = errors;
  const inputs = new Float64Array(first?.fanIn ?? 0);
  if (first !== undefined) {
    for (let pre = 0; pre < first.fanIn; pre++) {
      for (let post = 0; post < first.units; post++) {
        inputs[pre]! += first.lambda[post]! * effectOf(first, pre, post);
      }
    }
  }
  return { cost: loss.cost, layers: errors, inputs };
}

/** How one more spike of `pre` moves the potential of `post`: w e/o. */
export function effectOf(errors: CountErrors, pre: number, post: number): number {
  const { weights, e, units, preCounts, counts } = errors;
  const at = pre * units + post;
  return weights[at]! * perSpike(e[at]!, preCounts[pre]!, counts[post]!);
}

function emptyErrors(kernel: Kernel, layer: LayerMemory): Omit<CountErrors, 'delta' | 'weights'> {
  const { plan, fanIn } = layer;
  const { units, neuron } = plan;
  const index = kernel.memory.layers.indexOf(layer);
  const before = inputTrains(kernel, index);
  const counts = layer.trains.counts.values.slice(0, units);
  const through = layer.through.values;
  const silent = layer.silent.values;
  const effect = layer.effect.values;
  const factor = layer.factor.values.slice(0, units);
  const isZero = factor.every((value) => value === 0);
  const own = layer.plan.trainsSynapses ? layer.synapses : null;
  return {
    ...{ units, fanIn, factor, counts, threshold: neuron.threshold },
    lambda: Float64Array.from({ length: units }, (_, i) => (isZero ? 0 : through[i]! + silent[i]!)),
    denominator: Float64Array.from({ length: units }, (_, i) => {
      if (plan.trainsSynapses) return effect[i]!;
      return counts[i]! > 0 ? 1 - effect[i]! / neuron.threshold : 1;
    }),
    e: new Float64Array(fanIn * units),
    preCounts: before.counts.values.slice(0, fanIn),
    loops: own && {
      starts: own.starts.values.slice(),
      targets: own.targets.values.slice(),
      coupling: own.coupling.values.slice(),
      e: own.e.values.slice(),
    },
  };
}

function copyTile(
  { memory }: Kernel,
  { fanIn, plan: { units } }: LayerMemory,
  tile: number,
  to: Float64Array,
): void {
  const from = memory.e.values;
  const width = Math.min(TILE, units - tile * TILE);
  for (let j = 0; j < fanIn; j++) {
    for (let c = 0; c < width; c++) to[j * units + tile * TILE + c] = from[j * TILE + c]!;
  }
}
