import { useEffect, useState } from 'react';
import type { AugmentedSample } from '#protocol/dataset.ts';
import { datasetClient } from '#state/datasetClient.ts';
import { useExperiment } from '#state/experimentStore.ts';

/** A slider is dragged through many values; only where it rests is asked for. */
const REST_MS = 150;
const DRAWS = 5;

export interface AugmentedView {
  /** Number of the training sample. */
  readonly index: number;
  readonly original: AugmentedSample;
  readonly draws: readonly AugmentedSample[];
}

/** The shown training sample under augmentation; the last one until it is there, 'failed' where there is none. */
export function useAugmented(): AugmentedView | 'failed' | null {
  const dataset = useExperiment(({ experiment }) => experiment.dataset);
  const encoder = useExperiment(({ experiment }) => experiment.encoder);
  const augmentation = useExperiment(({ experiment }) => experiment.augmentation);
  const simulation = useExperiment(({ experiment }) => experiment.simulation);
  const seed = useExperiment(({ experiment }) => experiment.seed);
  // Test samples are never changed: of those the first training sample stands for all.
  const index = useExperiment(({ experiment: { view } }) =>
    view.split === 'train' ? view.sampleIndex : 0,
  );
  const [view, setView] = useState<AugmentedView | 'failed' | null>(null);
  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => {
      Promise.all([
        datasetClient.sample('train', index),
        datasetClient.encoded('train', index),
        datasetClient.augmented(index, DRAWS),
      ])
        .then(([{ values }, encoded, draws]) => {
          if (!isStale) setView({ index, original: { values, encoded }, draws });
        })
        .catch(() => {
          if (!isStale) setView('failed');
        });
    }, REST_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [dataset, encoder, augmentation, simulation, seed, index]);
  return view;
}
