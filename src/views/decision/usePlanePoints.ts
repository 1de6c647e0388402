import { useEffect, useState } from 'react';
import { datasetClient } from '#state/datasetClient.ts';
import { useExperiment } from '#state/experimentStore.ts';
import type { PointSets } from './decisionData.ts';

/** As many as any set in the plane has; a point is nine bytes. */
const ALL_POINTS = 100_000;

/** The points of the open data set while `isWanted`; null until they are there, or when they are none. */
export function usePlanePoints(isWanted: boolean): PointSets | null {
  const dataset = useExperiment(({ experiment }) => experiment.dataset);
  const seed = useExperiment(({ experiment }) => experiment.seed);
  const [found, setFound] = useState<{ of: object; points: PointSets } | null>(null);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isStale = false;
    Promise.all([
      datasetClient.points('train', ALL_POINTS),
      datasetClient.points('test', ALL_POINTS),
    ])
      .then(([train, test]) => {
        if (!isStale) setFound({ of: dataset, points: { train, test } });
      })
      // The run reports a data set that cannot be had; the map then stays without points.
      .catch(() => undefined);
    return () => {
      isStale = true;
    };
  }, [isWanted, dataset, seed]);
  return found?.of === dataset ? found.points : null;
}
