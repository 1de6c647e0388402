import { useExperiment } from '#state/experimentStore.ts';
import './inspector/inspector.css';
import { LayerInspector } from './inspector/LayerInspector.tsx';
import { ProblemList } from './inspector/ProblemList.tsx';
import { SettingsInspector } from './inspector/SettingsInspector.tsx';

/** The selected layer, or the experiment's settings when none is selected. */
export function Inspector() {
  const layer = useExperiment(({ experiment }) =>
    experiment.network.layers.find((candidate) => candidate.id === experiment.view.layerId),
  );
  return (
    <div className="inspector">
      <ProblemList />
      {layer === undefined ? (
        <SettingsInspector />
      ) : (
        <LayerInspector key={layer.id} layer={layer} />
      )}
    </div>
  );
}
