/** What a spike does to the membranes of a layer. */
import { catalog } from '#catalog/index.ts';
import type { LifCoefficients } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { Network } from '#model/experiment.ts';
import type { MembraneTraces } from '#protocol/frame.ts';

export type Reset = Pick<LifCoefficients, 'resetKind' | 'resetSize'>;

const NO_RESET: Reset = { resetKind: 'none', resetSize: 0 };
const RESET_TO_ZERO: Reset = { resetKind: 'zero', resetSize: 0 };

/**
 * None for a layer without neurons. Where the catalog has no constants of a step, the traces say
 * whether there is a reset to zero; those in continuous time hold their reset already.
 */
export function resetOf(
  { layers }: Network,
  { layerId, resetsToZero }: Pick<MembraneTraces, 'layerId' | 'resetsToZero'>,
  dtMs: number,
): Reset {
  const neuron = layers.find(({ id }) => id === layerId)?.neuron;
  if (neuron === undefined) return NO_RESET;
  return (
    entryOf(catalog.neurons, neuron.id).coefficients?.(neuron.params, dtMs) ??
    (resetsToZero ? RESET_TO_ZERO : NO_RESET)
  );
}
