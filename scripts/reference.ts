/**
 * `npm run reference -- [DIR] [--only METHOD]… [--json FILE]`: holds every engine against reference
 * vectors.
 *
 * DIR has one folder a method with JSON files in it; the README of each folder says what the fields
 * mean. Ends with an error when anything is over its tolerance, unknown or throws.
 */
import { readdir } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeWhole } from './headless/writeRun.ts';
import { jsonReport, printTable, summary } from './reference/print.ts';
import { suites } from './reference/suites/index.ts';
import { allInside, walk } from './reference/walk.ts';

const DEFAULT_FOLDER = fileURLToPath(new URL('../../shared/reference', import.meta.url));

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, only: { type: 'string', multiple: true } },
  });
  if (positionals.length > 1) {
    console.error(`DIR: got ${positionals.length} paths, expected one`);
    return 2;
  }
  const folder = resolve(positionals[0] ?? DEFAULT_FOLDER);
  const present = await readdir(folder).catch(() => null);
  if (present === null) {
    console.error(
      `No reference vectors in ${relative('.', folder)}. They are not part of the repository: ` +
        'put them there, or name their folder: npm run reference -- DIR',
    );
    return 2;
  }
  const only = values.only ?? [];
  const absent = only.filter((method) => !present.includes(method));
  if (absent.length > 0) {
    console.error(`--only ${absent.join(', ')}: expected a folder of ${relative('.', folder)}`);
    return 2;
  }
  const started = performance.now();
  const onFile = (method: string, file: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${method}/${file}`);
  };
  const outcomes = await walk({ folder, suites, only, onFile });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  console.log(printTable(outcomes));
  console.log(`\n${summary(outcomes)} ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (values.json !== undefined) await writeWhole(resolve(values.json), jsonReport(outcomes));
  return allInside(outcomes) ? 0 : 1;
}

process.exitCode = await main();
