/**
 * `npm test`: set-up, then everything CI runs. Ends with one line, `N passed, N failed`.
 *
 * A check counts as one; a suite counts its tests. A suite that dies, or that ran fewer test files
 * than there are, adds a failure, so that nothing passes by not running.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure } from './ensure.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REPORTS = join(ROOT, 'test-results/reports');

/** @typedef {{ passed: number, failed: string[] }} Count with what failed by name */

/** @param {string} name */
function started(name) {
  const bin = name === 'node' ? process.execPath : join(ROOT, 'node_modules/.bin', name);
  return { bin, options: { cwd: ROOT, shell: process.platform === 'win32' && name !== 'node' } };
}

/** @param {string} title @param {string[]} command @param {Record<string, string>} env */
function run(title, [name = '', ...args], env = {}) {
  console.log(`\n── ${title}`);
  const { bin, options } = started(name);
  const { status } = spawnSync(bin, args, {
    ...options,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
}

/**
 * Checks that write nothing the others read, side by side; what each says comes in one piece.
 * @param {Record<string, string[]>} commands by title
 * @returns {Promise<Count>}
 */
async function checks(commands) {
  const codes = await Promise.all(
    Object.entries(commands).map(([title, [name = '', ...args]]) => {
      const { bin, options } = started(name);
      const child = spawn(bin, args, options);
      let said = '';
      child.stdout.on('data', (data) => (said += data));
      child.stderr.on('data', (data) => (said += data));
      return new Promise((resolve) => {
        child.on('error', (error) => (said += error.message));
        child.on('close', (code) => {
          console.log(`\n── ${title}\n${said.trimEnd()}`);
          resolve(code);
        });
      });
    }),
  );
  const failed = Object.keys(commands).filter((_, index) => codes[index] !== 0);
  return { passed: codes.length - failed.length, failed };
}

/** @param {string} title @param {string[]} command @returns {Count} */
function check(title, command) {
  return run(title, command) ? { passed: 1, failed: [] } : { passed: 0, failed: [title] };
}

/** @param {string[]} folders @param {RegExp} pattern */
function countFiles(folders, pattern) {
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }))
    .filter((path) => pattern.test(path)).length;
}

/**
 * The suite's own count, plus one failure when its exit or its files do not agree with it.
 * @param {string} title @param {boolean} ok @param {number} filesThere
 * @param {string} report @param {(json: any) => Count & { files: number }} read
 * @returns {Count}
 */
function counted(title, ok, filesThere, report, read) {
  if (!existsSync(report)) {
    return { passed: 0, failed: [`${title} ended without a report`] };
  }
  const { passed, failed, files } = read(JSON.parse(readFileSync(report, 'utf8')));
  if (files < filesThere) {
    return { passed, failed: [...failed, `${title} ran ${files} of ${filesThere} test files`] };
  }
  return !ok && failed.length === 0
    ? { passed, failed: [`${title} ended with an error outside its tests`] }
    : { passed, failed };
}

/** @param {string} project @param {number} filesThere @returns {Count} */
function vitestSuite(project, filesThere) {
  if (filesThere === 0) return { passed: 0, failed: [] };
  const title = `tests: ${project}`;
  const report = join(REPORTS, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
  const ok = run(title, ['vitest', ...args, `--outputFile.json=${report}`]);
  return counted(title, ok, filesThere, report, (json) => ({
    passed: json.numPassedTests,
    failed: json.testResults.flatMap((/** @type {any} */ file) =>
      file.assertionResults
        .filter((/** @type {any} */ { status }) => status === 'failed')
        .map((/** @type {any} */ { fullName }) => `${relative(ROOT, file.name)}: ${fullName}`),
    ),
    files: json.testResults.length,
  }));
}

/**
 * Journeys that did not do as they should at the first try, by file and title.
 * @param {any} suite @returns {string[]}
 */
function failedJourneys({ suites = [], specs = [] }) {
  return [
    ...suites.flatMap(failedJourneys),
    ...specs.flatMap((/** @type {any} */ { file, title, tests }) =>
      tests
        .filter((/** @type {any} */ { status }) => status === 'unexpected' || status === 'flaky')
        .map((/** @type {any} */ { projectName }) => `e2e/${file} (${projectName}): ${title}`),
    ),
  ];
}

/** @param {number} filesThere @returns {Count} */
function journeys(filesThere) {
  if (filesThere === 0) return { passed: 0, failed: [] };
  const report = join(REPORTS, 'e2e.json');
  const ok = run('journeys', ['playwright', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return counted('journeys', ok, filesThere, report, ({ stats, suites }) => ({
    passed: stats.expected,
    // A journey that passes only at the second try is not one that works.
    failed: failedJourneys({ suites }),
    files: new Set(suites.map((/** @type {{ file: string }} */ { file }) => file)).size,
  }));
}

await ensure(['assets', 'chromium']);
const { ensureChromium } = await import('./chromium.mjs');
process.env.CHROMIUM_PATH = ensureChromium();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const inRooms = ['src', 'workers'];
/** @type {(() => Count | Promise<Count>)[]} */
const steps = [
  () =>
    checks({
      types: ['tsc', '--build'],
      lint: ['oxlint', '--type-aware', '--deny-warnings'],
      rooms: ['node', 'scripts/check-rooms.mjs'],
      unused: ['knip'],
      format: ['prettier', '--check', '--log-level', 'warn', '.'],
    }),
  () => check('build', ['vite', 'build', '--logLevel', 'warn']),
  () => check('first bundle', ['node', 'scripts/check-bundle.mjs']),
  () =>
    vitestSuite('unit', countFiles([...inRooms, 'scripts', 'bench'], /(?<!\.browser)\.test\.ts$/)),
  () => vitestSuite('browser', countFiles(inRooms, /\.browser\.test\.tsx?$/)),
  () => journeys(countFiles(['e2e'], /\.spec\.ts$/)),
];

let allPassed = 0;
const allFailed = [];
for (const step of steps) {
  const { passed, failed } = await step();
  allPassed += passed;
  allFailed.push(...failed);
}
// Again at the end: whoever sees only the tail of a log learns what to look at.
if (allFailed.length > 0)
  console.log(`\nFailed:\n${allFailed.map((name) => `  ${name}`).join('\n')}`);
console.log(`\n${allPassed} passed, ${allFailed.length} failed`);
process.exitCode = allFailed.length > 0 ? 1 : 0;
