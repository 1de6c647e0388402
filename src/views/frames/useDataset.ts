import { catalog } from '#catalog/index.ts';
import type { DatasetEntry } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import { useExperiment } from '#state/experimentStore.ts';

/** The data set of the open document. */
export function useDataset(): DatasetEntry {
  return useExperiment(({ experiment }) => entryOf(catalog.datasets, experiment.dataset.id));
}

export function useClassNames(): readonly string[] {
  return useDataset().classes;
}
