/** The weights of a neuron as the page lists them. Pure. */
import type { NeuronConnection, NeuronWeights } from '#protocol/frame.ts';
import { csvLines } from '#plots/csv.ts';
import type { ConnectionData } from '#plots/neuronWeights/connectionData.ts';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { messages } from './messages.ts';

export interface ShownConnection {
  /** The same for as long as the network is. */
  readonly key: string;
  readonly title: string;
  readonly layerId: string;
  /** Whether its values belong to neurons that can be gone to. */
  readonly isDense: boolean;
  readonly data: ConnectionData;
}

export interface StrongWeight {
  readonly index: number;
  readonly place: string;
  readonly value: number;
}

type Direction = 'in' | 'out';

/** Incoming connections, then outgoing ones, in the order of the network. */
export function shownConnections(
  weights: NeuronWeights,
  infos: readonly LayerInfo[],
): { readonly incoming: ShownConnection[]; readonly outgoing: ShownConnection[] } {
  const shown = (direction: Direction) => (connection: NeuronConnection, index: number) => ({
    key: `${direction} ${connection.layerId} ${index}`,
    title: titleOf(connection, direction, weights.layerId, infos),
    layerId: connection.layerId,
    isDense: connection.kind === 'dense',
    data: {
      values: connection.values,
      image: connection.image,
      nameOf: (place: number) => placeOf(connection, direction, place),
    },
  });
  return {
    incoming: weights.incoming.map(shown('in')),
    outgoing: weights.outgoing.map(shown('out')),
  };
}

function titleOf(
  { layerId, kind }: NeuronConnection,
  direction: Direction,
  ownId: string,
  infos: readonly LayerInfo[],
): string {
  if (layerId === ownId) return direction === 'in' ? messages.loopIn : messages.loopOut;
  const name = infos.find(({ id }) => id === layerId)?.name ?? layerId;
  if (kind === 'conv') return direction === 'in' ? messages.filter(name) : messages.filterOut(name);
  return direction === 'in' ? messages.from(name) : messages.to(name);
}

function placeOf({ kind, image }: NeuronConnection, direction: Direction, index: number): string {
  if (image === null) return messages.neuronPlace(index);
  const { width, channels } = image;
  const place = Math.floor(index / channels);
  const [row, column, channel] = [Math.floor(place / width), place % width, index % channels];
  if (kind === 'conv' && direction === 'out') return messages.filterPlace(channel, row, column);
  const words =
    channels === 1 ? messages.pixelPlace(row, column) : messages.channelPlace(row, column, channel);
  return kind === 'dense' ? `${messages.neuronPlace(index)}, ${words}` : words;
}

/** The largest magnitudes, largest first. */
export function strongest({ values, nameOf }: ConnectionData, count: number): StrongWeight[] {
  const order = Array.from(values.keys()).sort(
    (a, b) => Math.abs(values[b]!) - Math.abs(values[a]!),
  );
  return order.slice(0, count).map((index) => ({
    index,
    place: nameOf(index),
    value: values[index]!,
  }));
}

/** Every weight in and out of the neuron. */
export function connectionsCsv(weights: NeuronWeights, infos: readonly LayerInfo[]): string {
  const { incoming, outgoing } = shownConnections(weights, infos);
  function* rows(): Iterable<(string | number)[]> {
    for (const { title, data } of [...incoming, ...outgoing]) {
      for (let i = 0; i < data.values.length; i++) yield [title, data.nameOf(i), data.values[i]!];
    }
  }
  return csvLines(['connection', 'place', 'weight'], rows());
}
