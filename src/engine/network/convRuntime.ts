/** Convolution layers: filters, optional pooling of the currents, neurons. */
import * as tf from '@tensorflow/tfjs-core';
import { flagParam, numberParam, stringParam } from '#model/params.ts';
import type { ConvGeometry } from '../kernels/conv/geometry.ts';
import { convGeometry } from '../kernels/conv/geometry.ts';
import { convForward, convGradInput, convGradWeights } from '../kernels/conv/index.ts';
import { columnSum } from '../kernels/dense/index.ts';
import type { PoolAttrs } from '../kernels/pool/index.ts';
import { poolBackward, poolForward } from '../kernels/pool/index.ts';
import { asImages, imageInput, stepsOf, timed } from './activation.ts';
import type { Activation, RuntimeFactory, WeightedSums } from './layerRuntime.ts';
import { neuronsOf } from './neurons.ts';

export const convRuntime: RuntimeFactory = (plan, context) => {
  const neurons = neuronsOf(plan, context);
  const { layer } = plan;
  const shape = imageInput(plan);
  const [height, width, channelsIn] = shape;
  const kernelSize = numberParam(layer.params, 'kernelSize');
  const channelsOut = numberParam(layer.params, 'filters');
  const fanIn = kernelSize * kernelSize * channelsIn;
  const weights = context.parameter({
    id: `${layer.id}/weights`,
    layer,
    role: 'weights',
    shape: [kernelSize, kernelSize, channelsIn, channelsOut],
    fanIn,
  });
  const bias = flagParam(layer.params, 'bias')
    ? context.parameter({
        id: `${layer.id}/bias`,
        layer,
        role: 'bias',
        shape: [channelsOut],
        fanIn,
      })
    : null;
  const pooling = poolingOf(stringParam(layer.params, 'currentPool'));
  const pool: PoolAttrs | null =
    pooling === null ? null : { mode: pooling, size: numberParam(layer.params, 'currentPoolSize') };
  const geometryFor = (images: tf.Tensor): ConvGeometry =>
    convGeometry({
      batch: images.shape[0] ?? 0,
      height,
      width,
      channelsIn,
      channelsOut,
      kernelSize,
      stride: numberParam(layer.params, 'stride'),
      same: stringParam(layer.params, 'padding') === 'same',
    });

  const sums = (inputs: readonly Activation[], withBias: boolean): WeightedSums => {
    const { values: input } = onlyInput(inputs, layer.id);
    const images = asImages(input, shape);
    const added = withBias ? (bias?.tensor ?? null) : null;
    const response = convForward(images, weights.tensor, added, geometryFor(images));
    const pooled = pool === null ? response : poolForward(response, pool);
    // Only max pooling has to look at what it pooled.
    return { current: timed(pooled, stepsOf(input)), extra: pool === null ? null : response };
  };

  return {
    plan,
    parameters: bias === null ? [weights] : [weights, bias],
    coefficients: neurons.coefficients,
    own: neurons.own,
    sums,
    forward: (inputs, steps, draws) => {
      const { current, extra } = sums(inputs, true);
      return { inputs, current, ...neurons.forward(current, null, steps, draws), extra };
    },
    backward: (state, { gradOutput, gradMembrane, surrogate, needsInput }) => {
      const { current, extra } = state;
      if (current === null) throw new Error(`${layer.id}: no forward pass`);
      const { values: input } = onlyInput(state.inputs, layer.id);
      const images = asImages(input, shape);
      const geometry = geometryFor(images);
      const gradCurrent = neurons.backward(state, {
        ...{ gradOutput, gradMembrane, surrogate },
        recurrent: null,
        sumOverSteps: stepsOf(current) === 1,
      });
      const [outHeight, outWidth] = plan.output as readonly [number, number, number];
      const gradPooled = asImages(gradCurrent, [outHeight, outWidth, channelsOut]);
      const gradResponse =
        pool === null || extra === null
          ? gradPooled
          : poolBackward({ x: extra, gradOutput: gradPooled }, pool);
      const rows = gradResponse.size / channelsOut;
      return {
        inputs: [
          needsInput[0] === true
            ? timed(convGradInput(gradResponse, weights.tensor, geometry), stepsOf(input))
            : null,
        ],
        parameters: [
          convGradWeights(images, gradResponse, geometry),
          ...(bias === null ? [] : [columnSum(tf.reshape(gradResponse, [rows, channelsOut]))]),
        ],
      };
    },
  };
};

function poolingOf(value: string): PoolAttrs['mode'] | null {
  return value === 'max' || value === 'average' ? value : null;
}

export function onlyInput(inputs: readonly Activation[], layerId: string): Activation {
  const [input] = inputs;
  if (input === undefined) throw new Error(`${layerId}: no input`);
  return input;
}
