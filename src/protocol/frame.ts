/**
 * A frame: what the page draws next, as one transferred container.
 *
 * Spikes travel as event lists (neuron, step), membranes as Float32Array rows; whole tensors never do.
 */
import type { Section } from './container.ts';
import { packContainer, readContainer } from './container.ts';
import type { StatisticsReport } from './layerStatistics.ts';
import type { RunStatus } from './training.ts';

export interface LayerActivity {
  readonly id: string;
  readonly size: number;
  /**
   * Neuron and time of each spike of the shown sample, ordered by time. Times are in steps, with a
   * fraction where time is continuous. Empty for static inputs.
   */
  readonly neurons: Uint32Array;
  readonly times: Float32Array;
  /** Input layers with a constant code: the value of each input; otherwise empty. */
  readonly values: Float32Array;
}

export interface MembraneTraces {
  readonly layerId: string;
  readonly neurons: readonly number[];
  readonly threshold: number;
  readonly spiking: boolean;
  readonly resetsToZero: boolean;
  readonly refractorySteps: number;
  /** Membrane potential before the reset, one row of `steps` values a neuron. */
  readonly membrane: Float32Array;
  /** Synaptic current of the same neurons, same layout. */
  readonly current: Float32Array;
}

export interface WeightSlice {
  readonly layerId: string;
  readonly kind: 'dense' | 'conv';
  /** Targets (neurons or filters) in all, and the first and number of those sent. */
  readonly targets: number;
  readonly from: number;
  readonly count: number;
  /** Weights into one target: inputs of a dense layer, or height × width × channels of a filter. */
  readonly sources: number;
  /** Set when the sources form an image. */
  readonly image: {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
  } | null;
  /** `count × sources`, a row per target. */
  readonly values: Float32Array;
  /** Counts of all weights of the layer in equal bins over [−range, range]. */
  readonly histogram: Uint32Array;
  readonly range: number;
}

/** The weights between one neuron and another layer. */
export interface NeuronConnection {
  /** The layer at the other end; the neuron's own one for a loop. */
  readonly layerId: string;
  /**
   * `dense`: one a neuron of that layer. `conv`: those of the neuron's filter, or on the way out those
   * that its channel has in every filter: `[height, width, channels]` or `[height, width, filters]`.
   */
  readonly kind: 'dense' | 'conv';
  readonly values: Float32Array;
  /** Set where `values` form an image, channels last. */
  readonly image: WeightSlice['image'];
}

/** What one neuron is connected to. */
export interface NeuronWeights {
  readonly layerId: string;
  readonly neuron: number;
  /** Null where the layer has none. */
  readonly bias: number | null;
  readonly incoming: readonly NeuronConnection[];
  readonly outgoing: readonly NeuronConnection[];
}

export interface DecisionMap {
  readonly gridSize: number;
  readonly classes: number;
  /** Class probabilities, `gridSize × gridSize × classes`, first row at the lowest y. */
  readonly probabilities: Float32Array;
}

/** What the readout makes of the shown sample as time passes. */
export interface OutputTrace {
  readonly split: 'train' | 'test';
  readonly index: number;
  readonly label: number;
  readonly prediction: number;
  /**
   * `count`: spikes so far. `membrane`: the score that a presentation ending here would give.
   * `firstSpike`: the first to fire is the answer.
   */
  readonly quantity: 'count' | 'membrane' | 'firstSpike';
  readonly classes: number;
  readonly steps: number;
  readonly dtMs: number;
  /** Score of each class at the end of each step, `classes × steps`; of membranes alone. */
  readonly scores: Float32Array;
  /** Spikes of the readout, ordered by time in steps; empty for membranes. */
  readonly neurons: Uint32Array;
  readonly times: Float32Array;
  /** First spike of each class in ms, NaN where it has none; empty for membranes. */
  readonly firstMs: Float32Array;
  /** From when on no other class is ahead of the answer, in ms; null where that never happens. */
  readonly decisionMs: number | null;
}

export interface SampleResult {
  readonly split: 'train' | 'test';
  readonly index: number;
  readonly label: number;
  readonly prediction: number;
  readonly steps: number;
  readonly dtMs: number;
  /** Class scores as the loss sees them. */
  readonly scores: Float32Array;
}

/** Rows of the training curve that are new since the last frame. */
export interface CurveRows {
  /** `CURVE_COLUMNS` numbers a row; NaN where a column has no value. */
  readonly values: Float64Array;
}

export const CURVE_COLUMNS = [
  'update',
  'seconds',
  'epoch',
  'trainLoss',
  'trainAccuracy',
  'testLoss',
  'testAccuracy',
  'validationLoss',
  'validationAccuracy',
] as const;

export interface Frame {
  readonly sequence: number;
  /** Counts loads and resets: rows of another run must not be joined to this one's curve. */
  readonly run: number;
  readonly status: RunStatus;
  readonly curve: CurveRows;
  readonly sample: SampleResult | null;
  readonly layers: readonly LayerActivity[];
  readonly traces: MembraneTraces | null;
  readonly weights: WeightSlice | null;
  readonly neuron: NeuronWeights | null;
  readonly decision: DecisionMap | null;
  readonly statistics: StatisticsReport | null;
  readonly output: OutputTrace | null;
}

/** What the JSON part holds: the frame with each array replaced by its section's name. */
type Plain<T> = T extends Section
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Plain<T[Key]> }
      : T;

const REFERENCE = '@';

export function packFrame(frame: Frame): ArrayBuffer {
  const sections: Record<string, Section> = {};
  const strip = (value: unknown): unknown => {
    if (isSection(value)) {
      const name = `${REFERENCE}${Object.keys(sections).length}`;
      sections[name] = value;
      return name;
    }
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, strip(item)]));
    }
    return value;
  };
  return packContainer({ kind: 'frame', frame: strip(frame) }, sections);
}

/** Reads a frame; its arrays are views of `buffer`. Throws RangeError on a damaged one. */
export function readFrame(buffer: ArrayBuffer): Frame {
  const { meta, sections } = readContainer(buffer);
  if (typeof meta !== 'object' || meta === null || !('kind' in meta) || meta.kind !== 'frame') {
    throw new RangeError('container kind: got another kind, expected frame');
  }
  const restore = (value: unknown): unknown => {
    if (typeof value === 'string' && value.startsWith(REFERENCE)) {
      return sections.get(value) ?? value;
    }
    if (Array.isArray(value)) return value.map(restore);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item)]));
    }
    return value;
  };
  const plain = (meta as unknown as { frame: Plain<Frame> }).frame;
  return restore(plain) as Frame;
}

function isSection(value: unknown): value is Section {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
