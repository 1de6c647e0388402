import { useEffect, useState } from 'react';
import type { SampleView } from '#protocol/dataset.ts';
import { datasetClient } from '#state/datasetClient.ts';
import { useExperiment } from '#state/experimentStore.ts';

/** The shown sample of the data set while `isWanted`; the last one until it is there. */
export function useSample(isWanted: boolean): SampleView | null {
  const dataset = useExperiment(({ experiment }) => experiment.dataset);
  const seed = useExperiment(({ experiment }) => experiment.seed);
  const split = useExperiment(({ experiment }) => experiment.view.split);
  const index = useExperiment(({ experiment }) => experiment.view.sampleIndex);
  const [found, setFound] = useState<{ of: object; sample: SampleView } | null>(null);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isStale = false;
    datasetClient
      .sample(split, index)
      .then((sample) => {
        if (!isStale) setFound({ of: dataset, sample });
      })
      // The run reports a data set that cannot be had.
      .catch(() => {
        if (!isStale) setFound(null);
      });
    return () => {
      isStale = true;
    };
  }, [isWanted, dataset, seed, split, index]);
  return found?.of === dataset ? found.sample : null;
}
