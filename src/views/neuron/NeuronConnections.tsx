import type { NeuronWeights } from '#protocol/frame.ts';
import { formatValue } from '#plots/axis/formatValue.ts';
import { setView } from '#state/experimentStore.ts';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { ConnectionWeights } from './ConnectionWeights.tsx';
import type { ShownConnection } from './connections.ts';
import { shownConnections } from './connections.ts';
import { messages } from './messages.ts';

interface NeuronConnectionsProps {
  /** Null while they are on their way. */
  readonly weights: NeuronWeights | null;
  readonly infos: readonly LayerInfo[];
}

/** What leads to the neuron and away from it; a neuron at the other end can be gone to. */
export function NeuronConnections({ weights, infos }: NeuronConnectionsProps) {
  if (weights === null) return <p className="neuron__note">{messages.waiting}</p>;
  const { incoming, outgoing } = shownConnections(weights, infos);
  const block = (connection: ShownConnection) => {
    const { key, layerId, isDense } = connection;
    const layer = infos.find(({ id }) => id === layerId);
    const canGo = isDense && layer !== undefined && (layer.hasNeuron || layer.isInput);
    return (
      <ConnectionWeights
        key={key}
        connection={connection}
        layerName={layer?.name ?? layerId}
        {...(canGo
          ? { onSelect: (neuron: number) => setView({ layerId, neurons: [neuron] }) }
          : {})}
      />
    );
  };
  const isInput = infos.find(({ id }) => id === weights.layerId)?.isInput === true;
  return (
    <>
      {incoming.map(block)}
      {incoming.length === 0 && !isInput && <p className="neuron__note">{messages.noIncoming}</p>}
      {weights.bias !== null && (
        <p className="neuron__note">{messages.bias(formatValue(weights.bias))}</p>
      )}
      {outgoing.map(block)}
      {outgoing.length === 0 && <p className="neuron__note">{messages.noOutgoing}</p>}
    </>
  );
}
