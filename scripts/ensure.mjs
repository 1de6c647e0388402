/**
 * Makes a fresh clone ready: `node scripts/ensure.mjs [assets] [chromium]`.
 *
 * Runs before anything is installed, so this file imports only Node's own modules at its top.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NODE_FLOOR = [20, 19];

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage */

/** @param {string} path @returns {Record<string, LockedPackage>} */
function lockedPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}

/** Whether node_modules holds each locked version. Compared by content: a checkout changes times. */
function isInstalled() {
  const installedLock = `${ROOT}node_modules/.package-lock.json`;
  if (!existsSync(installedLock)) return false;
  const installed = lockedPackages(installedLock);
  return Object.entries(lockedPackages(`${ROOT}package-lock.json`)).every(
    ([path, wanted]) =>
      path === '' ||
      wanted.link === true ||
      installed[path]?.version === wanted.version ||
      // Binaries for other systems are locked and never installed.
      (wanted.optional === true && installed[path] === undefined),
  );
}

function assertNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [floorMajor = 0, floorMinor = 0] = NODE_FLOOR;
  if (major > floorMajor || (major === floorMajor && minor >= floorMinor)) return;
  console.error(
    `Node ${process.versions.node} is too old: ${NODE_FLOOR.join('.')} or newer needed.`,
  );
  process.exit(1);
}

/** @param {string[]} args */
function npm(...args) {
  const shell = process.platform === 'win32';
  const options = [...args, '--no-audit', '--no-fund'];
  return spawnSync('npm', options, { cwd: ROOT, stdio: 'inherit', shell }).status === 0;
}

/** Installs the locked packages when any is missing or differs; ends the process when it cannot. */
export function ensurePackages() {
  assertNodeVersion();
  if (isInstalled()) return;
  console.log('Installing packages (npm ci)');
  if (npm('ci')) return;
  // `npm ci` refuses a lock without every other system's optional binaries, which a partial
  // registry mirror leaves out; `npm install` takes the same locked versions and does not mind.
  console.log('npm ci failed; trying npm install with the same locked versions');
  if (npm('install', '--no-save')) return;
  console.error('The packages could not be installed; npm says why above.');
  process.exit(1);
}

/** @param {string[]} wants */
export async function ensure(wants) {
  ensurePackages();
  if (wants.includes('assets')) {
    const { prepareAssets } = await import('./prepare-assets.mjs');
    await prepareAssets();
  }
  if (wants.includes('chromium')) {
    const { ensureChromium } = await import('./chromium.mjs');
    ensureChromium();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensure(process.argv.slice(2));
