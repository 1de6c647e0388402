/**
 * What the built page loads before it can be used, against its budget of 250 kB gzip.
 *
 * Counts the entry, everything index.html preloads, the chunks those import at their top, and
 * stylesheets. Workers and chunks imported later are not part of it.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 250_000;
const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

const html = readFileSync(join(DIST, 'index.html'), 'utf8');
const queue = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path]) =>
  posix.normalize(path ?? ''),
);
const sizes = new Map();
for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
  if (sizes.has(path)) continue;
  const text = readFileSync(join(DIST, path), 'utf8');
  sizes.set(path, gzipSync(text).length);
  if (!path.endsWith('.js')) continue;
  for (const [, imported] of text.matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g))
    queue.push(relative(DIST, join(DIST, dirname(path), imported ?? '')).replaceAll('\\', '/'));
}
const scripts = [...sizes.keys()].filter((path) => path.endsWith('.js'));
if (scripts.length === 0) throw new Error('dist/index.html loads no script: nothing was measured.');

let totalBytes = 0;
for (const [path, bytes] of sizes) {
  console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${path}`);
  totalBytes += bytes;
}
console.log(`first bundle: ${(totalBytes / 1000).toFixed(1)} of ${BUDGET_BYTES / 1000} kB gzip`);
process.exitCode = totalBytes > BUDGET_BYTES ? 1 : 0;
