/** An experiment on an imported data set. Pure. */
import { datasetOf, entryOf } from '#model/catalog.ts';
import type { Catalog } from '#model/catalog.ts';
import { setChosen } from '#model/edit/settings.ts';
import type { Experiment } from '#model/experiment.ts';
import { allows } from '#model/network/supports.ts';
import { defaultsOf } from '#model/params.ts';
import type { ImportedSet } from '#protocol/import.ts';

const STEPS = 100;

/** The experiment on a data set of values, with an encoder that can present them. */
export function withDataset(experiment: Experiment, id: string, catalog: Catalog): Experiment {
  const chosen = setChosen(experiment, catalog, 'dataset', id);
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  const { suggests } = entryOf(catalog.rules, experiment.rule.id);
  return encoder.needsSpikes === true
    ? setChosen(chosen, catalog, 'encoder', suggests.encoder.id)
    : chosen;
}

/**
 * The experiment with this data set. Spikes are presented as they are where the rule can take them:
 * in as many steps as cover the longest sample, or by the first spike of each input, sped up to fit
 * the presentation. Everything else stays.
 */
export function withSet(experiment: Experiment, set: ImportedSet, catalog: Catalog): Experiment {
  const chosen = setChosen(experiment, catalog, 'dataset', set.id);
  const { hasSpikes } = datasetOf(catalog, set.id);
  if (hasSpikes !== true) return withDataset(experiment, set.id, catalog);
  const { supports } = entryOf(catalog.rules, experiment.rule.id);
  const takesSteps = allows(supports.encoders, 'directSpikes');
  const id = takesSteps ? 'directSpikes' : 'firstSpikes';
  if (!allows(supports.encoders, id)) return chosen;
  const params = defaultsOf(entryOf(catalog.encoders, id).params);
  const longestMs = Math.max(set.longestMs, 1);
  const { simulation } = experiment;
  if (takesSteps) {
    const dtMs = Math.max(0.1, Math.ceil((10 * longestMs) / STEPS) / 10);
    return { ...chosen, encoder: { id, params }, simulation: { steps: STEPS, dtMs } };
  }
  const presentedMs = simulation.steps * simulation.dtMs;
  const speed = Number(Math.max(0.001, longestMs / presentedMs).toPrecision(3));
  return { ...chosen, encoder: { id, params: { ...params, speed } } };
}
