import { setView, useExperiment } from '#state/experimentStore.ts';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import type { LayerInfo } from './layerInfo.ts';
import { viewOfLayer } from '#model/edit/chosen.ts';
import { messages } from './messages.ts';

interface LayerSelectProps {
  /** The layers that have what the panel shows. */
  readonly layers: readonly LayerInfo[];
}

/** Selects a layer without leaving the panel. */
export function LayerSelect({ layers }: LayerSelectProps) {
  const layerId = useExperiment(({ experiment }) => experiment.view.layerId);
  const isListed = layers.some(({ id }) => id === layerId);
  return (
    <ViewSelect
      label={messages.layer}
      value={isListed ? layerId : ''}
      options={[
        ...(isListed ? [] : [{ value: '', label: messages.chooseLayer }]),
        ...layers.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(next) => {
        const layer = layers.find(({ id }) => id === next);
        if (layer !== undefined) setView(viewOfLayer(layer.id, layer.hasNeuron ? layer.size : 0));
      }}
    />
  );
}
