/** Changes the editor can make by itself to remove a problem. */
import type { Catalog, NetworkFix } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import { addBetween, insertOnConnection } from './addLayer.ts';
import { connect, disconnect } from './connections.ts';
import { setLayerParam } from './parameters.ts';
import { setChosen } from './settings.ts';

/** Where a problem is; `NetworkIssue` fits. */
export interface FixTarget {
  readonly layerId: string | null;
  readonly connectionId: string | null;
}

/** Applies a fix; the experiment itself when the fix has nothing to act on any more. */
export function applyFix(
  experiment: Experiment,
  catalog: Catalog,
  fix: NetworkFix,
  { layerId, connectionId }: FixTarget,
): Experiment {
  switch (fix.kind) {
    case 'insertLayer':
      return connectionId === null
        ? experiment
        : insertOnConnection(experiment, catalog, connectionId, { kind: fix.layerKind });
    case 'setParam':
      return layerId === null
        ? experiment
        : setLayerParam(experiment, layerId, fix.param, fix.value);
    case 'setLoss':
      return setChosen(experiment, catalog, 'loss', fix.lossId);
    case 'setEncoder':
      return setChosen(experiment, catalog, 'encoder', fix.encoderId);
    case 'removeConnection':
      return disconnect(experiment, [fix.connectionId]);
  }
}

/** Makes a connection that was refused, together with the change that allows it. */
export function connectWithFix(
  experiment: Experiment,
  catalog: Catalog,
  from: string,
  to: string,
  fix: NetworkFix,
): Experiment {
  if (fix.kind === 'insertLayer') {
    return addBetween(experiment, catalog, { kind: fix.layerKind }, from, to);
  }
  const fixed = applyFix(experiment, catalog, fix, { layerId: to, connectionId: null });
  return connect(fixed, from, to);
}
