import { useShallow } from 'zustand/react/shallow';
import type { AugmentedSample } from '#protocol/dataset.ts';
import { datasetClient } from '#state/datasetClient.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { useRested } from '../useRested.ts';

const DRAWS = 5;

export interface AugmentedView {
  /** Number of the training sample. */
  readonly index: number;
  readonly original: AugmentedSample;
  readonly draws: readonly AugmentedSample[];
}

/** The shown training sample under augmentation; the last one until it is there, 'failed' where there is none. */
export function useAugmented(): AugmentedView | 'failed' | null {
  const question = useExperiment(
    useShallow(({ experiment: { dataset, encoder, augmentation, simulation, seed, view } }) => ({
      ...{ dataset, encoder, augmentation, simulation, seed },
      // Test samples are never changed: of those the first training sample stands for all.
      index: view.split === 'train' ? view.sampleIndex : 0,
    })),
  );
  return useRested(question, askAugmented);
}

async function askAugmented({ index }: { index: number }): Promise<AugmentedView> {
  const [{ values }, encoded, draws] = await Promise.all([
    datasetClient.sample('train', index),
    datasetClient.encoded('train', index),
    datasetClient.augmented(index, DRAWS),
  ]);
  return { index, original: { values, encoded }, draws };
}
