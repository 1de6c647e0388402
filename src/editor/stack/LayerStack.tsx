import { useShallow } from 'zustand/react/shallow';
import { Button } from '#ui/Button.tsx';
import { IconButton } from '#ui/IconButton.tsx';
import type { Connection, Layer } from '#model/experiment.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { LayerCard } from '../cards/LayerCard.tsx';
import { connectionSize, sizeText } from '../cards/connectionSize.ts';
import { aimAt, finishConnect, startConnect } from '../connecting.ts';
import { deleteSelection, duplicateSelection, layerName, openAddLayer } from '../editorCommands.ts';
import { editorStore } from '../editorStore.ts';
import { messages } from '../messages.ts';
import { layersInOrder } from '../networkOrder.ts';
import { selectLayer } from '../selection.ts';
import './stack.css';

/** The network on a phone: the same cards one under the other, with a place to insert in between. */
export function LayerStack() {
  const network = useExperiment(({ experiment }) => experiment.network);
  const layers = layersInOrder(network);
  return (
    <div className="layer-stack">
      {layers.map((layer, index) => (
        <div key={layer.id} className="layer-stack__item">
          <Incoming layer={layer} previous={layers[index - 1]} />
          <StackCard layer={layer} />
        </div>
      ))}
      <div className="layer-stack__end">
        <Button icon="plus" onClick={() => openAddLayer()}>
          {messages.addLayer}
        </Button>
      </div>
    </div>
  );
}

function StackCard({ layer }: { layer: Layer }) {
  const isSelected = useExperiment(({ experiment }) => experiment.view.layerId === layer.id);
  const choose = (): void => {
    if (editorStore.getState().connecting === null) {
      selectLayer(layer.id);
      return;
    }
    aimAt(layer.id);
    finishConnect();
  };
  return (
    <div className="layer-stack__card" data-selected={isSelected}>
      <button
        type="button"
        className="layer-stack__choose"
        aria-pressed={isSelected}
        aria-label={layer.name}
        onClick={choose}
      />
      <LayerCard layerId={layer.id} />
      {isSelected && (
        <div className="layer-stack__actions">
          <IconButton
            icon="connect"
            label={messages.connectFrom(layer.name)}
            onClick={() => startConnect(layer.id)}
          />
          <IconButton icon="copy" label={messages.duplicate} onClick={duplicateSelection} />
          <IconButton icon="trash" label={messages.delete} onClick={deleteSelection} />
        </div>
      )}
    </div>
  );
}

/** The lines into a layer: from the card above as a line, from farther away in words. */
function Incoming({ layer, previous }: { layer: Layer; previous: Layer | undefined }) {
  const incoming = useExperiment(
    useShallow(({ experiment }) => experiment.network.connections.filter((c) => c.to === layer.id)),
  );
  if (previous === undefined && incoming.length === 0) return null;
  const fromAbove = incoming.find((c) => c.from === previous?.id);
  const others = incoming.filter((c) => c !== fromAbove);
  return (
    <div className="layer-stack__link" data-connected={fromAbove !== undefined}>
      {fromAbove !== undefined && <DirectLink connection={fromAbove} />}
      {others.map((connection) => (
        <span key={connection.id} className="layer-stack__far">
          {messages.connection(layerName(connection.from), layer.name)}
        </span>
      ))}
    </div>
  );
}

function DirectLink({ connection }: { connection: Connection }) {
  const { shape, weights } = useExperiment(
    useShallow(({ analysis }) => connectionSize(connection, analysis)),
  );
  return (
    <>
      <span className="layer-stack__size">
        {shape === null ? '' : sizeText(shape)}
        {weights === 0 ? '' : ` · ${messages.weights(weights)}`}
      </span>
      <IconButton
        icon="plus"
        size="small"
        variant="secondary"
        label={`${messages.insertHere}: ${messages.connection(layerName(connection.from), layerName(connection.to))}`}
        onClick={() => openAddLayer({ kind: 'connection', connectionId: connection.id })}
      />
    </>
  );
}
