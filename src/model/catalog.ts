/**
 * Descriptor types of catalog entries.
 *
 * They live in the model so that validation and network analysis can take a catalog as an argument
 * without importing one. An entry is data plus small pure functions; see docs/CONTRIBUTING.md.
 */
import type { Layer } from './experiment.ts';
import type { ParamSpecs, ParamValue, ParamValues } from './params.ts';
import { withDefaults } from './params.ts';
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
  /** The parameters that differ from neuron to neuron where a substrate has a fixed pattern. */
  readonly pattern?: {
    readonly timeConstants: readonly string[];
    readonly thresholds: readonly string[];
  };
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

/** Something a substrate does to a network. */
export type EffectEntry = WeightEffect | NeuronEffect | SpikeEffect;

interface EffectBase extends Entry {
  /** The parameter that says how strong it is: what accuracy is plotted against. */
  readonly strength: string;
  /** The strength at which nothing happens; absent where only leaving the effect out does that. */
  readonly neutral?: number;
  /** Whether it draws random numbers, so that another substrate gives another result. */
  readonly isRandom: boolean;
}

export interface WeightEffect extends EffectBase {
  readonly acts: 'weights';
  /** The largest size of weight that the substrate has; what it was before where absent. */
  range?(params: ParamValues): number;
  /** What it makes of a weight or bias; `range` is the largest size that the layer's can have. */
  weight(value: number, params: ParamValues, range: number): number;
}

export interface NeuronEffect extends EffectBase {
  readonly acts: 'thresholds' | 'timeConstants';
  /** What a neuron's constant is multiplied by, for a standard normal number of that neuron. */
  factor(normal: number, params: ParamValues): number;
}

export interface SpikeEffect extends EffectBase {
  readonly acts: 'spikes';
  /** When a spike arrives that was sent at `timeMs`, 0 or later; Infinity for never. */
  arrivalMs(timeMs: number, params: ParamValues, random: RandomStream): number;
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
  /** Effects of a substrate that it cannot compute, where `layers` are given: in networks with such. */
  readonly withoutEffects?: Readonly<
    Record<string, { readonly reason: string; readonly layers?: readonly string[] }>
  >;
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
  /** Rows of the sample that are presented one after another; 1 where it is presented whole. */
  readonly frames?: number;
  /** The spikes of a sample that consists of them. */
  readonly spikes?: PresentedSpikes;
}

/** What of a sample an encoder presents at a time, and as how many inputs. */
export interface Presented {
  /** Parts of the sample presented one after another; 1 where it is presented whole. */
  readonly frames: number;
  /** Shape of the network's input. */
  readonly shape: Shape;
}

/** The spikes of one sample, in order of time, and the length of the steps that may hold them. */
export interface PresentedSpikes {
  readonly timesMs: Float32Array;
  /** Index of the input of each spike. */
  readonly inputs: Uint16Array;
  readonly dtMs: number;
}

export type EncoderEntry = StepEncoderEntry | TimeEncoderEntry;

interface PresentingEntry extends Entry {
  /** Whether it presents the samples' own spikes, and so needs a data set of spikes. */
  readonly needsSpikes?: true;
  /** Absent where every value of a sample is one input, all presented at once. */
  presents?(sample: Shape, params: ParamValues): Presented;
}

export interface StepEncoderEntry extends PresentingEntry {
  /** 'static': one value per input, the same at every step. 'spikes': 0 or 1 per input and step. */
  readonly output: 'static' | 'spikes';
  /** A kernel that writes whole batches of this encoding, when there is one and frames are 1. */
  readonly kernel?: 'bernoulli';
  /**
   * Encode one sample.
   * @param values inputs in 0..1, frame by frame
   * @param out for 'static': n numbers, which may be `values` itself when it has as many; for 'spikes': steps × n numbers, zeroed, step-major; n is the
   * size of the presented shape
   */
  encode(
    values: Float32Array,
    params: ParamValues,
    context: EncodingContext,
    out: Float32Array,
  ): void;
  /**
   * The way back: the values that this encoding stands for, as well as it tells them.
   * Absent, or false, where there is none.
   */
  decode?(
    encoded: Float32Array,
    params: ParamValues,
    context: EncodingContext,
    values: Float32Array,
  ): boolean;
}

/** At most one spike an input, at a time that need not lie on a step. */
export interface TimeEncoderEntry extends PresentingEntry {
  readonly output: 'times';
  /**
   * Encode one sample.
   * @param values inputs in 0..1
   * @param out spike times in ms, one an input of the presented shape, Infinity for none
   */
  encodeTimes(
    values: Float32Array,
    params: ParamValues,
    context: EncodingContext,
    out: Float64Array,
  ): void;
  /** As with `StepEncoderEntry`, from the times that `encodeTimes` gives. */
  decodeTimes?(times: Float64Array, params: ParamValues, values: Float32Array): boolean;
}

