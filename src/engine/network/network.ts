/**
 * A network that can be run forward and back.
 *
 * Layers are computed one after another, each over all of time, which is possible because loops stay
 * inside a layer. The caller wraps passes in `tf.tidy`; only parameters outlive it.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { spikeBits } from '../kernels/dense/spikeBits.ts';
import type { ActiveEffects } from '../effects/activeEffects.ts';
import type { Presented, SentSpikes } from '../effects/sentSpikes.ts';
import { gradientOfSent, sendSpikes } from '../effects/sentSpikes.ts';
import type { SurrogateAttrs } from '../kernels/lif/index.ts';
import type { Activation, Draws, LayerRuntime, LayerState } from './layerRuntime.ts';
import { ownConstants } from './ownConstants.ts';
import type { Parameter, ParameterSpec } from './parameters.ts';
import { initialValues } from './parameters.ts';
import { runtimeFor } from './runtimes.ts';
import { createUsedWeights } from './usedWeights.ts';

export interface ForwardPass {
  readonly states: ReadonlyMap<string, LayerState>;
  readonly readout: LayerState;
  /** Layers whose spikes arrive otherwise than they were sent. */
  readonly sent: ReadonlyMap<string, SentSpikes>;
}

/**
 * Sees what reaches each layer on the way back, last layer first; the tensors live until the caller's
 * scope ends. At the network's input there is neither a layer nor a state.
 */
export type BackwardObserver = (arrived: {
  readonly layerId: string;
  readonly state: LayerState | null;
  /** Gradient of the layer's output, regularisation included. */
  readonly gradOutput: tf.Tensor | null;
  readonly gradMembrane: tf.Tensor | null;
}) => void;

/** Extra gradient of a hidden layer's spikes, given its state; null for none. */
export type SpikeGradient = (layer: LayerRuntime, state: LayerState) => tf.Tensor | null;

export interface Network {
  readonly layers: readonly LayerRuntime[];
  readonly inputId: string;
  readonly readout: LayerRuntime;
  /** What is trained; layers hold what they make of it on their substrate. */
  readonly parameters: readonly Parameter[];
  /**
   * `input`: `[T or 1, B, size]`; `draws` in training, for neurons that are noisy then. Without
   * `presented` spikes arrive as they were sent.
   */
  forward(
    input: tf.Tensor,
    steps: number,
    draws?: Draws | null,
    presented?: Presented | null,
  ): ForwardPass;
  /** Brings the weights in use up to the trained ones; `forward` does so by itself. */
  refresh(): void;
  /** Gradients of all parameters, in their order, from that of the readout's spikes or membrane. */
  backward(
    pass: ForwardPass,
    readoutGradient: { spikes: tf.Tensor | null; membrane: tf.Tensor | null },
    surrogate: SurrogateAttrs,
    extra?: SpikeGradient,
    observe?: BackwardObserver,
  ): tf.Tensor[];
  /** The same weights under new neuron parameters; null when shapes or names have changed. */
  withSettings(experiment: Experiment, analysis: NetworkAnalysis): Network | null;
  /** The same weights on a substrate with these effects; null for an ideal one. */
  on(effects: ActiveEffects | null): Network;
  /** Frees what belongs to this network alone; its weights go on in others. */
  release(): void;
  /** Frees the weights as well. */
  dispose(): void;
}

/** Builds the network of an experiment without issues, with fresh seeded weights. */
export function createNetwork(experiment: Experiment, analysis: NetworkAnalysis): Network {
  return build(experiment, analysis, null, (spec) => ({
    ...spec,
    tensor: tf.keep(tf.tensor(initialValues(spec, experiment.seed), [...spec.shape], 'float32')),
  }));
}

