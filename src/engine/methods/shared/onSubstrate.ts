/**
 * A learner in float64 whose passes run on the substrate of its document.
 *
 * Such learners compute a whole pass before they return, so that the weights of the substrate are in
 * place during the call and the trained ones afterwards.
 */
import type { Experiment } from '#model/experiment.ts';
import type { Split } from '#protocol/dataset.ts';
import { streamIdOf } from '../../data/batch.ts';
import type { ActiveEffects } from '../../effects/activeEffects.ts';
import { activeEffects } from '../../effects/activeEffects.ts';
import type { Learner } from '../../training/learner.ts';
import type { Presentation, Substrate } from './substrate.ts';

export function onSubstrate(
  experiment: Experiment,
  substrate: Substrate,
  learner: Learner,
): Learner {
  const training = activeEffects(experiment, 'training');
  const evaluation = activeEffects(experiment, 'evaluation');
  if (training === null && evaluation === null) return learner;
  // Noise is left out of an explanation, as it is in all rules.
  const explained = training === null ? null : { ...training, arrivals: null };
  const during = <T>(effects: ActiveEffects | null, given: Presentation, pass: () => T): T => {
    substrate.begin(effects, given);
    try {
      return pass();
    } finally {
      substrate.end();
    }
  };
  const named = (split: Split, indices: ArrayLike<number>, epoch: number): Presentation => ({
    epoch,
    streams: Uint32Array.from(indices, (index) => streamIdOf(split, index)),
  });
  const { predict } = learner;
  return {
    ...learner,
    train: (request) =>
      during(training, named('train', request.indices, request.epoch), () =>
        learner.train(request),
      ),
    evaluate: (split, indices) =>
      during(evaluation, named(split, indices, 0), () => learner.evaluate(split, indices)),
    predict: (split, indices) =>
      during(evaluation, named(split, indices, 0), () => predict(split, indices)),
    probe: (request) =>
      during(evaluation, named(request.split, [request.sampleIndex], request.epoch), () =>
        learner.probe(request),
      ),
    explain: (request) =>
      during(explained, named(request.split, [request.sampleIndex], request.epoch), () =>
        learner.explain(request),
      ),
    weights: (layerId, from) =>
      during(evaluation, named('test', [], 0), () => learner.weights(layerId, from)),
    classify: (values, count) =>
      during(
        evaluation,
        named(
          'test',
          Uint32Array.from({ length: count }, (_, i) => i),
          0,
        ),
        () => learner.classify(values, count),
      ),
  };
}
