/** Soft-LIF neurons in the static network that is trained. */
import * as tf from '@tensorflow/tfjs-core';
import { softLifConstants } from '#catalog/neurons/softLif.ts';
import { trainingNoise } from '#catalog/rules/softLif.ts';
import type { ParamValues } from '#model/params.ts';
import { nameHash } from '#model/random/nameHash.ts';
import { softLifBackward, softLifForward } from '../../kernels/softLif/index.ts';
import type { NeuronRuntime } from '../../network/neurons.ts';

export function softLifNeurons(
  layerId: string,
  params: ParamValues,
  ruleParams: ParamValues,
): NeuronRuntime {
  const neuron = softLifConstants(params);
  const noise = trainingNoise(ruleParams);
  const layer = nameHash(layerId);
  return {
    coefficients: null,
    own: null,
    forward: (current, _recurrent, _steps, draws) => {
      const noisy = draws !== null && noise.kind !== 'none';
      const streams = noisy ? tf.tensor1d(Int32Array.from(draws.streams), 'int32') : null;
      const key = [draws?.seed ?? 0, draws?.epoch ?? 0] as const;
      const { values, slopes } = softLifForward(current, streams, { neuron, noise, key, layer });
      streams?.dispose();
      return { output: values, bits: null, membrane: null, slope: slopes };
    },
    backward: ({ slope }, { gradOutput }) => {
      if (slope === null) throw new Error(`${layerId}: no forward pass`);
      return gradOutput === null ? tf.zerosLike(slope) : softLifBackward(gradOutput, slope);
    },
  };
}
