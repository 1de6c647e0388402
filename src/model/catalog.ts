/**
 * Descriptor types of catalog entries.
 *
 * They live in the model so that validation and network analysis can take a catalog as an argument
 * without importing one. An entry is data plus small pure functions; see docs/CONTRIBUTING.md.
 */
import type { Layer } from './experiment.ts';
import type { ParamSpecs, ParamValue, ParamValues } from './params.ts';
import type { RandomStream } from './random/stream.ts';
import type { Shape } from './shape.ts';

export interface Entry {
  /** Stored in links: never renamed, never reused. */
  readonly id: string;
  readonly label: string;
  /** One sentence: what it is and when to take it. */
  readonly help: string;
  readonly params: ParamSpecs;
  /** TeX of the defining equation, when there is one. */
  readonly equation?: string;
  /** Author, year, equation or section. */
  readonly source?: string;
}

export type ResetKind = 'zero' | 'subtract' | 'none';

/** Per-layer constants of the discrete leaky integrate-and-fire step; see catalog/neurons/lif.ts. */
export interface LifCoefficients {
  /** a = exp(−dt/τ_m). */
  readonly decayMem: number;
  /** b = exp(−dt/τ_s), or 0 without a synaptic filter. */
  readonly decaySyn: number;
  /** g, the factor of the synaptic current. */
  readonly inputGain: number;
  /**
   * h, its factor in the step after a spike; g where absent. Only with reset to zero, without
   * refractory steps and without a synaptic filter.
   */
  readonly inputGainAfterSpike?: number;
  readonly threshold: number;
  /** True where a membrane has to be above the threshold to fire; else it may also be at it. */
  readonly strictThreshold?: boolean;
  /** What a spike subtracts under reset by subtraction. */
  readonly resetSize: number;
  readonly resetKind: ResetKind;
  readonly refractorySteps: number;
  /** False for a leaky integrator that never fires. */
  readonly spiking: boolean;
}

export interface NeuronEntry extends Entry {
  /** The label on a layer's card, at most 10 characters. */
  readonly short: string;
  readonly spiking: boolean;
  /** Constants of the discrete LIF step; absent where a rule computes the neuron in its own way. */
  coefficients?(params: ParamValues, dtMs: number): LifCoefficients;
}

export interface SurrogateEntry extends Entry {
  /** Number by which the kernels know it. */
  readonly kernelCode: 0 | 1 | 2 | 3 | 4;
  /** The one number of its shape, read from the rule's parameters. */
  slope(params: ParamValues): number;
  /** Stand-in for the derivative of the step at x = u − θ. */
  derivative(x: number, slope: number): number;
  /** A smooth function with that derivative; tests put it in the place of the step. */
  primitive(x: number, slope: number): number;
}

/** All entries of a kind, or the ids of some. */
export type Supported = 'all' | readonly string[];

/** An entry and those of its parameters that shall differ from their defaults. */
export interface Suggested {
  readonly id: string;
  readonly params?: ParamValues;
}

export interface RuleEntry extends Entry {
  /** How time passes: in steps, in a single static pass, or from event to event. */
  readonly time: 'steps' | 'static' | 'events';
  /** What it can train. */
  readonly supports: {
    readonly layers: Supported;
    readonly encoders: Supported;
    readonly losses: Supported;
    readonly measures: Supported;
    /** Neuron models of hidden layers. */
    readonly neurons: Supported;
    /** Neuron models of the readout. */
    readonly readoutNeurons: Supported;
    readonly optimisers: Supported;
    /** Whether a layer may be connected to itself. */
    readonly recurrent: boolean;
    /** Whether a layer may have several incoming connections. */
    readonly severalInputs: boolean;
    /** Values that parameters of layers may have; a parameter that is not named may have any. */
    readonly layerParams?: Readonly<Record<string, readonly ParamValue[]>>;
  };
  /** What an experiment takes over for each part that the rule cannot use as it is. */
  readonly suggests: {
    readonly neuron: Suggested;
    readonly readoutNeuron: Suggested;
    readonly measure: ReadoutMeasure;
    readonly encoder: Suggested;
    readonly loss: Suggested;
    readonly optimiser: Suggested;
    readonly batchSize?: number;
    /** Parameters of weighted layers and the readout (initial weights, bias) that fit its neurons. */
    readonly weights?: ParamValues;
    readonly readoutWeights?: ParamValues;
    /** Length of a presentation and of a step. */
    readonly simulation?: { readonly steps: number; readonly dtMs: number };
    /** Parameters that depend on how many inputs a neuron of the layer has; they win over the above. */
    forInputs?(
      inputs: number,
      role: 'hidden' | 'readout',
    ): { readonly neuron?: ParamValues; readonly weights?: ParamValues };
    /** What images take instead: most of their inputs are background. */
    readonly forImages?: {
      readonly encoder: Suggested;
      readonly simulation?: { readonly steps: number; readonly dtMs: number };
    };
  };
  /** Whether the gradient is that of the loss itself, or stands in for it. */
  readonly exact: boolean;
  /** One line for the interface: what gradient this is and what it approximates. */
  readonly gradient: string;
}

