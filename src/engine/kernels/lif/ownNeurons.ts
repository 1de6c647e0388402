/**
 * A LIF layer whose neurons have constants of their own, on the WASM backend.
 *
 * The float64 loops of kernels/reference/lif.ts on copies of the tensors: the compiled kernels take
 * the same constants for a whole layer, and a substrate with a fixed pattern is rare enough that
 * loops which are some times slower do.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LifCoefficients } from '#model/catalog.ts';
import { lifBackward, lifForward } from '../reference/lif.ts';
import { lifLayerOf } from '../reference/lifLayer.ts';
import { surrogateKind } from '../../network/reference/surrogateKind.ts';
import type { LifBackwardAttrs } from './index.ts';

const float64 = (tensor: tf.Tensor): Float64Array =>
  Float64Array.from(tensor.dataSync<'float32'>());

function recurrentOf(tensor: tf.Tensor | null): Float64Array | null {
  return tensor === null ? null : float64(tensor);
}

/** As `lifForward` of the kernels; `own` has one entry a neuron. */
export function lifForwardOwn(
  current: tf.Tensor,
  recurrent: tf.Tensor | null,
  steps: number,
  own: readonly LifCoefficients[],
): { membrane: tf.Tensor; spikes: tf.Tensor } {
  const [, batch = 0, neurons = 0] = current.shape;
  const layer = lifLayerOf({ steps, batch, neurons }, first(own), recurrentOf(recurrent), own);
  const states = lifForward(layer, float64(current));
  const tensor = (values: Float64Array): tf.Tensor =>
    tf.tensor3d(Float32Array.from(values), [steps, batch, neurons]);
  return { membrane: tensor(states.membrane), spikes: tensor(states.spikes) };
}

/** As `lifBackward` of the kernels. */
export function lifBackwardOwn(
  inputs: {
    readonly membrane: tf.Tensor;
    readonly spikes: tf.Tensor;
    readonly gradSpikes: tf.Tensor | null;
    readonly gradMembrane: tf.Tensor | null;
    readonly recurrent: tf.Tensor | null;
  },
  { surrogate, sumOverSteps }: Pick<LifBackwardAttrs, 'surrogate' | 'sumOverSteps'>,
  own: readonly LifCoefficients[],
): tf.Tensor {
  const [steps = 0, batch = 0, neurons = 0] = inputs.membrane.shape;
  const layer = lifLayerOf(
    { steps, batch, neurons },
    first(own),
    recurrentOf(inputs.recurrent),
    own,
  );
  const states = { membrane: float64(inputs.membrane), spikes: float64(inputs.spikes) };
  const size = states.membrane.length;
  const orZeros = (tensor: tf.Tensor | null): Float64Array =>
    tensor === null ? new Float64Array(size) : float64(tensor);
  const gradient = lifBackward(
    layer,
    states,
    orZeros(inputs.gradSpikes),
    orZeros(inputs.gradMembrane),
    {
      surrogate: surrogateKind(surrogate.code),
      steepness: surrogate.slope,
      resetFlows: surrogate.resetFlows,
    },
  );
  if (!sumOverSteps) return tf.tensor3d(Float32Array.from(gradient), [steps, batch, neurons]);
  const summed = new Float64Array(batch * neurons);
  for (let i = 0; i < size; i++) summed[i % summed.length]! += gradient[i]!;
  return tf.tensor3d(Float32Array.from(summed), [1, batch, neurons]);
}

function first(own: readonly LifCoefficients[]): LifCoefficients {
  const [constants] = own;
  if (constants === undefined) throw new Error('a layer without neurons');
  return constants;
}
