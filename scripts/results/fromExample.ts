/** Documents of rows that begin with one from the gallery. */
import { examples } from '#catalog/examples/index.ts';
import type { Experiment } from '#model/experiment.ts';

/** @throws Error for an example that is not there */
export function exampleExperiment(id: string): Experiment {
  const found = examples.find((example) => example.id === id);
  if (found !== undefined) return found.experiment;
  throw new Error(`example: got "${id}", expected ${examples.map((own) => own.id).join(', ')}`);
}

/** The same with samples held back, and trained for so many epochs when a number is given. */
export function validated(experiment: Experiment, epochs?: number): Experiment {
  const { stopping } = experiment;
  return {
    ...experiment,
    stopping: { epochs: epochs ?? stopping.epochs, targetAccuracy: 0, validation: true },
  };
}
