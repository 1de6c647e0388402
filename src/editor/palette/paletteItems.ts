/** What can be added, derived from the layers of the catalog. */
import { catalog } from '#catalog/index.ts';
import type { LayerEntry } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { NewLayer } from '#model/edit/addLayer.ts';
import { unavailableLayer } from '#model/edit/availability.ts';
import type { Experiment } from '#model/experiment.ts';
import { twinOf } from '#model/network/supports.ts';
import { messages } from '../messages.ts';

export interface PaletteItem {
  readonly id: string;
  readonly layer: NewLayer;
  readonly label: string;
  readonly help: string;
  /** A network has exactly one of these. */
  readonly isUnique: boolean;
}

export interface PaletteGroup {
  readonly label: string;
  readonly items: readonly PaletteItem[];
}

function itemsOf(entry: LayerEntry): PaletteItem[] {
  const plain: PaletteItem = {
    id: entry.id,
    layer: { kind: entry.id },
    label: entry.label,
    help: entry.help,
    isUnique: entry.role === 'input' || entry.role === 'readout',
  };
  if (!entry.allowsRecurrent) return [plain];
  const label = entry.label.replace('Dense', 'Recurrent');
  return [
    plain,
    {
      ...plain,
      id: `${entry.id}-recurrent`,
      layer: { kind: entry.id, recurrent: true, name: label },
      label,
      help: `${entry.label} whose spikes also come back to its own neurons one step later.`,
    },
  ];
}

const withRole = (...roles: readonly LayerEntry['role'][]): PaletteItem[] =>
  catalog.layers.filter((entry) => roles.includes(entry.role)).flatMap(itemsOf);

export const paletteGroups: readonly PaletteGroup[] = [
  { label: 'Spiking layers', items: withRole('weighted') },
  { label: 'Reshape', items: withRole('transform') },
  { label: 'Start and end', items: withRole('input', 'readout') },
];

export const paletteItems: readonly PaletteItem[] = paletteGroups.flatMap((group) => group.items);

/** Whether the network has room for one more of these. */
export function hasRoom({ isUnique, layer }: PaletteItem, experiment: Experiment): boolean {
  return !isUnique || !experiment.network.layers.some((other) => other.kind === layer.kind);
}

/** Why the item cannot be added, as a sentence; null when it can. */
export function whyNot(item: PaletteItem, experiment: Experiment): string | null {
  const { layer, label } = item;
  if (!hasRoom(item, experiment)) return messages.alreadyThere(label);
  const unavailable = unavailableLayer(experiment, catalog, layer);
  return unavailable === null ? null : messages.unavailableItem(label, unavailable.reason);
}

/** An item of the same family that the present rule can use. */
export function standIn(item: PaletteItem, experiment: Experiment): PaletteItem | null {
  const rule = entryOf(catalog.rules, experiment.rule.id);
  const twin = twinOf(rule, item.layer.kind, catalog);
  return paletteItems.find(({ id }) => id === twin?.id) ?? null;
}
