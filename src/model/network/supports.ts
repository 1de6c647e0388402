/** What a rule can use, asked in one place. */
import type { Catalog, LayerEntry, ReadoutMeasure, RuleEntry, Supported } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Experiment, Layer } from '../experiment.ts';
import type { LayerPlan } from './analyse.ts';

/** Scores that only a neuron that fires can give. */
export const SPIKE_MEASURES: ReadonlySet<string> = new Set<ReadoutMeasure>([
  'spikeCount',
  'firstSpike',
]);

export function allows(supported: Supported, id: string): boolean {
  return supported === 'all' || supported.includes(id);
}

/** Why a rule cannot compute an effect of the substrate in a network; null where it can. */
export function effectRefusal(
  { withoutEffects }: RuleEntry,
  effectId: string,
  { network }: Pick<Experiment, 'network'>,
): string | null {
  const missing = withoutEffects?.[effectId];
  if (missing === undefined) return null;
  const { layers, reason } = missing;
  return layers === undefined || network.layers.some(({ kind }) => layers.includes(kind))
    ? reason
    : null;
}

/** Neuron models the rule can use in a layer of this role. */
export function neuronsFor(rule: RuleEntry, role: LayerEntry['role']): Supported {
  return role === 'readout' ? rule.supports.readoutNeurons : rule.supports.neurons;
}

/** A layer kind of the same family that the rule can use, for one that it cannot. */
export function twinOf(rule: RuleEntry, kind: string, catalog: Catalog): LayerEntry | undefined {
  const { family } = entryOf(catalog.layers, kind);
  if (family === undefined) return undefined;
  return catalog.layers.find(
    (other) => other.family === family && allows(rule.supports.layers, other.id),
  );
}

export function readoutOf(layers: readonly Layer[], catalog: Catalog): Layer | undefined {
  return layers.find(({ kind }) => entryOf(catalog.layers, kind).role === 'readout');
}

/** How many inputs each neuron of a layer has; undefined while the layer has no shape. */
export function inputsOf(plan: readonly LayerPlan[], layerId: string): number | undefined {
  const step = plan.find(({ layer }) => layer.id === layerId);
  if (step === undefined) return undefined;
  const { inputs, output, entry, layer } = step;
  const withoutBias = { ...layer, params: { ...layer.params, bias: false } };
  const shapes = inputs.map(({ shape }) => shape);
  return entry.parameterCount(shapes, output, withoutBias, false) / (output[2] ?? output[0]);
}
