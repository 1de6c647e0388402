/**
 * `npm start`: from a bare clone to the working page. `--port N`, `--strict-port`.
 *
 * Serves the production build, made again only when a source is newer: it opens faster than the
 * development server does, and shows exactly what a static host would.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensure } from './ensure.mjs';
import { isStale } from './staleness.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
  'src',
  'workers',
  'public',
  'index.html',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
].map((path) => join(ROOT, path));

const { values } = parseArgs({
  options: { port: { type: 'string' }, 'strict-port': { type: 'boolean' } },
});

await ensure(['assets']);
const { build, preview } = await import('vite');
const built = join(ROOT, 'dist/index.html');
if (!existsSync(built) || isStale(SOURCES, [built])) {
  console.log('Building the page');
  await build({ root: ROOT, logLevel: 'warn' });
}
const server = await preview({
  root: ROOT,
  preview: {
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    strictPort: values['strict-port'] === true,
  },
});
console.log(`\nSpikeground is at ${server.resolvedUrls?.local[0]}\nCtrl+C ends it.`);