/** What an encoder presents of samples of a shape. */
export function presentedBy(
  { presents }: Pick<EncoderEntry, 'presents'>,
  sample: Shape,
  params: ParamValues,
): Presented {
  return presents?.(sample, params) ?? { frames: 1, shape: sample };
}

/** Where the ink of an image lies. */
export interface DrawingStyle {
  /** Height and width of the box that the ink is scaled into, as shares of the image. */
  readonly box: readonly [height: number, width: number];
  /**
   * How many times wider than high ink may become to fill the box; 1 keeps its proportions. Where they
   * are not kept, wide ink is narrowed as far as it takes.
   */
  readonly mostStretch: number;
  /** What comes to lie in the middle of the image: the centre of mass of the ink, or of its box. */
  readonly centre: 'mass' | 'box';
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
  /** Shape of a sample, with parameters at their defaults where these decide it. */
  readonly shape: Shape;
  /** Present where parameters decide the shape. */
  shapeFor?(params: ParamValues): Shape;
  readonly classes: readonly string[];
  readonly licence: string;
  /** Whether the samples depend on the seed; files and published sets do not. */
  readonly seeded?: boolean;
  /** Whether samples are spikes, which `Samples.spikes` then holds. */
  readonly hasSpikes?: boolean;
  /** How long the longest sample of spikes lasts, where that is known before they are there. */
  longestMs?(params: ParamValues): number;
  /** How a drawing becomes an image of the set; absent: as for MNIST. */
  readonly drawing?: DrawingStyle;
  /** For data in the plane: where it lies and how a point becomes an input vector. */
  readonly plane?: {
    readonly domain: readonly [number, number];
    toInput(x: number, y: number): readonly number[];
  };
  /**
   * For recordings of sound, whose samples are spectrograms `[times, bands, 1]`: how sound from
   * elsewhere (one channel, −1..1, at any sample rate) becomes such a sample, values in 0..1.
   */
  readonly sound?: {
    toInput(sound: Float32Array, sampleRateHz: number, params: ParamValues): Float32Array;
  };
  load(io: DatasetIo, params: ParamValues, random: RandomStream): Promise<Dataset>;
}

/** Shape of a sample of a data set with these parameters; absent ones take their defaults. */
export function datasetShape(
  { shape, shapeFor, params: specs }: Pick<DatasetEntry, 'shape' | 'shapeFor' | 'params'>,
  params: ParamValues,
): Shape {
  return shapeFor?.(withDefaults(specs, params)) ?? shape;
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
  | { readonly kind: 'removeConnection'; readonly connectionId: string }
  | { readonly kind: 'removeAugmentation'; readonly augmentationId: string }
  | { readonly kind: 'removeEffect'; readonly effectId: string };

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

/** What an augmentation would act on. */
export interface AugmentedKind {
  readonly data: Pick<DatasetEntry, 'shape' | 'hasSpikes' | 'sound'>;
  readonly encoder: EncoderEntry;
}

/** A random change of training samples, drawn afresh at every presentation; tests never see it. */
export type AugmentationEntry = ValueAugmentation | TimeAugmentation | SpikeAugmentation;

interface AugmentationBase extends Entry {
  /** The parameter that is 0 where nothing changes. */
  readonly strength: string;
  /** Why it does not fit, in words that follow its name: "needs pictures"; null where it does. */
  refusal(kind: AugmentedKind): string | null;
}

/** Changes values before they are encoded. */
export interface ValueAugmentation extends AugmentationBase {
  readonly acts: 'values';
  /** @param values of one sample, changed in place */
  change(values: Float32Array, shape: Shape, params: ParamValues, random: RandomStream): void;
}

/** Changes when things happen in a recording: in time order, from its beginning to its end. */
export interface TimeAugmentation extends AugmentationBase {
  readonly acts: 'time';
  /** A rising function of 0..1 onto itself, shares of the recording. */
  warp(params: ParamValues, random: RandomStream): (share: number) => number;
}

/** Changes spikes: those of a recording before they are presented, else those that the encoder gave. */
export interface SpikeAugmentation extends AugmentationBase {
  readonly acts: 'spikes';
  /**
   * @param timesMs of one sample, changed in place, in any order afterwards; Infinity: no such spike
   */
  change(timesMs: Float32Array | Float64Array, params: ParamValues, random: RandomStream): void;
}

export interface Catalog {
  readonly neurons: readonly NeuronEntry[];
  readonly surrogates: readonly SurrogateEntry[];
  readonly rules: readonly RuleEntry[];
  readonly encoders: readonly EncoderEntry[];
  readonly augmentations: readonly AugmentationEntry[];
  readonly datasets: readonly DatasetEntry[];
  readonly layers: readonly LayerEntry[];
  readonly losses: readonly LossEntry[];
  readonly optimisers: readonly OptimiserEntry[];
  readonly schedules: readonly ScheduleEntry[];
  readonly effects: readonly EffectEntry[];
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
