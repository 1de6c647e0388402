/** What happens between a layer's weighted inputs and its output, whatever the weights are. */
import type * as tf from '@tensorflow/tfjs-core';
import type { LifCoefficients } from '#model/catalog.ts';
import type { LayerPlan } from '#model/network/analyse.ts';
import { spikeBits } from '../kernels/dense/spikeBits.ts';
import type { SurrogateAttrs } from '../kernels/lif/index.ts';
import { lifBackward, lifForward } from '../kernels/lif/index.ts';
import { lifBackwardOwn, lifForwardOwn } from '../kernels/lif/ownNeurons.ts';
import { softLifNeurons } from '../methods/soft-lif/neurons.ts';
import { stepsOf } from './activation.ts';
import type { Draws, LayerState, RuntimeContext } from './layerRuntime.ts';

export type NeuronState = Pick<LayerState, 'output' | 'bits' | 'membrane' | 'slope'>;

export interface NeuronGradients {
  readonly gradOutput: tf.Tensor | null;
  readonly gradMembrane: tf.Tensor | null;
  readonly surrogate: SurrogateAttrs;
  readonly recurrent: tf.Tensor | null;
  /** Add the gradient of the current up over time, as a current that never changes needs. */
  readonly sumOverSteps: boolean;
}

export interface NeuronRuntime {
  /** Constants of a neuron that steps through time; null for others. */
  readonly coefficients: LifCoefficients | null;
  /** As with `LayerRuntime`. */
  readonly own: readonly LifCoefficients[] | null;
  forward(
    current: tf.Tensor,
    recurrent: tf.Tensor | null,
    steps: number,
    draws: Draws | null,
  ): NeuronState;
  /** Gradient of the current, `[T or 1, B, size]`. */
  backward(state: NeuronState, request: NeuronGradients): tf.Tensor;
}

/** The neurons of a layer that has some. */
export function neuronsOf(plan: LayerPlan, context: RuntimeContext): NeuronRuntime {
  const { layer } = plan;
  if (layer.neuron?.id === 'softLif') {
    return softLifNeurons(layer.id, layer.neuron.params, context.experiment.rule.params);
  }
  if (context.coefficients === null) throw new Error(`${layer.id}: no neuron model`);
  return lifNeurons(context.coefficients, context.own, layer.id);
}

function lifNeurons(
  coefficients: LifCoefficients,
  own: readonly LifCoefficients[] | null,
  layerId: string,
): NeuronRuntime {
  return {
    coefficients,
    own,
    forward: (current, recurrent, steps) => {
      const { membrane, spikes } =
        own === null
          ? lifForward(current, recurrent, { steps, coefficients })
          : lifForwardOwn(current, recurrent, steps, own);
      const bits = coefficients.spiking ? spikeBits(spikes) : null;
      return { output: spikes, bits, membrane, slope: null };
    },
    backward: ({ membrane, output }, request) => {
      if (membrane === null) throw new Error(`${layerId}: no forward pass`);
      const { gradOutput: gradSpikes, gradMembrane, recurrent, surrogate, sumOverSteps } = request;
      const past = { membrane, spikes: output, gradSpikes, gradMembrane, recurrent };
      return own === null
        ? lifBackward(past, { steps: stepsOf(membrane), coefficients, surrogate, sumOverSteps })
        : lifBackwardOwn(past, { surrogate, sumOverSteps }, own);
    },
  };
}
