/** Samples of a document as input spikes in the module's memory. */
import { catalog } from '#catalog/index.ts';
import { drawnIn } from '#catalog/encoders/poisson.ts';
import type { Dataset, Samples } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { numberParam, withDefaults } from '#model/params.ts';
import type { Split } from '#protocol/dataset.ts';
import { encodeBatch, gatherValues, streamIdOf } from '../../data/batch.ts';
import { drawInputs, setInputSteps } from './kernelForward.ts';
import type { Kernel } from './kernelPlan.ts';

export interface Inputs {
  /** Puts a sample's spikes in; @returns its label */
  put(split: Split, index: number, epoch: number, training: boolean): number;
  /** The same for raw values in 0..1 that belong to no split. */
  putValues(values: Float32Array): void;
}

export function createInputs(kernel: Kernel, experiment: Experiment, dataset: Dataset): Inputs {
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  const encoderParams = withDefaults(encoder.params, experiment.encoder.params);
  const { seed, simulation } = experiment;
  const { steps, dtMs } = simulation;
  const rates = new Float32Array(kernel.plan.inputs);
  const trains = new Float32Array(steps * kernel.plan.inputs);
  const only = new Uint32Array(1);

  const put = (
    samples: Samples,
    split: Split,
    index: number,
    epoch: number,
    training: boolean,
  ): void => {
    only[0] = index;
    if (encoder.output !== 'times' && encoder.kernel === 'bernoulli') {
      gatherValues(samples, only, rates);
      const peakRate = numberParam(encoderParams, 'peakRate');
      for (let j = 0; j < rates.length; j++) rates[j]! *= peakRate;
      const drawn = drawnIn(encoderParams, epoch);
      drawInputs(kernel, { rates, seed, epoch: drawn, streamId: streamIdOf(split, index) });
      return;
    }
    const source = { samples, split, encoder, encoderParams, steps, dtMs, seed, training };
    setInputSteps(kernel, encodeBatch(source, only, epoch, {}, trains));
  };

  return {
    put: (split, index, epoch, training) => {
      put(dataset[split], split, index, epoch, training);
      return dataset[split].labels[index]!;
    },
    putValues: (values) => {
      put({ count: 1, values, scale: 1, labels: new Uint8Array(1) }, 'test', 0, 0, false);
    },
  };
}
