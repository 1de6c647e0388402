import { useMemo } from 'react';
import { catalog } from '#catalog/index.ts';
import type { DatasetEntry } from '#model/catalog.ts';
import { datasetShape, entryOf } from '#model/catalog.ts';
import type { Shape } from '#model/shape.ts';
import { useExperiment } from '#state/experimentStore.ts';

/** The data set of the open document. */
export function useDataset(): DatasetEntry {
  return useExperiment(({ experiment }) => entryOf(catalog.datasets, experiment.dataset.id));
}

/** Shape of its samples with the parameters of the document. */
export function useSampleShape(): Shape {
  const dataset = useDataset();
  const params = useExperiment(({ experiment }) => experiment.dataset.params);
  return useMemo(() => datasetShape(dataset, params), [dataset, params]);
}

export function useClassNames(): readonly string[] {
  return useDataset().classes;
}
