/** Samples of a document as input spikes in the module's memory. */
import { catalog } from '#catalog/index.ts';
import { drawnIn } from '#catalog/encoders/poisson.ts';
import type { Dataset, Samples } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { numberParam, withDefaults } from '#model/params.ts';
import type { Split } from '#protocol/dataset.ts';
import type { Ahead } from '../../data/ahead.ts';
import { createAugmenter } from '../../data/augment.ts';
import { encodeBatch, presentedInputs, presentedValues, streamIdOf } from '../../data/batch.ts';
import { sampleShape } from '../../training/feed.ts';
import type { PresentedSample } from '../../training/learner.ts';
import { drawInputs, setInputSteps } from './kernelForward.ts';
import type { Kernel } from './kernelPlan.ts';

export interface Inputs {
  /** Puts a sample's spikes in; @returns its label */
  put(split: Split, index: number, epoch: number, training: boolean): number;
  /** The same for one sample that is looked at. */
  putSample(presented: PresentedSample): number;
  /** The same for raw values in 0..1 that belong to no split. */
  putValues(values: Float32Array): void;
}

export function createInputs(
  kernel: Kernel,
  experiment: Experiment,
  dataset: Dataset,
  ahead?: Ahead,
): Inputs {
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  const encoderParams = withDefaults(encoder.params, experiment.encoder.params);
  const { seed, simulation } = experiment;
  const { steps, dtMs } = simulation;
  const rates = new Float32Array(kernel.plan.inputs);
  const trains = new Float32Array(steps * kernel.plan.inputs);
  const only = new Uint32Array(1);
  const shape = sampleShape(experiment);
  const augmenter = createAugmenter(experiment);

  const put = (
    samples: Samples,
    split: Split,
    index: number,
    epoch: number,
    training: boolean,
  ): void => {
    only[0] = index;
    const presented = { samples, encoder, encoderParams, shape };
    const source = { ...presented, split, steps, dtMs, seed, training, augmenter, ahead };
    const isWhole = presentedInputs(presented).frames === 1;
    const isMoved = training && (augmenter?.times ?? null) !== null;
    if (encoder.output !== 'times' && encoder.kernel === 'bernoulli' && isWhole && !isMoved) {
      presentedValues(source, only, epoch, rates);
      const peakRate = numberParam(encoderParams, 'peakRate');
      for (let j = 0; j < rates.length; j++) rates[j]! *= peakRate;
      const drawn = drawnIn(encoderParams, epoch);
      drawInputs(kernel, { rates, seed, epoch: drawn, streamId: streamIdOf(split, index) });
      return;
    }
    setInputSteps(kernel, encodeBatch(source, only, epoch, {}, trains));
  };

  const inputs: Inputs = {
    put: (split, index, epoch, training) => {
      put(dataset[split], split, index, epoch, training);
      return dataset[split].labels[index]!;
    },
    putSample: ({ split, sampleIndex, epoch, given }) => {
      if (given === undefined) return inputs.put(split, sampleIndex, epoch, false);
      put(given, 'test', 0, 0, false);
      return given.labels[0]!;
    },
    putValues: (values) => {
      put({ count: 1, values, scale: 1, labels: new Uint8Array(1) }, 'test', 0, 0, false);
    },
  };
  return inputs;
}
