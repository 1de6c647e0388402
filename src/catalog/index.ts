/** The catalog: every entry a document can name. */
import type { Catalog, DatasetEntry } from '#model/catalog.ts';
import { augmentations } from './augmentations/index.ts';
import { importedDataset, knownImported } from './datasets/imported.ts';
import { datasets } from './datasets/index.ts';
import { effects } from './effects/index.ts';
import { encoders } from './encoders/index.ts';
import { layers } from './layers/index.ts';
import { losses } from './losses/index.ts';
import { neurons } from './neurons/index.ts';
import { optimisers } from './optimisers/index.ts';
import { rules } from './rules/index.ts';
import { schedules } from './schedules/index.ts';
import { surrogates } from './surrogates/index.ts';

let listed: { readonly imported: readonly DatasetEntry[]; readonly all: readonly DatasetEntry[] } =
  {
    imported: [],
    all: datasets,
  };

/** The same list until another data set is imported. */
function withImported(imported: readonly DatasetEntry[]): readonly DatasetEntry[] {
  if (listed.imported !== imported && listed.imported.length + imported.length > 0)
    listed = { imported, all: [...datasets, ...imported] };
  return listed.all;
}

export const catalog: Catalog = {
  neurons,
  surrogates,
  rules,
  encoders,
  augmentations,
  // Those brought by a person join as this thread meets them.
  get datasets() {
    return withImported(knownImported());
  },
  layers,
  losses,
  optimisers,
  schedules,
  effects,
  importedDataset,
};
