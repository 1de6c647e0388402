/** Why an entry cannot be chosen as things are, so that menus grey it out with the reason. Pure. */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Slot } from '#model/edit/settings.ts';
import type { Experiment, Layer } from '#model/experiment.ts';
import { messages } from '../messages.ts';

export function unavailableReason(experiment: Experiment, slot: Slot, id: string): string | null {
  const rule = entryOf(catalog.rules, experiment.rule.id);
  const allows = (supported: 'all' | readonly string[]): boolean =>
    supported === 'all' || supported.includes(id);
  if (slot === 'encoder' && !allows(rule.supports.encoders)) return messages.notWith(rule.label);
  if (slot !== 'loss') return null;
  if (!allows(rule.supports.losses)) return messages.notWith(rule.label);
  const readout = experiment.network.layers.find(
    (layer) => entryOf(catalog.layers, layer.kind).role === 'readout',
  );
  if (readout === undefined) return null;
  const measure = readout.params['measure'];
  return entryOf(catalog.losses, id).measures.some((fitting) => fitting === measure)
    ? null
    : messages.needsOtherScore;
}

/** A neuron that never fires can only stand at the end. */
export function neuronUnavailable(layer: Layer, neuronId: string): string | null {
  const { role } = entryOf(catalog.layers, layer.kind);
  return role === 'weighted' && !entryOf(catalog.neurons, neuronId).spiking
    ? messages.onlyReadout
    : null;
}
