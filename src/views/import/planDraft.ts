/** What a person has chosen to take of the files. Pure. */
import type { ImportFile, ImportPlan, ImportPreview } from '#protocol/import.ts';
import { IMPORT_MEMORY_BYTES } from '#protocol/import.ts';
import { messages } from './messages.ts';

export type PlanDraft = Omit<ImportPlan, 'mapping'>;

export const NAME_MAX_CHARS = 60;

/** Everything that fits into memory, a fifth for the test where the files bring none. */
export function firstDraft(preview: ImportPreview, files: readonly ImportFile[]): PlanDraft {
  const fitting = Math.floor((0.95 * IMPORT_MEMORY_BYTES) / preview.bytesPerSample);
  const total = totalOf(preview);
  return {
    name: nameFrom(files),
    split: preview.counts.test === null ? 'share' : 'files',
    testShare: 0.2,
    seed: 1,
    limit: total > fitting ? fitting : 0,
    scaling: preview.content.kind === 'values' && preview.shape.length === 1 ? 'column' : 'whole',
  };
}

export function totalOf({ counts }: ImportPreview): number {
  return counts.train + (counts.test ?? 0);
}

/** Samples the plan takes, before it is rounded by splits. */
export function takenOf(preview: ImportPreview, { limit, split }: PlanDraft): number {
  const there = split === 'files' ? totalOf(preview) : preview.counts.train;
  return limit === 0 ? there : Math.min(limit, there);
}

export function bytesTaken(preview: ImportPreview, plan: PlanDraft): number {
  return takenOf(preview, plan) * preview.bytesPerSample;
}

export function isTooLarge(preview: ImportPreview, plan: PlanDraft): boolean {
  return bytesTaken(preview, plan) > IMPORT_MEMORY_BYTES;
}

/** The folder, or the file without its endings. */
function nameFrom([first]: readonly ImportFile[]): string {
  const [top = '', ...rest] = first?.path.split('/') ?? [];
  const name = rest.length > 0 ? top : top.replace(/(\.[a-z0-9]{1,5})+$/i, '');
  return name.slice(0, NAME_MAX_CHARS) || messages.unnamed;
}
