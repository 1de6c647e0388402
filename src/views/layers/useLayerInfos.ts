import { useMemo } from 'react';
import { useExperiment } from '#state/experimentStore.ts';
import type { LayerInfo } from './layerInfo.ts';
import { layerInfos } from './layerInfo.ts';

/** The layers of the open document; the same list until network or data change. */
export function useLayerInfos(): readonly LayerInfo[] {
  const network = useExperiment(({ experiment }) => experiment.network);
  const datasetId = useExperiment(({ experiment }) => experiment.dataset.id);
  const analysis = useExperiment((state) => state.analysis);
  // A change of the view analyses the same network again: the list must not change with it.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => layerInfos(analysis), [network, datasetId]);
}
