import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Newest and oldest modification time in ms below some paths; missing paths are left out.
 * Folder times count towards the newest, so that a deleted file is noticed.
 * @param {string[]} paths
 */
function modificationTimesMs(paths) {
  let newestMs = -Infinity;
  let oldestFileMs = Infinity;
  /** @param {string} path */
  const visit = (path) => {
    const info = statSync(path, { throwIfNoEntry: false });
    if (info === undefined) return;
    newestMs = Math.max(newestMs, info.mtimeMs);
    if (info.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else oldestFileMs = Math.min(oldestFileMs, info.mtimeMs);
  };
  paths.forEach(visit);
  return { newestMs, oldestFileMs };
}

/**
 * Whether outputs have to be made again: one is missing, or an input is newer than the oldest.
 * @param {string[]} inputs @param {string[]} outputs
 */
export function isStale(inputs, outputs) {
  if (outputs.some((path) => statSync(path, { throwIfNoEntry: false }) === undefined)) return true;
  return modificationTimesMs(inputs).newestMs > modificationTimesMs(outputs).oldestFileMs;
}
