/**
 * The trained weights as a spiking network, all steps of a layer before the next (method spec §5).
 *
 * Weights, pooling and flattening are linear and the synaptic filter is linear in time, so
 * W·(h ∗ s) = h ∗ (W·s): the products are taken with the spikes themselves, which are few and 0 or 1,
 * and what they sum to is filtered in front of the neurons. The drive of a constant image is computed
 * once. A spike reaches the next layer in the same step.
 */
import * as tf from '@tensorflow/tfjs-core';
import { softLifConstants } from '#catalog/neurons/softLif.ts';
import { nameHash } from '#model/random/nameHash.ts';
import { createStream } from '#model/random/stream.ts';
import { spikeBits } from '../../kernels/dense/spikeBits.ts';
import {
  filteredSums,
  neuronsAt,
  restingNeurons,
  softLifSpiking,
} from '../../kernels/softLif/index.ts';
import type { LayerRuntime } from '../../network/layerRuntime.ts';
import type { Network } from '../../network/network.ts';
import type { FilterCoefficients } from './synapse.ts';

export interface SpikingSettings {
  readonly steps: number;
  readonly dtS: number;
  readonly filter: FilterCoefficients;
  /** Seed of potentials that begin uniform in 0..1; null for V = 0. */
  readonly scatter: number | null;
}

/** What a layer did in all steps; tensors are `[T, B, size]`. */
export interface SpikingLayerState {
  readonly layer: LayerRuntime;
  /** Spikes of neurons, pooled spikes of pooling layers, nothing of use for the readout. */
  readonly output: tf.Tensor;
  /** V before the reset, or the readout's sums; null where nobody wants it. */
  readonly membrane: tf.Tensor | null;
  /** Products before filter and bias, `[T or 1, B, size]`; null for layers without weights. */
  readonly products: tf.Tensor | null;
  /** Factor of the filtered products. */
  readonly scale: number;
}

export interface SpikingRun {
  /**
   * Presents one batch, `[1, B, n]`, and shows each layer in turn; what it shows lives until the layers
   * that need it are done.
   * @param membranesOf id of the layer whose membranes are wanted, or null
   * @returns the readout's sums `[T, B, K]`, which the caller owns
   */
  present(
    input: tf.Tensor,
    membranesOf: string | null,
    visit: (state: SpikingLayerState) => void,
  ): tf.Tensor;
  /** Back to the beginning: no refractoriness and empty filters; holds no tensors then. */
  rest(): void;
}

interface Signal {
  readonly values: tf.Tensor;
  /** Whether nothing but zeros and ones can come. */
  readonly isBinary: boolean;
  /** What a value of 1 stands for: the area of a spike over the step. */
  readonly area: number;
}

export function createSpikingRun(
  network: Network,
  { steps, dtS, filter, scatter }: SpikingSettings,
): SpikingRun {
  const states = new Map<string, tf.Tensor>();

  const stateOf = (id: string, current: tf.Tensor): tf.Tensor => {
    const [, batch = 0, size = 0] = current.shape;
    const known = states.get(id);
    if (known !== undefined && known.shape[1] === batch) return known;
    known?.dispose();
    const fresh = tf.keep(
      scatter === null ? restingNeurons(batch, size) : scattered(scatter, id, batch, size),
    );
    states.set(id, fresh);
    return fresh;
  };

  const waiting = (id: string): number =>
    network.layers.filter(({ plan }) =>
      plan.inputs.some(({ connection }) => connection.from === id),
    ).length;

  function compute(layer: LayerRuntime, input: Signal, wantsMembrane: boolean): SpikingLayerState {
    const { id, neuron } = layer.plan.layer;
    const { values, isBinary } = input;
    const arriving = { values, bits: isBinary ? spikeBits(values) : null };
    if (layer.sums === undefined) {
      const { output } = layer.forward([arriving], steps, null);
      return { layer, output, membrane: null, products: null, scale: 1 };
    }
    const still = values.shape[0] === 1;
    const { current } = layer.sums([arriving], still);
    const bias = still ? null : layer.parameters.find(({ role }) => role === 'bias');
    const inputs = { x: current, bias: bias?.tensor ?? null, state: stateOf(id, current) };
    const scale = still ? 1 : input.area;
    const common = { filter, scale, dtS, steps };
    if (neuron?.id !== 'softLif') {
      const sums = filteredSums(inputs, common);
      return { layer, output: sums, membrane: sums, products: current, scale };
    }
    const { spikes, membranes } = softLifSpiking(inputs, {
      ...common,
      neuron: softLifConstants(neuron.params),
      membranes: wantsMembrane,
    });
    return { layer, output: spikes, membrane: membranes, products: current, scale };
  }

  /** What a layer sends on; pooling and flattening pass on what the spikes stand for. */
  function signalOf({ layer, output }: SpikingLayerState, before: Signal): Signal {
    const { neuron, kind } = layer.plan.layer;
    const values = tf.keep(output);
    if (neuron?.id !== 'softLif') {
      return { values, isBinary: before.isBinary && kind === 'flatten', area: before.area };
    }
    return { values, isBinary: true, area: softLifConstants(neuron.params).amp / dtS };
  }

  return {
    present: (input, membranesOf, visit) => {
      const signals = new Map<string, Signal>();
      const left = new Map<string, number>();
      signals.set(network.inputId, { values: input, isBinary: false, area: 1 });
      let readout: tf.Tensor | null = null;
      for (const layer of network.layers) {
        const { id } = layer.plan.layer;
        const from = layer.plan.inputs[0]?.connection.from ?? '';
        const arriving = signals.get(from);
        if (arriving === undefined) throw new Error(`${id}: "${from}" was not computed`);
        tf.tidy(() => {
          const state = compute(layer, arriving, id === membranesOf);
          visit(state);
          signals.set(id, signalOf(state, arriving));
          if (layer === network.readout) readout = state.output;
        });
        const remaining = (left.get(from) ?? waiting(from)) - 1;
        left.set(from, remaining);
        if (remaining === 0 && from !== network.inputId) arriving.values.dispose();
      }
      for (const [id, { values }] of signals) {
        const isOpen = id !== network.inputId && values !== readout;
        if (isOpen && !values.isDisposed) values.dispose();
      }
      if (readout === null) throw new Error('the readout was not computed');
      return readout;
    },
    rest: () => {
      for (const state of states.values()) state.dispose();
      states.clear();
    },
  };
}

function scattered(seed: number, layerId: string, batch: number, size: number): tf.Tensor {
  const stream = createStream(seed, 'noise', nameHash(layerId));
  const potentials = Float32Array.from({ length: batch * size }, () => stream.uniform());
  return neuronsAt(potentials, batch, size);
}
