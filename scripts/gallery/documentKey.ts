import { createHash } from 'node:crypto';
import type { Experiment } from '#model/experiment.ts';

/** Says whether a picture shows this very document: changes with anything that training depends on. */
export function documentKey(experiment: Experiment): string {
  const { view: _shown, name: _called, ...trained } = experiment;
  return createHash('sha256').update(JSON.stringify(trained)).digest('hex').slice(0, 12);
}
