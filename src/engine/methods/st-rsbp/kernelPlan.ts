/** What the kernels are told of a network, and the memory they work in. */
import type { Block, Float64Module } from '../float64Module.ts';
import type { StRsbpExports } from './kernelExports.ts';
import type { CountTargets } from './reference/countLoss.ts';
import { forcedTrain } from './reference/countLoss.ts';
import type { EffectPolynomials } from './reference/effectPolynomials.ts';
import { effectSlope } from './reference/effectPolynomials.ts';
import type { NeuronConstants } from './reference/neuron.ts';

export type StRsbpModule = Float64Module<StRsbpExports>;
type Numbers = Block<Float64Array>;
type Integers = Block<Int32Array>;

/** Synapses of a layer onto itself, by presynaptic neuron: p → targets[starts[p] … starts[p + 1] − 1]. */
export interface SynapseLists {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

export interface LayerPlan {
  readonly units: number;
  readonly neuron: NeuronConstants;
  /** For these constants and this number of steps. */
  readonly polynomials: EffectPolynomials;
  readonly synapses: SynapseLists | null;
  /** Whether those synapses learn; fixed ones only act forward. */
  readonly trainsSynapses: boolean;
}

export interface NetworkPlan {
  readonly inputs: number;
  readonly steps: number;
  readonly layers: readonly LayerPlan[];
  readonly targets: CountTargets;
  /** w₀ of the lateral factor; the inhibition itself is the output layer's synapses. */
  readonly lateralStrength: number;
  /** Which gradient recurrent layers follow (§6). */
  readonly recurrentGradient: 'diagonal' | 'full';
  /** Whether gradients of several samples are added before a step. */
  readonly addsUp: boolean;
  /** Whether something happens to spikes between layers; absent for no. */
  readonly transmits?: boolean;
}

/** Who fires: by step (starts, neurons) and by neuron (ownStarts, times). */
export interface Trains {
  readonly starts: Integers;
  readonly neurons: Integers;
  readonly counts: Integers;
  readonly ownStarts: Integers;
  readonly times: Integers;
}

/** Values with their moments, and the gradient of a batch. */
export interface Trained {
  readonly values: Numbers;
  readonly first: Numbers;
  readonly second: Numbers;
  readonly gradient: Numbers | null;
}

export interface LayerMemory {
  readonly plan: LayerPlan;
  readonly fanIn: number;
  /** Tiles of 16 columns: the units and padding. */
  readonly tiles: number;
  /** [tile][fanIn][16] */
  readonly weights: Trained;
  readonly synapses: {
    readonly starts: Integers;
    readonly targets: Integers;
    readonly weights: Trained;
    readonly e: Numbers;
    readonly coupling: Numbers;
  } | null;
  readonly trains: Trains;
  /** P'_n(m): [N][postCounts] */
  readonly slopes: Numbers;
  /** Who fires, a bit a column: [tile][T], two steps an integer. */
  readonly fires: Integers;
  readonly state: Numbers;
  /** Vectors of the backward pass, [tile][16]. */
  readonly effect: Numbers;
  readonly squares: Numbers;
  readonly factor: Numbers;
  readonly decay: Numbers;
  readonly through: Numbers;
  readonly silent: Numbers;
  /** ∂E/∂o of the layer below. */
  readonly below: Numbers;
}

/** A network in the module's memory. */
export interface Kernel {
  readonly module: StRsbpModule;
  readonly plan: NetworkPlan;
  readonly memory: NetworkMemory;
  /** At which step a spike of a layer (−1: the input) arrives; null where it does as it is sent. */
  transmission: ((layer: number) => ((step: number) => number) | null) | null;
  readonly counters: {
    /** Denominators that were moved away from zero. */
    guarded: number;
    /** Linear systems that iteration did not solve. */
    eliminations: number;
  };
}

export interface NetworkMemory {
  readonly input: Trains;
  /** What reaches each layer, where spikes do not arrive as they are sent; else empty. */
  readonly arrived: readonly Trains[];
  readonly layers: readonly LayerMemory[];
  /** [tile][T][16] of one layer at a time: drive on the way forward, adjoint traces on the way back. */
  readonly wide: Numbers;
  /** [fanIn][16], one tile at a time: S-PSPs. */
  readonly e: Numbers;
  /** [fanIn][2]: parts of what goes below. */
  readonly active: Numbers;
  readonly half: Numbers;
  /** Columns of the tables of slopes: largest post count + 1. */
  readonly postCounts: number;
  /** A layer's slopes by postsynaptic neuron, [tile][N][16] of one layer at a time. */
  readonly ownSlopes: Numbers;
  readonly ones: Numbers;
  /** S-PSPs between the outputs, [tile][units][16]. */
  readonly between: Numbers;
  readonly encoding: {
    readonly bounds: Integers;
    readonly allowed: Integers;
    readonly groups: Integers;
    readonly scratch: Integers;
  };
  readonly solver: Numbers;
}

/** Columns of a tile. */
export const TILE = 16;
/** A row of a tile. */
export const ROW_BYTES = TILE * Float64Array.BYTES_PER_ELEMENT;

/** Where row `row` of column `column` stands in a matrix [tile][rows][16]. */
export function cell(rows: number, row: number, column: number): number {
  return (Math.floor(column / TILE) * rows + row) * TILE + (column % TILE);
}

/** Most spikes a neuron can fire. */
function mostSpikes(steps: number, { refractorySteps }: NeuronConstants): number {
  return Math.ceil(steps / (refractorySteps + 1));
}

/** What reaches a layer in the sample last run. */
export function inputTrains({ memory, transmission }: Kernel, index: number): Trains {
  const arrived = transmission === null ? undefined : memory.arrived[index];
  return arrived ?? sentTrains(memory, index);
}

/** The same as it was sent. */
export function sentTrains({ input, layers }: NetworkMemory, index: number): Trains {
  return layers[index - 1]?.trains ?? input;
}

/** Takes all memory of a network. @throws RangeError when there is not enough */
export function createKernel(module: StRsbpModule, plan: NetworkPlan): Kernel {
  const memory = allocate(module, plan);
  const counters = { guarded: 0, eliminations: 0 };
  return { module, plan, memory, transmission: null, counters };
}

function allocate(module: StRsbpModule, plan: NetworkPlan): NetworkMemory {
  const { steps } = plan;
  const trained = (length: number): Trained => ({
    values: module.alloc64(length),
    first: module.alloc64(length),
    second: module.alloc64(length),
    gradient: plan.addsUp ? module.alloc64(length) : null,
  });
  const trains = (n: number, spikes: number): Trains => ({
    starts: module.alloc32(steps + 1),
    neurons: module.alloc32(spikes),
    counts: module.alloc32(n),
    ownStarts: module.alloc32(n + 1),
    times: module.alloc32(spikes),
  });
  const postCounts = largestPostCount(plan) + 1;
  const tables = new Map<EffectPolynomials, Numbers>();
  const slopesOf = (polynomials: EffectPolynomials): Numbers => {
    const known = tables.get(polynomials) ?? slopeTable(module, polynomials, postCounts);
    tables.set(polynomials, known);
    return known;
  };
  let fanIn = plan.inputs;
  const layers = plan.layers.map((layer): LayerMemory => {
    const { units, neuron, synapses } = layer;
    const tiles = Math.ceil(units / TILE);
    const column = (): Numbers => module.alloc64(tiles * TILE);
    const memory: LayerMemory = {
      plan: layer,
      fanIn,
      tiles,
      weights: trained(fanIn * tiles * TILE),
      synapses:
        synapses === null
          ? null
          : {
              starts: filled(module, synapses.starts),
              targets: filled(module, synapses.targets),
              weights: trained(synapses.targets.length),
              e: module.alloc64(synapses.targets.length),
              coupling: module.alloc64(synapses.targets.length),
            },
      trains: trains(units, units * mostSpikes(steps, neuron)),
      slopes: slopesOf(layer.polynomials),
      fires: module.alloc32(Math.ceil((tiles * steps) / 2)),
      state: module.alloc64(3 * tiles * TILE),
      effect: column(),
      squares: column(),
      factor: column(),
      decay: column(),
      through: column(),
      silent: column(),
      below: module.alloc64(fanIn),
    };
    fanIn = units;
    return memory;
  });
  const last = layers.at(-1);
  if (last === undefined) throw new RangeError('A network needs a layer.');
  const widest = TILE * Math.max(...layers.map(({ tiles }) => tiles));
  const largestFanIn = Math.max(...layers.map((layer) => layer.fanIn));
  const largestTable = Math.max(...plan.layers.map(({ polynomials }) => polynomials.length));
  const ones = module.alloc64(widest);
  ones.values.fill(1);
  return {
    input: trains(plan.inputs, plan.inputs * steps),
    arrived:
      plan.transmits === true
        ? layers.map((layer) => trains(layer.fanIn, layer.fanIn * steps))
        : [],
    layers,
    wide: module.alloc64(steps * widest),
    e: module.alloc64(largestFanIn * TILE),
    active: module.alloc64(2 * largestFanIn),
    half: module.alloc64(2 * largestFanIn),
    postCounts,
    ownSlopes: module.alloc64(largestTable * widest),
    ones,
    between: module.alloc64(last.plan.units * last.tiles * TILE),
    encoding: {
      bounds: module.alloc32(plan.inputs),
      allowed: module.alloc32(plan.inputs),
      groups: module.alloc32(plan.inputs),
      scratch: module.alloc32(TILE),
    },
    solver: module.alloc64(solverSize(layers)),
  };
}

/** Of a neuron that fires as often as it can, or of a train that is forced. */
function largestPostCount({ steps, targets, layers }: NetworkPlan): number {
  return Math.max(
    forcedTrain(steps, targets.right).length,
    ...layers.map(({ neuron, polynomials }) =>
      Math.max(polynomials.length, mostSpikes(steps, neuron)),
    ),
  );
}

function slopeTable(
  module: StRsbpModule,
  polynomials: EffectPolynomials,
  postCounts: number,
): Numbers {
  const table = module.alloc64(polynomials.length * postCounts);
  const { values } = table;
  polynomials.forEach((_, index) => {
    for (let count = 0; count < postCounts; count++)
      values[index * postCounts + count] = effectSlope(polynomials, index + 1, count);
  });
  return table;
}

/** Room for elimination of the largest recurrent layer that learns; iteration needs less. */
function solverSize(layers: readonly LayerMemory[]): number {
  const sizes = layers.map(({ plan: { units, trainsSynapses } }) =>
    trainsSynapses ? Math.max(units * (units + 1), 7 * units) : 0,
  );
  return Math.max(1, ...sizes);
}

function filled(module: StRsbpModule, values: Int32Array): Integers {
  const block = module.alloc32(values.length);
  block.values.set(values);
  return block;
}