function build(
  experiment: Experiment,
  analysis: NetworkAnalysis,
  effects: ActiveEffects | null,
  trained: (spec: ParameterSpec) => Parameter,
): Network {
  const inputPlan = analysis.plan.find((plan) => plan.entry.role === 'input');
  if (inputPlan === undefined) throw new Error('the network has no input');
  const used = createUsedWeights(effects?.mapWeights ?? null, trained);
  const layers = analysis.plan
    .filter((plan) => plan !== inputPlan)
    .map((plan) => {
      const { neuron, kind } = plan.layer;
      const coefficients =
        neuron === undefined
          ? null
          : (entryOf(catalog.neurons, neuron.id).coefficients?.(
              neuron.params,
              experiment.simulation.dtMs,
            ) ?? null);
      const own = effects === null ? null : ownConstants(plan, effects, experiment.simulation.dtMs);
      return runtimeFor(kind)(plan, { experiment, coefficients, own, parameter: used.parameter });
    });
  const readout = layers.find((layer) => layer.plan.entry.role === 'readout');
  if (readout === undefined) throw new Error('the network has no readout');
  const parameters = layers.flatMap((layer) => layer.parameters.map(used.trainedOf));
  const trainableBefore = layersBehindWeights(layers);
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  const isStatic = entryOf(catalog.rules, experiment.rule.id).time === 'static';
  const arrivals = effects?.arrivals ?? null;

  const network: Network = {
    layers,
    inputId: inputPlan.layer.id,
    readout,
    parameters,
    refresh: used.refresh,
    forward: (input, steps, draws = null, presented = null) => {
      used.refresh();
      const states = new Map<string, LayerState>();
      const sent = new Map<string, SentSpikes>();
      const send = (id: string, spikes: tf.Tensor): void => {
        if (presented === null || arrivals === null) return;
        sent.set(id, sendSpikes(spikes, id, arrivals, presented));
      };
      const isSpiking = encoder.output !== 'static';
      if (isSpiking) send(network.inputId, input);
      const encoded: Activation = { values: input, bits: isSpiking ? spikeBits(input) : null };
      const outputOf = (id: string): Activation => {
        const arrived = sent.get(id)?.arrived;
        if (arrived !== undefined) return { values: arrived, bits: spikeBits(arrived) };
        if (id === network.inputId) return encoded;
        const state = states.get(id);
        if (state === undefined) throw new Error(`layer "${id}" was not computed`);
        return { values: state.output, bits: state.bits };
      };
      for (const layer of layers) {
        const { id } = layer.plan.layer;
        const inputs = layer.plan.inputs.map(({ connection }) => outputOf(connection.from));
        const state = layer.forward(inputs, isStatic ? 1 : steps, draws);
        states.set(id, state);
        if (layer !== readout && layer.coefficients?.spiking === true) send(id, state.output);
      }
      const readoutState = states.get(readout.plan.layer.id);
      if (readoutState === undefined) throw new Error('the readout was not computed');
      return { states, readout: readoutState, sent };
    },
    backward: (pass, readoutGradient, surrogate, extra, observe) => {
      const gradients = new Map<string, tf.Tensor>();
      const ofParameters = new Map<string, tf.Tensor>();
      for (const layer of [...layers].reverse()) {
        const id = layer.plan.layer.id;
        const state = pass.states.get(id);
        if (state === undefined) continue;
        const isReadout = layer === readout;
        const penalty = isReadout ? null : (extra?.(layer, state) ?? null);
        const arrived = isReadout ? readoutGradient.spikes : asSent(pass, id, gradients.get(id));
        const gradOutput =
          arrived !== null && penalty !== null ? tf.add(arrived, penalty) : (arrived ?? penalty);
        const gradMembrane = isReadout ? readoutGradient.membrane : null;
        observe?.({ layerId: id, state, gradOutput, gradMembrane });
        const result = layer.backward(state, {
          gradOutput,
          gradMembrane,
          surrogate,
          needsInput: layer.plan.inputs.map(
            ({ connection }) => observe !== undefined || trainableBefore.has(connection.from),
          ),
        });
        if (observe === undefined) arrived?.dispose();
        layer.parameters.forEach((own, index) => {
          const gradient = result.parameters[index];
          if (gradient !== undefined) ofParameters.set(own.id, gradient);
        });
        layer.plan.inputs.forEach(({ connection }, index) => {
          const gradient = result.inputs[index] ?? null;
          if (gradient === null) return;
          const before = gradients.get(connection.from);
          gradients.set(
            connection.from,
            before === undefined ? gradient : tf.add(before, gradient),
          );
        });
      }
      const gradOutput = asSent(pass, network.inputId, gradients.get(network.inputId));
      observe?.({ layerId: network.inputId, state: null, gradOutput, gradMembrane: null });
      return parameters.map((own) => {
        const gradient = ofParameters.get(own.id);
        if (gradient === undefined) throw new Error(`no gradient for ${own.id}`);
        return gradient;
      });
    },
    withSettings: (changed, changedAnalysis) => {
      const known = new Map(parameters.map((own) => [own.id, own]));
      const missing: string[] = [];
      const next = build(changed, changedAnalysis, null, (spec) => {
        const own = known.get(spec.id);
        const fits = own !== undefined && own.shape.join() === spec.shape.join();
        if (!fits) missing.push(spec.id);
        return { ...spec, tensor: own?.tensor ?? tf.scalar(0) };
      });
      return missing.length === 0 && next.parameters.length === parameters.length ? next : null;
    },
    on: (other) =>
      build(experiment, analysis, other, (spec) => {
        const own = parameters.find(({ id }) => id === spec.id);
        if (own === undefined) throw new Error(`${spec.id}: no such parameter`);
        return own;
      }),
    release: used.dispose,
    dispose: () => {
      used.dispose();
      for (const own of parameters) own.tensor.dispose();
    },
  };
  return network;
}

/** The gradient of a layer's spikes as they were sent; null where none has come. */
function asSent(
  { sent }: ForwardPass,
  id: string,
  gradient: tf.Tensor | undefined,
): tf.Tensor | null {
  const own = sent.get(id);
  return own === undefined || gradient === undefined
    ? (gradient ?? null)
    : gradientOfSent(gradient, own);
}

/** Ids of layers that have trainable parameters, or lie behind one that has. */
function layersBehindWeights(layers: readonly LayerRuntime[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { plan, parameters } of layers) {
    const behind = plan.inputs.some(({ connection }) => found.has(connection.from));
    if (behind || parameters.length > 0) found.add(plan.layer.id);
  }
  return found;
}
