/** Changes the editor can make by itself to remove a problem. */
import type { Catalog, NetworkFix } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import { analyseNetwork } from '../network/analyse.ts';
import { inputsOf } from '../network/supports.ts';
import { addBetween, insertOnConnection } from './addLayer.ts';
import { removeAugmentation } from './augmentation.ts';
import { connect, disconnect } from './connections.ts';
import { removeEffect } from './effects.ts';
import { setLayerParam, setNeuron } from './parameters.ts';
import { changeLayer, layerOf } from './parts.ts';
import { setChosen } from './settings.ts';
import { asKind, ruleFor, withSuggestedNeuron } from './suggested.ts';
import { switchRule } from './switchRule.ts';

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
      return suggested(experiment, catalog, 'loss', fix.lossId);
    case 'setEncoder':
      return suggested(experiment, catalog, 'encoder', fix.encoderId);
    case 'setOptimiser':
      return suggested(experiment, catalog, 'optimiser', fix.optimiserId);
    case 'setRule':
      return switchRule(experiment, fix.ruleId, catalog).experiment;
    case 'setNeuron':
      return layerId === null ? experiment : withNeuron(experiment, catalog, layerId, fix.neuronId);
    case 'replaceLayer':
      return layerId === null
        ? experiment
        : changeLayer(experiment, layerId, (layer) => asKind(layer, fix.layerKind, catalog));
    case 'removeConnection':
      return disconnect(experiment, [fix.connectionId]);
    case 'removeAugmentation':
      return removeAugmentation(experiment, fix.augmentationId);
    case 'removeEffect':
      return removeEffect(experiment, fix.effectId);
  }
}

/** Another entry in a slot, with the parameters the rule suggests when it is the suggested one. */
function suggested(
  experiment: Experiment,
  catalog: Catalog,
  slot: 'encoder' | 'loss' | 'optimiser',
  id: string,
): Experiment {
  const changed = setChosen(experiment, catalog, slot, id);
  const wanted = ruleFor(experiment, experiment.rule.id, catalog).suggests[slot];
  if (changed === experiment || wanted.id !== id) return changed;
  const present = changed[slot];
  return { ...changed, [slot]: { ...present, params: { ...present.params, ...wanted.params } } };
}

/** Another neuron model, with initial weights that suit it when it is the one the rule suggests. */
function withNeuron(
  experiment: Experiment,
  catalog: Catalog,
  layerId: string,
  neuronId: string,
): Experiment {
  const rule = entryOf(catalog.rules, experiment.rule.id);
  const inputs = inputsOf(analyseNetwork(experiment, catalog).plan, layerId);
  return changeLayer(experiment, layerId, (layer) => {
    const fitted = withSuggestedNeuron(rule, layer, catalog, { inputs });
    return fitted.neuron?.id === neuronId
      ? fitted
      : (layerOf(setNeuron(experiment, catalog, layerId, neuronId), layerId) ?? layer);
  });
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
