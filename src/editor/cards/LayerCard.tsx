import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Layer } from '#model/experiment.ts';
import { useExperiment } from '#state/experimentStore.ts';
import type { Connecting } from '../editorStore.ts';
import { useEditor } from '../editorStore.ts';
import { formatCount, messages } from '../messages.ts';
import { LayerIcon } from '../palette/LayerIcon.tsx';
import './cards.css';
import { sizeText } from './connectionSize.ts';
import { LayerDiagnosis } from './LayerDiagnosis.tsx';
import { LayerProblems } from './LayerProblems.tsx';
import { LayerWindow } from './LayerWindow.tsx';
import { UnfoldButton } from './UnfoldButton.tsx';

/** A layer as a window on its activity: the same card on the canvas and in the stack of a phone. */
export function LayerCard({ layerId }: { layerId: string }) {
  const layer = useExperiment(({ experiment }) =>
    experiment.network.layers.find((candidate) => candidate.id === layerId),
  );
  const shape = useExperiment(({ analysis }) => analysis.shapes.get(layerId));
  const parameterCount = useExperiment(
    ({ analysis }) => analysis.plan.find((step) => step.layer.id === layerId)?.parameterCount ?? 0,
  );
  const isRecurrent = useExperiment(({ experiment }) =>
    experiment.network.connections.some((c) => c.from === layerId && c.to === layerId),
  );
  const isPlane = useExperiment(
    ({ experiment }) => entryOf(catalog.datasets, experiment.dataset.id).plane !== undefined,
  );
  const isUnfolded = useEditor(({ unfolded }) => unfolded.includes(layerId));
  const verdict = useEditor(({ connecting }) => targetVerdict(connecting, layerId));
  if (layer === undefined) return null;
  const entry = entryOf(catalog.layers, layer.kind);
  const neuron = layer.neuron === undefined ? null : entryOf(catalog.neurons, layer.neuron.id);
  // A list that was only reshaped looks like what it was made from.
  const hasPicture = entry.role !== 'transform' || shape?.length === 3;
  // Maps and readouts show their neurons already, and there is nothing to tell of a neuron that only adds.
  const canUnfold = entry.role === 'weighted' && shape?.length === 1 && neuron?.spiking === true;
  return (
    <div className="layer-card" data-layer={layerId} data-role={entry.role} data-verdict={verdict}>
      <div className="layer-card__head">
        <LayerIcon id={iconOf(layer, isRecurrent)} />
        <span className="layer-card__name" title={layer.name}>
          {layer.name}
        </span>
        {neuron !== null && (
          <abbr className="layer-card__neuron" title={neuron.label}>
            {neuron.short}
          </abbr>
        )}
        {canUnfold && <UnfoldButton name={layer.name} layerId={layerId} isUnfolded={isUnfolded} />}
      </div>
      {hasPicture && shape !== undefined ? (
        <LayerWindow
          layerId={layerId}
          role={entry.role}
          shape={shape}
          isSpiking={neuron?.spiking ?? true}
          isPlane={isPlane}
          isUnfolded={isUnfolded && canUnfold}
        />
      ) : (
        <>
          <div className="layer-card__window">
            <LayerIcon id={entry.id} />
          </div>
          <span className="layer-card__rate-track" />
        </>
      )}
      <div className="layer-card__foot">
        <span className="layer-card__shape">
          {shape === undefined ? messages.noShape : sizeText(shape)}
        </span>
        {parameterCount > 0 && (
          <span className="layer-card__count" title={messages.parameters(parameterCount)}>
            {formatCount(parameterCount)} w
          </span>
        )}
      </div>
      <LayerProblems layerId={layerId} />
      <LayerDiagnosis layerId={layerId} />
    </div>
  );
}

function iconOf({ kind }: Pick<Layer, 'kind'>, isRecurrent: boolean): string {
  return isRecurrent ? `${kind}-recurrent` : kind;
}

/** How the card answers to the connection being made: a source, a legal or refused target, aimed at or not. */
function targetVerdict(connecting: Connecting | null, layerId: string): string | undefined {
  if (connecting === null) return undefined;
  const isTarget = connecting.to === layerId;
  if (connecting.from === layerId && !isTarget) return 'source';
  const verdict = connecting.refusals.get(layerId) === null ? 'legal' : 'refused';
  return isTarget ? `${verdict}-target` : verdict;
}
