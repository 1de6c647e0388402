/** What the import worker does, without the worker. */
import type { ImportApi, ImportProgress } from '#protocol/import.ts';
import { attempt } from './fault.ts';
import { listImported, removeImported, storeImported } from './importStore.ts';
import type { ImportPlatform } from './openFiles.ts';
import { formatsFor, openFiles } from './openFiles.ts';
import { prepare } from './prepare.ts';
import { previewOf } from './preview.ts';

const REPORT_INTERVAL_MS = 100;
const FILES_NAMED = 5;

export function createImportService(platform: ImportPlatform): ImportApi {
  const listeners: ((progress: ImportProgress) => void)[] = [];
  const formats = formatsFor(platform);
  let reportedAt = 0;
  const report = (progress: ImportProgress): void => {
    const now = performance.now();
    if (now - reportedAt < REPORT_INTERVAL_MS && progress.done < progress.total) return;
    reportedAt = now;
    for (const listener of listeners) listener(progress);
  };

  return {
    watch: async (listener) => {
      listeners.push(listener);
    },
    inspect: (files, mapping) =>
      attempt(async () => previewOf(await openFiles(files, mapping, formats, report), report)),
    store: (files, plan) =>
      attempt(async () => {
        const opened = await openFiles(files, plan.mapping, formats, report);
        const prepared = await prepare(opened, plan, report);
        return storeImported(
          {
            prepared,
            shape: opened.train.shape,
            name: plan.name,
            files: files.slice(0, FILES_NAMED).map(({ path }) => path),
          },
          report,
        );
      }),
    list: listImported,
    remove: removeImported,
  };
}