/** What an encoder is told about the presentation it writes. */
export interface EncodingContext {
  readonly steps: number;
  readonly seed: number;
  /** Epoch, so that every presentation of a sample draws fresh spikes. */
  readonly epoch: number;
  /** False while evaluating: what only makes training harder is left out. */
  readonly training: boolean;
  /** Index of the sample in its split, plus 2^31 for test samples. */
  readonly streamId: number;
  /** The spikes of a sample that consists of them. */
  readonly spikes?: PresentedSpikes;
}

/** The spikes of one sample, in order of time, and the length of the steps that may hold them. */
export interface PresentedSpikes {
  readonly timesMs: Float32Array;
  /** Index of the input of each spike. */
  readonly inputs: Uint16Array;
  readonly dtMs: number;
}

export type EncoderEntry = StepEncoderEntry | TimeEncoderEntry;

export interface StepEncoderEntry extends Entry {
  /** 'static': one value per input, the same at every step. 'spikes': 0 or 1 per input and step. */
  readonly output: 'static' | 'spikes';
  /** A kernel that writes whole batches of this encoding, when there is one. */
  readonly kernel?: 'bernoulli';
  /** Whether it presents the samples' own spikes, and so needs a data set of spikes. */
  readonly needsSpikes?: true;
  /**
   * Encode one sample.
   * @param values inputs in 0..1, length n
   * @param out for 'static': n numbers; for 'spikes': steps × n numbers, zeroed, step-major
   */
  encode(
    values: Float32Array,
    params: ParamValues,
    context: EncodingContext,
    out: Float32Array,
  ): void;
}

/** At most one spike an input, at a time that need not lie on a step. */
export interface TimeEncoderEntry extends Entry {
  readonly output: 'times';
  /** As with `StepEncoderEntry`. */
  readonly needsSpikes?: true;
  /**
   * Encode one sample.
   * @param values inputs in 0..1, length n
   * @param out n spike times in ms, Infinity for none
   */
  encodeTimes(
    values: Float32Array,
    params: ParamValues,
    context: EncodingContext,
    out: Float64Array,
  ): void;
}

/** One split of a data set. Value of input j of sample i: `values[i * size + j] * scale`, in 0..1. */
export interface Samples {
  readonly count: number;
  readonly values: Uint8Array | Float32Array;
  readonly scale: number;
  readonly labels: Uint8Array;
  /** Present where samples are spikes; `values` are then their numbers an input, the largest 1. */
  readonly spikes?: SpikeTrains;
}

/** Spikes of all samples of a split: those of sample i lie from `offsets[i]` to `offsets[i + 1]`. */
export interface SpikeTrains {
  /** count + 1 numbers, the first 0. */
  readonly offsets: Uint32Array;
  /** Since the start of the sample, ascending within it. */
  readonly timesMs: Float32Array;
  readonly inputs: Uint16Array;
}

export interface Dataset {
  readonly train: Samples;
  readonly test: Samples;
  /** Where the data come with a set of their own to choose by; else a part of `train` is held back. */
  readonly validation?: Samples;
}

/** How a data set reads its files; given by the dataset worker or by Node. */
export interface DatasetIo {
  /** Bytes of a file below the data folder; `.gz` files arrive decompressed. */
  read(path: string): Promise<Uint8Array>;
  /** A data set that a person brought, kept in this browser. Absent where there is no such store. */
  imported?(id: string): Promise<Dataset>;
}

export interface DatasetEntry extends Entry {
  readonly shape: Shape;
  readonly classes: readonly string[];
  readonly licence: string;
  /** Whether the samples depend on the seed; files and published sets do not. */
  readonly seeded?: boolean;
  /** Whether samples are spikes, which `Samples.spikes` then holds. */
  readonly hasSpikes?: boolean;
  /** For data in the plane: where it lies and how a point becomes an input vector. */
  readonly plane?: {
    readonly domain: readonly [number, number];
    toInput(x: number, y: number): readonly number[];
  };
  load(io: DatasetIo, params: ParamValues, random: RandomStream): Promise<Dataset>;
}

