/**
 * The WASM kernel of the method, in float64: whole networks, one sample at a time.
 *
 * A spike is an entry in a list, never a place in a padded buffer: lists are sorted into events for the
 * next layer, and pooling gives spikes another name. The arithmetic is in assembly/.
 */
import { createFloat64Module, type Block, type Float64Module } from '../float64Module.ts';
import type { LayerConstants } from './referenceLayer.ts';
import {
  createEventQueue,
  createLayerRecord,
  createSpikeList,
  createWindows,
  type EventQueue,
  type SpikeList,
} from './records.ts';

/** Addresses and counts are numbers; see assembly/index.ts. */
export interface BatsExports {
  forward(layer: number): void;
  backward(layer: number): void;
  gather(from: number, map: number, withErrors: number, into: number): void;
  sortEvents(events: number): void;
  sumOfSquares(g: number, n: number): number;
  sgd(w: number, g: number, n: number, scale: number, rate: number, weightDecay: number): void;
  momentum(
    w: number,
    g: number,
    m: number,
    n: number,
    scale: number,
    rate: number,
    friction: number,
    weightDecay: number,
  ): void;
  adam(
    w: number,
    g: number,
    m: number,
    v: number,
    n: number,
    scale: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    c1: number,
    c2: number,
    shrink: number,
  ): void;
}

export type BatsModule = Float64Module<BatsExports>;

export function createBatsModule(bytes: BufferSource): Promise<BatsModule> {
  return createFloat64Module<BatsExports>(bytes);
}

/** Which neurons a layer has, and how its inputs reach them. */
export type LayerShape =
  { readonly kind: 'dense'; readonly inputs: number; readonly neurons: number } | ConvShape;

/** Input index (x·Y + y)·C + c, neurons likewise; cross-correlation. */
export interface ConvShape {
  readonly kind: 'conv';
  readonly x: number;
  readonly y: number;
  readonly channels: number;
  readonly filterX: number;
  readonly filterY: number;
  readonly filters: number;
  readonly outX: number;
  readonly outY: number;
  readonly stride: number;
  /** Rows and columns of nothing before the first. */
  readonly padX: number;
  readonly padY: number;
}

/** Where spikes come from: the network's inputs (−1) or a layer before. */
export interface LayerSource {
  readonly from: number;
  /** Input of this layer for each neuron there, −1 for none. */
  readonly targets: Int32Array;
}

export interface LayerSpec {
  readonly shape: LayerShape;
  readonly constants: LayerConstants;
  readonly sources: readonly LayerSource[];
  /** When an input of every neuron, by weights behind all others, spikes once; null for none. */
  readonly biasTime: number | null;
}

/** A layer in the kernel's memory. */
export interface KernelLayer {
  readonly spec: LayerSpec;
  readonly at: number;
  readonly spikes: SpikeList;
  readonly events: EventQueue;
  /** Rows of weights [row][width]: inputs (or filter taps [i][j][channel]), then the bias. */
  readonly rows: number;
  /** Neurons (or filters) in a row, and the same padded to a multiple of four. */
  readonly columns: number;
  readonly width: number;
  readonly groups: number;
  readonly weights: Block<Float64Array>;
  /** Σ over samples of ∂L/∂w / τ. */
  readonly gradient: Block<Float64Array>;
  readonly sources: readonly {
    readonly spikes: SpikeList;
    readonly map: number;
    readonly errors: boolean;
  }[];
}

/**
 * When the spikes of a layer (−1: the inputs) arrive, in the order of its list; null where they do as
 * they are sent.
 */
export type Transmission = (layer: number) => Float64Array | null;

export interface KernelNetwork {
  readonly module: BatsModule;
  readonly inputs: SpikeList;
  readonly layers: readonly KernelLayer[];
  /** All layers for the sample whose spikes are in `inputs`. */
  forward(): void;
  /** From the errors in the last layer's spikes; gradients add up over samples. */
  backward(): void;
}

/**
 * @param nInputSpikes the most that a sample can have
 * @param inputErrors whether ∂L/∂t of the network's inputs is wanted
 * @param transmission what happens to spikes between layers; absent for nothing
 */
export function createKernelNetwork(
  module: BatsModule,
  specs: readonly LayerSpec[],
  nInputSpikes: number,
  inputErrors: boolean,
  transmission: Transmission = () => null,
): KernelNetwork {
  const inputs = createSpikeList(module, nInputSpikes);
  const layers: KernelLayer[] = [];
  for (const spec of specs)
    layers.push(createKernelLayer(module, spec, inputs, layers, inputErrors));
  const { exports } = module;
  return {
    module,
    inputs,
    layers,
    forward: () => {
      for (const layer of layers) {
        layer.events.clear();
        layer.sources.forEach(({ spikes, map, errors }, index) => {
          const from = layer.spec.sources[index]?.from;
          const arrived = from === undefined ? null : transmission(from);
          const sent = arrived === null ? null : arrive(spikes, arrived, layer.spec.constants.tMax);
          exports.gather(spikes.at, map, errors ? 1 : 0, layer.events.at);
          if (sent !== null) spikes.times.values.set(sent);
        });
        exports.sortEvents(layer.events.at);
        exports.forward(layer.at);
      }
    },
    backward: () => {
      for (let l = layers.length - 1; l >= 0; l--) exports.backward(layers[l]!.at);
    },
  };
}

