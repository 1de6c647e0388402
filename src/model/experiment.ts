/**
 * The experiment document: everything that decides what is computed, and nothing else.
 *
 * Pure data, so it can be a file, a link, an undo entry or a message to a worker. Two runs of the
 * same document on the same backend give the same numbers.
 */
import type { ParamValues } from './params.ts';

export const EXPERIMENT_VERSION = 1;

/** An entry of the catalog together with its parameter values. */
export interface Chosen {
  readonly id: string;
  readonly params: ParamValues;
}

export interface Layer {
  /** Unique inside the document; letters, digits, '-' and '_', at most 32 characters. */
  readonly id: string;
  /** Id of a layer kind in the catalog. */
  readonly kind: string;
  readonly name: string;
  readonly params: ParamValues;
  /** The neuron model of a spiking layer or readout; absent on layers that only reshape or pool. */
  readonly neuron?: Chosen;
  /** Position of the card on the canvas in CSS pixels. */
  readonly position: { readonly x: number; readonly y: number };
}

/** A directed connection. `from === to` is a recurrent one, all to all inside the layer. */
export interface Connection {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface Network {
  readonly layers: readonly Layer[];
  readonly connections: readonly Connection[];
}

export interface Simulation {
  /** Number of time steps T of one presentation. */
  readonly steps: number;
  /** Length of a step in ms. */
  readonly dtMs: number;
}

export interface Optimiser extends Chosen {
  readonly schedule: Chosen;
  /** Largest global L2 norm of the gradient; 0 means no clipping. */
  readonly clipNorm: number;
}

export interface Stopping {
  /** Training stops after this many epochs; 0 means "until I stop". */
  readonly epochs: number;
  /** Training stops once accuracy reaches this share, 0..1; 0 means no target. */
  readonly targetAccuracy: number;
  /**
   * Holds training samples back and evaluates those after each epoch, in place of the test split,
   * which is then evaluated on request alone.
   */
  readonly validation: boolean;
}

/** What a substrate makes of the network; absent where it does what it is told. */
export interface Effects {
  /** Whether training meets the effects as well, or evaluation alone. */
  readonly training: boolean;
  /** Names the substrate: its fixed pattern and its noise follow from it. Unsigned 32 bit. */
  readonly seed: number;
  /** At most one of a kind. */
  readonly list: readonly Chosen[];
}

/** What the person is looking at; it changes no number that is trained. */
export interface View {
  readonly split: 'train' | 'test';
  readonly sampleIndex: number;
  /** The selected layer, or '' for none. */
  readonly layerId: string;
  /** Neurons of the selected layer whose membranes are drawn, at most 8. */
  readonly neurons: readonly number[];
}

export interface Experiment {
  readonly version: typeof EXPERIMENT_VERSION;
  readonly name: string;
  /** Unsigned 32-bit seed of every random number in the run. */
  readonly seed: number;
  readonly dataset: Chosen;
  readonly encoder: Chosen;
  /** Random changes of training samples, each of the catalog at most once, in the order they act. */
  readonly augmentation: readonly Chosen[];
  readonly simulation: Simulation;
  readonly network: Network;
  /** How the error travels back through spikes. */
  readonly rule: Chosen;
  readonly loss: Chosen;
  readonly optimiser: Optimiser;
  readonly batchSize: number;
  readonly stopping: Stopping;
  readonly effects?: Effects;
  readonly view: View;
}

export const VIEW_NEURON_LIMIT = 8;