/** Why a layer cannot take what it is given, and what would make it possible. */
export interface Refusal {
  readonly reason: string;
  readonly remedy: string;
  /** A change the editor can make by itself. */
  readonly fix?: NetworkFix;
}

export type NetworkFix =
  | { readonly kind: 'insertLayer'; readonly layerKind: string }
  | { readonly kind: 'setParam'; readonly param: string; readonly value: number | string | boolean }
  | { readonly kind: 'setLoss'; readonly lossId: string }
  | { readonly kind: 'setEncoder'; readonly encoderId: string }
  | { readonly kind: 'setOptimiser'; readonly optimiserId: string }
  | { readonly kind: 'setRule'; readonly ruleId: string }
  | { readonly kind: 'setNeuron'; readonly neuronId: string }
  | { readonly kind: 'replaceLayer'; readonly layerKind: string }
  | { readonly kind: 'removeConnection'; readonly connectionId: string };

export interface ShapeContext {
  readonly inputShape: Shape;
  readonly nClasses: number;
}

export interface LayerEntry extends Entry {
  readonly role: 'input' | 'weighted' | 'transform' | 'readout';
  /** Kinds of one family can stand in for one another when a rule knows only some of them. */
  readonly family?: 'pool';
  /** Whether the layer has a neuron model of its own. */
  readonly hasNeuron: boolean;
  readonly defaultNeuron?: string;
  readonly allowsRecurrent: boolean;
  /** Largest number of incoming connections, recurrent ones not counted. */
  readonly maxInputs: number;
  /** Output shape for the first input's shape, or the reason why not. */
  outputShape(input: Shape, layer: Layer, context: ShapeContext): Shape | Refusal;
  /** Number of trainable values for these inputs. */
  parameterCount(inputs: readonly Shape[], output: Shape, layer: Layer, recurrent: boolean): number;
}

export type ReadoutMeasure =
  'spikeCount' | 'firstSpike' | 'membraneMax' | 'membraneMean' | 'membraneLast';

export interface LossEntry extends Entry {
  readonly measures: readonly ReadoutMeasure[];
}

export interface ScheduleEntry extends Entry {
  /** Factor on the learning rate at a fractional epoch. */
  factor(params: ParamValues, epoch: number): number;
}

export interface OptimiserEntry extends Entry {
  readonly kernel: 'sgd' | 'momentum' | 'adam';
}

export interface Catalog {
  readonly neurons: readonly NeuronEntry[];
  readonly surrogates: readonly SurrogateEntry[];
  readonly rules: readonly RuleEntry[];
  readonly encoders: readonly EncoderEntry[];
  readonly datasets: readonly DatasetEntry[];
  readonly layers: readonly LayerEntry[];
  readonly losses: readonly LossEntry[];
  readonly optimisers: readonly OptimiserEntry[];
  readonly schedules: readonly ScheduleEntry[];
  /** The data set that an id of an imported one describes, or undefined for any other id. */
  importedDataset(id: string): DatasetEntry | undefined;
}

export function isRefusal(value: Shape | Refusal): value is Refusal {
  return 'reason' in value;
}

export function findEntry<E extends Entry>(entries: readonly E[], id: string): E | undefined {
  return entries.find((entry) => entry.id === id);
}

/** The data set with this id, of the catalog or brought by a person. */
export function findDataset(
  catalog: Pick<Catalog, 'datasets' | 'importedDataset'>,
  id: string,
): DatasetEntry | undefined {
  return findEntry(catalog.datasets, id) ?? catalog.importedDataset(id);
}

/** As `findDataset`; a missing one is a bug, because documents are validated on entry. */
export function datasetOf(
  catalog: Pick<Catalog, 'datasets' | 'importedDataset'>,
  id: string,
): DatasetEntry {
  const entry = findDataset(catalog, id);
  if (entry === undefined) throw new Error(`no data set "${id}"`);
  return entry;
}

/** The entry with this id; a missing one is a bug, because documents are validated on entry. */
export function entryOf<E extends Entry>(entries: readonly E[], id: string): E {
  const entry = findEntry(entries, id);
  if (entry === undefined) throw new Error(`no catalog entry "${id}"`);
  return entry;
}
