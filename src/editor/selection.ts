/** Choosing layers and connections. */
import { sizeOf } from '#model/shape.ts';
import { experimentStore, setView } from '#state/experimentStore.ts';
import { editorStore, selectedLayerIds } from './editorStore.ts';

/** Membranes that are drawn for a layer nobody has chosen neurons of. */
const NEURONS_SHOWN = 4;

/** The selected layers of the open document. */
export function currentSelection(): readonly string[] {
  return selectedLayerIds(experimentStore.getState().experiment, editorStore.getState().selection);
}

/** Selects layers; the last one is shown in the inspector and the plots. */
export function selectLayers(layerIds: readonly string[]): void {
  const { experiment, analysis } = experimentStore.getState();
  const shown = layerIds.at(-1) ?? '';
  editorStore.setState({ selection: layerIds, connectionId: null });
  if (shown === experiment.view.layerId) return;
  const layer = experiment.network.layers.find((candidate) => candidate.id === shown);
  const shape = analysis.shapes.get(shown);
  const count =
    layer?.neuron === undefined || shape === undefined ? 0 : Math.min(NEURONS_SHOWN, sizeOf(shape));
  setView({ layerId: shown, neurons: Array.from({ length: count }, (_, neuron) => neuron) });
}

export const selectLayer = (layerId: string): void => selectLayers([layerId]);

/** Adds a layer to the selection or takes it out. */
export function toggleLayer(layerId: string): void {
  const selected = currentSelection();
  selectLayers(
    selected.includes(layerId) ? selected.filter((id) => id !== layerId) : [...selected, layerId],
  );
}

export function selectAllLayers(): void {
  selectLayers(experimentStore.getState().experiment.network.layers.map((layer) => layer.id));
}

export function selectConnection(connectionId: string): void {
  selectLayers([]);
  editorStore.setState({ connectionId });
}

export function clearSelection(): void {
  selectLayers([]);
}

/** After a change that made a layer the shown one: selects it like a person would. */
export function adoptNewLayer(): void {
  const { layerId } = experimentStore.getState().experiment.view;
  if (layerId === '') return;
  setView({ layerId: '' });
  selectLayer(layerId);
}
