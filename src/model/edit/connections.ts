/** Connecting and disconnecting layers. None of these checks legality; `connectionRefusal` does. */
import type { Experiment } from '../experiment.ts';
import { freshConnectionId } from './ids.ts';
import { withConnections } from './parts.ts';

/** Adds the connection; the experiment itself when it is already there. */
export function connect(experiment: Experiment, from: string, to: string): Experiment {
  const { connections } = experiment.network;
  if (connections.some((c) => c.from === from && c.to === to)) return experiment;
  const id = freshConnectionId(experiment, from, to);
  return withConnections(experiment, [...connections, { id, from, to }]);
}

export function disconnect(experiment: Experiment, connectionIds: readonly string[]): Experiment {
  const left = experiment.network.connections.filter((c) => !connectionIds.includes(c.id));
  return left.length === experiment.network.connections.length
    ? experiment
    : withConnections(experiment, left);
}
