import { useEffect } from 'react';
import { createNeuronWeights } from '#plots/neuronWeights/createNeuronWeights.ts';
import { formatValue } from '#plots/axis/formatValue.ts';
import { usePlot } from '../panel/usePlot.ts';
import type { ShownConnection } from './connections.ts';
import { strongest } from './connections.ts';
import { messages } from './messages.ts';

const LISTED = 5;

interface ConnectionWeightsProps {
  readonly connection: ShownConnection;
  readonly layerName: string;
  /** Goes to a neuron at the other end; absent where a weight belongs to no single one. */
  onSelect?(neuron: number): void;
}

/** The weights of one connection: picture with scale and histogram, and the strongest as a list. */
export function ConnectionWeights({ connection, layerName, onSelect }: ConnectionWeightsProps) {
  const { title, data } = connection;
  const { host, plot } = usePlot((container) => createNeuronWeights(container, { label: title }));
  useEffect(() => {
    plot.current?.setData(data);
  }, [plot, data]);
  return (
    <section className="neuron__connection" aria-label={title}>
      <h3 className="neuron__heading">{title}</h3>
      <div ref={host} className="neuron__weights" />
      <ol className="neuron__strongest" aria-label={messages.strongest(title)}>
        {strongest(data, LISTED).map(({ index, place, value }) => (
          <li key={index}>
            {onSelect === undefined ? (
              <span>{place}</span>
            ) : (
              <button
                type="button"
                className="neuron__go"
                aria-label={messages.select(layerName, index)}
                onClick={() => onSelect(index)}
              >
                {place}
              </button>
            )}
            <span className="neuron__value">{formatValue(value)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
