/** Dense and readout layers: weighted sums of all inputs into LIF neurons or leaky integrators. */
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
import { spikeBits } from '../kernels/dense/spikeBits.ts';
import { lifBackward, lifForward } from '../kernels/lif/index.ts';
import { mergeTime, requireCoefficients, stepsOf, timed } from './activation.ts';
import type { RuntimeFactory } from './layerRuntime.ts';
import type { Parameter } from './parameters.ts';

export const denseRuntime: RuntimeFactory = (plan, context) => {
  const coefficients = requireCoefficients(plan, context);
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

  return {
    plan,
    parameters: own,
    coefficients,
    forward: (inputs, steps) => {
      const currents = inputs.map((input, index) => {
        const matrix = weights[index]?.tensor;
        if (matrix === undefined) throw new Error(`${layer.id}: input ${index} has no weights`);
        const withBias = index === 0 ? (bias?.tensor ?? null) : null;
        const { values, bits } = input;
        return timed(denseForward(mergeTime(values), matrix, withBias, bits), stepsOf(values));
      });
      const current = currents.reduce((sum, part) => tf.add(sum, part));
      const { membrane, spikes } = lifForward(current, recurrent?.tensor ?? null, {
        steps,
        coefficients,
      });
      const bits = coefficients.spiking ? spikeBits(spikes) : null;
      return { inputs, output: spikes, bits, membrane, current, extra: null };
    },
    backward: (state, { gradOutput, gradMembrane, surrogate, needsInput }) => {
      const { membrane, current } = state;
      if (membrane === null || current === null) throw new Error(`${layer.id}: no forward pass`);
      const steps = stepsOf(membrane);
      const constant = stepsOf(current) === 1;
      const gradCurrent = lifBackward(
        {
          membrane,
          spikes: state.output,
          gradSpikes: gradOutput,
          gradMembrane,
          recurrent: recurrent?.tensor ?? null,
        },
        { steps, coefficients, surrogate, sumOverSteps: constant && recurrent === null },
      );
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
