import { useEffect, useState } from 'react';
import type { EncodedSample, SampleView } from '#protocol/dataset.ts';
import { datasetClient } from '#state/datasetClient.ts';
import { useExperiment } from '#state/experimentStore.ts';

/** A slider is dragged through many values; only where it rests is asked for. */
const REST_MS = 150;

export interface EncodedView {
  readonly sample: SampleView;
  readonly encoded: EncodedSample;
}

/** The shown sample and its encoding; the last ones until they are there, 'failed' where there are none. */
export function useEncodedSample(): EncodedView | 'failed' | null {
  const dataset = useExperiment(({ experiment }) => experiment.dataset);
  const encoder = useExperiment(({ experiment }) => experiment.encoder);
  const simulation = useExperiment(({ experiment }) => experiment.simulation);
  const seed = useExperiment(({ experiment }) => experiment.seed);
  const split = useExperiment(({ experiment }) => experiment.view.split);
  const index = useExperiment(({ experiment }) => experiment.view.sampleIndex);
  const [view, setView] = useState<EncodedView | 'failed' | null>(null);
  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => {
      Promise.all([datasetClient.sample(split, index), datasetClient.encoded(split, index)])
        .then(([sample, encoded]) => {
          if (!isStale) setView({ sample, encoded });
        })
        .catch(() => {
          if (!isStale) setView('failed');
        });
    }, REST_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [dataset, encoder, simulation, seed, split, index]);
  return view;
}
