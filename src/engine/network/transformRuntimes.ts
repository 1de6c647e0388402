/** Layers without weights or neurons: pooling and flattening. */
import * as tf from '@tensorflow/tfjs-core';
import { numberParam } from '#model/params.ts';
import { spikeBits } from '../kernels/dense/spikeBits.ts';
import type { PoolMode } from '../kernels/pool/index.ts';
import { poolBackward, poolForward } from '../kernels/pool/index.ts';
import { asImages, imageInput, stepsOf, timed } from './activation.ts';
import { onlyInput } from './convRuntime.ts';
import type { RuntimeFactory } from './layerRuntime.ts';

const NOTHING = { membrane: null, current: null, slope: null, extra: null } as const;

export function poolRuntime(mode: PoolMode): RuntimeFactory {
  return (plan) => {
    const shape = imageInput(plan);
    const attrs = { mode, size: numberParam(plan.layer.params, 'size') };
    const [height, width, channels] = plan.output as readonly [number, number, number];
    return {
      plan,
      parameters: [],
      coefficients: null,
      own: null,
      forward: (inputs) => {
        const input = onlyInput(inputs, plan.layer.id);
        const pooled = poolForward(asImages(input.values, shape), attrs);
        const output = timed(pooled, stepsOf(input.values));
        // The largest of spikes is a spike, their average is none.
        const bits = mode === 'max' && input.bits !== null ? spikeBits(output) : null;
        return { inputs, output, bits, ...NOTHING };
      },
      backward: (state, { gradOutput, needsInput }) => {
        if (gradOutput === null || needsInput[0] !== true)
          return { inputs: [null], parameters: [] };
        const { values: input } = onlyInput(state.inputs, plan.layer.id);
        const gradient = poolBackward(
          {
            x: asImages(input, shape),
            gradOutput: asImages(gradOutput, [height, width, channels]),
          },
          attrs,
        );
        return { inputs: [timed(gradient, stepsOf(input))], parameters: [] };
      },
    };
  };
}

/** Activations are stored flat, so flattening changes the shape in the plan and nothing else. */
export const flattenRuntime: RuntimeFactory = (plan) => ({
  plan,
  parameters: [],
  coefficients: null,
  own: null,
  forward: (inputs) => {
    const { values, bits } = onlyInput(inputs, plan.layer.id);
    return { inputs, output: tf.clone(values), bits, ...NOTHING };
  },
  backward: (_state, { gradOutput }) => ({
    inputs: [gradOutput === null ? null : tf.clone(gradOutput)],
    parameters: [],
  }),
});
