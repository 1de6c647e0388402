import { experimentStore, setView, useExperiment } from '#state/experimentStore.ts';
import type { LayerInfo } from './layerInfo.ts';
import { viewOfLayer } from './selectLayer.ts';
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
    <select
      className="view-select"
      aria-label={messages.layer}
      value={isListed ? layerId : ''}
      onChange={(event) => {
        const layer = layers.find(({ id }) => id === event.target.value);
        if (layer !== undefined && layer.id !== experimentStore.getState().experiment.view.layerId)
          setView(viewOfLayer(layer.id, layer.hasNeuron ? layer.size : 0));
      }}
    >
      {!isListed && <option value="">{messages.chooseLayer}</option>}
      {layers.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
