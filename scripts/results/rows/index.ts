/** Every row of docs/RESULTS.md: one import and one line a method. */
import type { ResultRow } from '../row.ts';
import { batsRows } from './bats.ts';
import { coarseScaleRows } from './coarseScale.ts';
import { fastAndDeepRows } from './fastAndDeep.ts';
import { softLifRows } from './softLif.ts';
import { stRsbpRows } from './stRsbp.ts';
import { surrogateRows } from './surrogate.ts';

export const rows: readonly ResultRow[] = [
  ...surrogateRows,
  ...batsRows,
  ...fastAndDeepRows,
  ...coarseScaleRows,
  ...stRsbpRows,
  ...softLifRows,
];
