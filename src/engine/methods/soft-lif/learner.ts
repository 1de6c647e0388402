/** The learner of soft-LIF networks: trains rates, and shows and evaluates the spiking network. */
import type { Learner, LearnerContext } from '../../training/learner.ts';
import type { StepsLearner } from '../../training/stepsLearner.ts';
import { createStepsLearner } from '../../training/stepsLearner.ts';
import { evaluateSpiking } from './evaluateSpiking.ts';
import { probeSpikes } from './probe.ts';

export type SoftLifLearner = Learner & Required<Pick<Learner, 'runSpiking'>>;

export function createSoftLifLearner(context: LearnerContext): SoftLifLearner {
  return spiking(createStepsLearner(context));
}

function spiking(trained: StepsLearner): SoftLifLearner {
  return {
    ...trained,
    probe: (request) => probeSpikes(trained, request),
    runSpiking: (request, given) => {
      const { tested: network, analysis, feed, experiment } = trained;
      network.refresh();
      const count = request.split === 'train' ? feed.trainCount : feed.testCount;
      const { dtMs } = experiment.simulation;
      const { seed } = trained.experiment;
      return evaluateSpiking({ network, analysis, feed, dtMs, seed, count, ...given }, request);
    },
    withSettings: (experiment, analysis) => {
      const next = trained.withSettings(experiment, analysis);
      if (next === null) return null;
      return { learner: spiking(next.learner), momentsKept: next.momentsKept };
    },
  };
}
