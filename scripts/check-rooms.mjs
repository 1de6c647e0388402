/**
 * `npm run check:rooms`: the room table of .dependency-cruiser.cjs, and a check of the check.
 *
 * dependency-cruiser without a TypeScript it understands reads no module and reports success, so
 * this fails when it read fewer modules than there are source files.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
process.chdir(ROOT);
const require = createRequire(import.meta.url);
/** @type {{ forbidden: { from: { path?: string } }[], options: { exclude: { path: string } } }} */
const { forbidden, options } = require('../.dependency-cruiser.cjs');

const roots = ['src', 'workers'].filter((folder) => existsSync(join(ROOT, folder)));
const files = roots
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(folder, path).replaceAll('\\', '/'),
    ),
  )
  .filter((path) => /\.tsx?$/.test(path) && !new RegExp(options.exclude.path).test(path));

const problems = files
  .filter((path) => !forbidden.some(({ from }) => from.path && new RegExp(from.path).test(path)))
  .map((path) => `${path}: not in a room of the table`);

const { output } = await cruise(
  roots,
  await extractDepcruiseOptions(join(ROOT, '.dependency-cruiser.cjs')),
  undefined,
  { tsConfig: extractTSConfig(join(ROOT, 'tsconfig.app.json')) },
);
if (typeof output === 'string') throw new Error(`dependency-cruiser gave no result: ${output}`);
const { modules, summary } = output;
for (const { from, to, rule, cycle, via } of summary.violations) {
  const path = (cycle ?? via ?? []).map(({ name }) => name).join(' → ');
  problems.push(`${rule.name}: ${from} → ${path || to}`);
}
const read = new Set(modules.map(({ source }) => source));
for (const path of files.filter((file) => !read.has(file))) problems.push(`${path}: was not read`);

for (const problem of problems) console.error(problem);
console.log(`rooms: ${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
