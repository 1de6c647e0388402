/** Convolution layers: filters, optional pooling of the currents, LIF neurons. */
import * as tf from '@tensorflow/tfjs-core';
import { flagParam, numberParam, stringParam } from '#model/params.ts';
import type { ConvGeometry } from '../kernels/conv/geometry.ts';
import { convGeometry } from '../kernels/conv/geometry.ts';
import { convForward, convGradInput, convGradWeights } from '../kernels/conv/index.ts';
import { columnSum } from '../kernels/dense/index.ts';
import { spikeBits } from '../kernels/dense/spikeBits.ts';
import { lifBackward, lifForward } from '../kernels/lif/index.ts';
import type { PoolAttrs } from '../kernels/pool/index.ts';
import { poolBackward, poolForward } from '../kernels/pool/index.ts';
import { asImages, imageInput, requireCoefficients, stepsOf, timed } from './activation.ts';
import type { Activation, RuntimeFactory } from './layerRuntime.ts';

export const convRuntime: RuntimeFactory = (plan, context) => {
  const coefficients = requireCoefficients(plan, context);
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

  return {
    plan,
    parameters: bias === null ? [weights] : [weights, bias],
    coefficients,
    forward: (inputs, steps) => {
      const { values: input } = onlyInput(inputs, layer.id);
      const images = asImages(input, shape);
      const response = convForward(
        images,
        weights.tensor,
        bias?.tensor ?? null,
        geometryFor(images),
      );
      const pooled = pool === null ? response : poolForward(response, pool);
      const current = timed(pooled, stepsOf(input));
      const { membrane, spikes } = lifForward(current, null, { steps, coefficients });
      return {
        inputs,
        output: spikes,
        bits: coefficients.spiking ? spikeBits(spikes) : null,
        membrane,
        current,
        // Only max pooling has to look at what it pooled.
        extra: pool === null ? null : response,
      };
    },
    backward: (state, { gradOutput, gradMembrane, surrogate, needsInput }) => {
      const { membrane, current, extra } = state;
      if (membrane === null || current === null) throw new Error(`${layer.id}: no forward pass`);
      const { values: input } = onlyInput(state.inputs, layer.id);
      const images = asImages(input, shape);
      const geometry = geometryFor(images);
      const gradCurrent = lifBackward(
        { membrane, spikes: state.output, gradSpikes: gradOutput, gradMembrane, recurrent: null },
        {
          steps: stepsOf(membrane),
          coefficients,
          surrogate,
          sumOverSteps: stepsOf(current) === 1,
        },
      );
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
