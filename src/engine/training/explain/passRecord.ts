/** One sample forwards and backwards through a network on tfjs, with everything read that explains it. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayerRuntime, LayerState } from '../../network/layerRuntime.ts';
import type { StepsLearner } from '../stepsLearner.ts';
import { batchGradient } from '../update.ts';
import type { ExplainSample } from '../learner.ts';
import type { LifErrors, LifPast } from './lifErrors.ts';
import { lifErrors } from './lifErrors.ts';

/** A layer in the pass of one sample; arrays are `[T or 1, size]`. */
export interface LayerRecord {
  readonly id: string;
  readonly layer: LayerRuntime | null;
  readonly size: number;
  readonly output: Float32Array;
  readonly gradOutput: Float32Array | null;
  /** Of LIF neurons and leaky integrators; null for other layers. */
  readonly lif: { readonly past: LifPast; readonly errors: LifErrors } | null;
  /** Derivative of a rate by its current; null for other layers. */
  readonly rateSlope: Float32Array | null;
  /** What a convolution pooled; null for other layers. */
  readonly response: Float32Array | null;
}

export interface PassRecord {
  /** In network order, the input first. */
  readonly layers: readonly LayerRecord[];
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** Of the batch of this one sample, by parameter; what the optimiser would be given. */
  readonly gradients: ReadonlyMap<string, Float32Array>;
  readonly scores: Float32Array;
  readonly label: number;
  readonly loss: number;
  readonly steps: number;
}

interface Observed {
  readonly layerId: string;
  readonly state: LayerState | null;
  readonly gradOutput: tf.Tensor | null;
  readonly gradMembrane: tf.Tensor | null;
}

/** Runs the sample as evaluation presents it: without the noise that only training has. */
export async function recordPass(
  { network, settings, feed }: StepsLearner,
  { split, sampleIndex, epoch }: ExplainSample,
): Promise<PassRecord> {
  const presentation = feed.batch(split, [sampleIndex], epoch);
  // What the substrate does to single spikes is noise as well.
  const batch = { ...presentation, presented: null };
  // The engine's scope keeps the tensors of the pass alive until everything has been read.
  tf.engine().startScope('explain');
  try {
    const observed: Observed[] = [];
    const { gradients, results, scores } = batchGradient(network, settings, batch, (arrived) =>
      observed.push(arrived),
    );
    const parameters = new Map<string, Float32Array>();
    const ofParameters = new Map<string, Float32Array>();
    for (const { parameters: own } of network.layers) {
      for (const { id, tensor } of own) parameters.set(id, await read(tensor));
    }
    for (const [index, { id }] of network.parameters.entries()) {
      ofParameters.set(id, await read(gradients[index]!));
    }
    const layers: LayerRecord[] = [];
    for (const own of observed.reverse()) {
      const layer = network.layers.find(({ plan }) => plan.layer.id === own.layerId) ?? null;
      const output = own.state?.output ?? batch.input;
      const recurrent = layer?.parameters.find(({ role }) => role === 'recurrent');
      const gradOutput = await readOrNull(own.gradOutput);
      const base = {
        id: own.layerId,
        layer,
        size: output.shape[2] ?? 0,
        output: await read(output),
        gradOutput,
        rateSlope: await readOrNull(own.state?.slope ?? null),
        response: await readOrNull(own.state?.extra ?? null),
      };
      const { membrane = null } = own.state ?? {};
      const coefficients = layer?.coefficients ?? null;
      if (coefficients === null || membrane === null) {
        layers.push({ ...base, lif: null });
        continue;
      }
      const past: LifPast = {
        coefficients,
        own: layer?.own ?? null,
        surrogate: settings.surrogate,
        steps: membrane.shape[0] ?? 0,
        size: base.size,
        membrane: await read(membrane),
        spikes: base.output,
        gradSpikes: gradOutput,
        gradMembrane: await readOrNull(own.gradMembrane),
        recurrent: recurrent === undefined ? null : (parameters.get(recurrent.id) ?? null),
      };
      layers.push({ ...base, lif: { past, errors: lifErrors(past) } });
    }
    const [loss = NaN] = await results.data();
    const [label = 0] = await batch.labels.data();
    return {
      layers,
      parameters,
      gradients: ofParameters,
      scores: await read(scores),
      label,
      loss,
      steps: batch.steps,
    };
  } finally {
    tf.engine().endScope();
    batch.input.dispose();
    batch.labels.dispose();
  }
}

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data());
}

async function readOrNull(tensor: tf.Tensor | null): Promise<Float32Array | null> {
  return tensor === null ? null : read(tensor);
}

/** ∂L/∂x `[T or 1, N]` of the neurons of a layer; null for layers without neurons. */
export function currentErrors({
  lif,
  rateSlope,
  gradOutput,
}: LayerRecord): ArrayLike<number> | null {
  if (lif !== null) return lif.errors.current;
  if (rateSlope === null) return null;
  return rateSlope.map((slope, n) => slope * (gradOutput?.[n] ?? 0));
}
