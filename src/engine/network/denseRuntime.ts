/** Dense and readout layers: weighted sums of all inputs into neurons. */
import * as tf from '@tensorflow/tfjs-core';
import { flagParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import {
  columnSum,
  denseForward,
  denseGradInput,
  denseGradWeights,
  gradRecurrentWeights,
  sumOverTime,
} from '../kernels/dense/index.ts';
import { mergeTime, stepsOf, timed } from './activation.ts';
import type { Activation, RuntimeFactory } from './layerRuntime.ts';
import { neuronsOf } from './neurons.ts';
import type { Parameter } from './parameters.ts';

export const denseRuntime: RuntimeFactory = (plan, context) => {
  const neurons = neuronsOf(plan, context);
  const { layer } = plan;
  const units = sizeOf(plan.output);
  const fanIn =
    plan.inputs.reduce((sum, input) => sum + sizeOf(input.shape), 0) +
    (plan.recurrent === null ? 0 : units);
  const weights = plan.inputs.map(({ connection, shape }) =>
    context.parameter({
      id: `${layer.id}/weights/${connection.id}`,
      layer,
      role: 'weights',
      shape: [sizeOf(shape), units],
      fanIn,
    }),
  );
  const recurrent =
    plan.recurrent === null
      ? null
      : context.parameter({
          id: `${layer.id}/recurrent`,
          layer,
          role: 'recurrent',
          shape: [units, units],
          fanIn,
        });
  const bias = flagParam(layer.params, 'bias')
    ? context.parameter({ id: `${layer.id}/bias`, layer, role: 'bias', shape: [units], fanIn })
    : null;
  const own = [...weights, recurrent, bias].filter((one): one is Parameter => one !== null);
  const sums = (inputs: readonly Activation[], withBias: boolean): tf.Tensor =>
    inputs
      .map((input, index) => {
        const matrix = weights[index]?.tensor;
        if (matrix === undefined) throw new Error(`${layer.id}: input ${index} has no weights`);
        const added = index === 0 && withBias ? (bias?.tensor ?? null) : null;
        const { values, bits } = input;
        return timed(denseForward(mergeTime(values), matrix, added, bits), stepsOf(values));
      })
      .reduce((sum, part) => tf.add(sum, part));

  return {
    plan,
    parameters: own,
    coefficients: neurons.coefficients,
    own: neurons.own,
    sums: (inputs, withBias) => ({ current: sums(inputs, withBias), extra: null }),
    forward: (inputs, steps, draws) => {
      const current = sums(inputs, true);
      const fired = neurons.forward(current, recurrent?.tensor ?? null, steps, draws);
      return { inputs, current, ...fired, extra: null };
    },
    backward: (state, { gradOutput, gradMembrane, surrogate, needsInput }) => {
      const { current } = state;
      if (current === null) throw new Error(`${layer.id}: no forward pass`);
      const gradCurrent = neurons.backward(state, {
        ...{ gradOutput, gradMembrane, surrogate },
        recurrent: recurrent?.tensor ?? null,
        sumOverSteps: stepsOf(current) === 1 && recurrent === null,
      });
      const summed = stepsOf(gradCurrent) === 1 ? gradCurrent : null;
      const forInput = (input: tf.Tensor): tf.Tensor =>
        mergeTime(stepsOf(input) > 1 ? gradCurrent : (summed ?? sumOverTime(gradCurrent)));
      return {
        inputs: state.inputs.map(({ values }, index) => {
          const matrix = weights[index]?.tensor;
          if (needsInput[index] !== true || matrix === undefined) return null;
          return timed(denseGradInput(forInput(values), matrix), stepsOf(values));
        }),
        parameters: [
          ...state.inputs.map(({ values, bits }) =>
            denseGradWeights(mergeTime(values), forInput(values), bits),
          ),
          ...(recurrent === null
            ? []
            : [gradRecurrentWeights(state.output, gradCurrent, state.bits)]),
          ...(bias === null ? [] : [columnSum(mergeTime(gradCurrent))]),
        ],
      };
    },
  };
};
