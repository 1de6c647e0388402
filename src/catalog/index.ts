/** The catalog: every entry a document can name. */
import type { Catalog } from '#model/catalog.ts';
import { datasets } from './datasets/index.ts';
import { encoders } from './encoders/index.ts';
import { layers } from './layers/index.ts';
import { losses } from './losses/index.ts';
import { neurons } from './neurons/index.ts';
import { optimisers } from './optimisers/index.ts';
import { rules } from './rules/index.ts';
import { schedules } from './schedules/index.ts';
import { surrogates } from './surrogates/index.ts';

export const catalog: Catalog = {
  neurons,
  surrogates,
  rules,
  encoders,
  datasets,
  layers,
  losses,
  optimisers,
  schedules,
};
