/** What the class scores of a network are, in the words of its readout. Pure. */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Network } from '#model/experiment.ts';
import { messages } from './messages.ts';

export function scoreTitle({ layers }: Pick<Network, 'layers'>): string {
  for (const { kind, params } of layers) {
    const entry = entryOf(catalog.layers, kind);
    const spec = entry.params['measure'];
    if (entry.role !== 'readout' || spec?.kind !== 'choice') continue;
    const chosen = spec.oneOf.find(({ value }) => value === params['measure']);
    if (chosen?.value === 'firstSpike') return messages.timeLeft;
    if (chosen !== undefined) return chosen.label;
  }
  return messages.score;
}
