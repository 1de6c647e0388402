/** An experiment on an imported data set. Pure. */
import type { Catalog } from '#model/catalog.ts';
import { datasetOf } from '#model/catalog.ts';
import { withRecordedSpikes } from '#model/edit/presentation.ts';
import { setChosen } from '#model/edit/settings.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ImportedSet } from '#protocol/import.ts';

/** The experiment with this data set, its spikes presented in full; everything else stays. */
export function withSet(experiment: Experiment, set: ImportedSet, catalog: Catalog): Experiment {
  const chosen = setChosen(experiment, catalog, 'dataset', set.id);
  return datasetOf(catalog, set.id).hasSpikes === true
    ? withRecordedSpikes(chosen, set.longestMs, catalog)
    : chosen;
}
