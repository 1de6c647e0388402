import { useShallow } from 'zustand/react/shallow';
import type { Experiment } from '#model/experiment.ts';
import type { EncodedSample, SampleView } from '#protocol/dataset.ts';
import { datasetClient } from '#state/datasetClient.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { useRested } from '../useRested.ts';

export interface EncodedView {
  readonly sample: SampleView;
  readonly encoded: EncodedSample;
}

/** The shown sample and its encoding; the last ones until they are there, 'failed' where there are none. */
export function useEncodedSample(): EncodedView | 'failed' | null {
  const question = useExperiment(
    useShallow(({ experiment: { dataset, encoder, simulation, seed, view } }) => ({
      ...{ dataset, encoder, simulation, seed },
      ...{ split: view.split, sampleIndex: view.sampleIndex },
    })),
  );
  return useRested(question, askEncoded);
}

type Question = Pick<Experiment['view'], 'split' | 'sampleIndex'>;

async function askEncoded({ split, sampleIndex }: Question): Promise<EncodedView> {
  const [sample, encoded] = await Promise.all([
    datasetClient.sample(split, sampleIndex),
    datasetClient.encoded(split, sampleIndex),
  ]);
  return { sample, encoded };
}