/** Puts arrival times in the place of a list's own, which it returns; what is lost comes too late. */
function arrive({ times, count }: SpikeList, arrived: Float64Array, tMax: number): Float64Array {
  const values = times.values;
  const sent = values.slice(0, count);
  for (let s = 0; s < count; s++) values[s] = Math.min(arrived[s]!, 2 * tMax + 1);
  return sent;
}

function createKernelLayer(
  module: BatsModule,
  spec: LayerSpec,
  inputs: SpikeList,
  before: readonly KernelLayer[],
  inputErrors: boolean,
): KernelLayer {
  const { shape, constants, biasTime } = spec;
  const conv = shape.kind === 'conv' ? shape : null;
  const nInputs = conv ? conv.x * conv.y * conv.channels : (shape as { inputs: number }).inputs;
  const columns = shape.kind === 'conv' ? shape.filters : shape.neurons;
  const width = 4 * Math.ceil(columns / 4);
  const groups = conv ? conv.outX * conv.outY : 1;
  const taps = conv ? conv.filterX * conv.filterY * conv.channels : nInputs;
  const rows = taps + (biasTime === null ? 0 : 1);

  const sources = spec.sources.map(({ from, targets }) => {
    const layer = from < 0 ? null : before[from];
    if (layer === undefined) throw new RangeError(`Layer ${from} is not before this one`);
    const map = layer ? paddedMap(targets, layer) : targets;
    return {
      spikes: layer ? layer.spikes : inputs,
      map: copied(module, map),
      errors: layer ? true : inputErrors,
    };
  });
  if (biasTime !== null) {
    const bias = createSpikeList(module, 1);
    bias.count = 1;
    bias.times.values[0] = biasTime;
    sources.push({ spikes: bias, map: copied(module, Int32Array.of(nInputs)), errors: false });
  }
  const nEvents = sources.reduce((sum, { spikes }) => sum + spikes.capacity, 0);
  const reach = conv ? conv.filterX * conv.filterY : 1;
  const neurons = groups * width;
  const events = createEventQueue(module, nEvents);
  const spikes = createSpikeList(module, groups * columns * constants.maxSpikes);
  const weights = module.alloc64(rows * width);
  const gradient = module.alloc64(rows * width);
  const tau = 2 * constants.tauSyn;
  const at = createLayerRecord(
    module,
    {
      width,
      groups,
      maxSpikes: constants.maxSpikes,
      weights: weights.at,
      gradient: gradient.at,
      a: module.alloc64(neurons).at,
      b: module.alloc64(neurons).at,
      fired: module.alloc32(neurons).at,
      last: module.alloc64(groups).at,
      events: events.at,
      spikes: spikes.at,
      windows: createWindows(module, nEvents * reach + 2 * groups),
      inX: conv?.x ?? 0,
      inY: conv?.y ?? 0,
      channels: conv?.channels ?? 0,
      filterX: conv?.filterX ?? 0,
      filterY: conv?.filterY ?? 0,
      outX: conv?.outX ?? 0,
      outY: conv?.outY ?? 0,
      stride: conv?.stride ?? 1,
      padX: conv?.padX ?? 0,
      padY: conv?.padY ?? 0,
      bias: biasTime === null ? -1 : nInputs,
    },
    { tau, c: constants.threshold / tau, delta: constants.reset / tau, tMax: constants.tMax },
  );
  return { spec, at, spikes, events, rows, columns, width, groups, weights, gradient, sources };
}

/** A neuron's padded index: groups begin at multiples of the layer's width. */
function paddedMap(targets: Int32Array, layer: KernelLayer): Int32Array {
  const map = new Int32Array(layer.groups * layer.width).fill(-1);
  targets.forEach((target, neuron) => {
    const group = Math.floor(neuron / layer.columns);
    map[group * layer.width + (neuron - group * layer.columns)] = target;
  });
  return map;
}

/** The neuron of a spike in the layer's list. */
export function neuronOfPadded(layer: KernelLayer, padded: number): number {
  const group = Math.floor(padded / layer.width);
  return group * layer.columns + (padded - group * layer.width);
}

function copied(module: BatsModule, values: Int32Array): number {
  const block = module.alloc32(values.length);
  block.values.set(values);
  return block.at;
}

/** 0, 1, 2, … offset by `first`: every neuron is the input of the same number. */
export function identityTargets(n: number, first = 0): Int32Array {
  return Int32Array.from({ length: n }, (_, index) => first + index);
}

/** A row-by-row copy without the padding, scaled. */
export function unpadded(layer: KernelLayer, padded: Float64Array, scale = 1): Float64Array {
  const { rows, columns, width } = layer;
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < columns; j++) values[row * columns + j] = padded[row * width + j]! * scale;
  return values;
}

/** The reverse of `unpadded`, in place. */
export function writePadded(
  layer: KernelLayer,
  values: ArrayLike<number>,
  padded: Float64Array,
): void {
  const { rows, columns, width } = layer;
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < columns; j++) padded[row * width + j] = values[row * columns + j] ?? 0;
}
