import { Handle, Position } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { LayerCard } from '../cards/LayerCard.tsx';
import { startConnect } from '../connecting.ts';
import { messages } from '../messages.ts';

/** A card on the canvas with its two ends: what comes in on the left, what goes out on the right. */
export function LayerNode({ id }: NodeProps) {
  const layer = useExperiment(({ experiment }) =>
    experiment.network.layers.find((candidate) => candidate.id === id),
  );
  if (layer === undefined) return null;
  const { role } = entryOf(catalog.layers, layer.kind);
  return (
    <>
      {role !== 'input' && (
        <Handle
          type="target"
          position={Position.Left}
          className="layer-end"
          isConnectableStart={false}
        />
      )}
      <LayerCard layerId={id} />
      {role !== 'readout' && (
        <Handle
          type="source"
          position={Position.Right}
          className="layer-end"
          title={messages.connectFrom(layer.name)}
          onClick={() => startConnect(id)}
        />
      )}
    </>
  );
}
