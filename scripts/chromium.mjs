/** Finds, or as a last resort installs, the Chromium that tests, journeys and benchmarks run in. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Quiet, without a sandbox (tests run as root in containers, on our own pages only), and with
 * WebGPU on the software adapter: right values on any machine, timings that mean nothing.
 */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--headless=new',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ubuntu's `chromium-browser` is on the PATH and only says to install a snap, so it is asked. */
/** @param {string} path */
function answers(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** @returns {string | null} */
function onPath() {
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of NAMES) {
      const path = join(folder, name);
      if (isExecutable(path) && answers(path)) return path;
    }
  return null;
}

/**
 * Path of a Chromium: CHROMIUM_PATH, else one on the PATH, else Playwright's own; null when none.
 * @returns {string | null}
 */
export function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked !== undefined && asked !== '') {
    if (!isExecutable(asked)) throw new Error(`CHROMIUM_PATH: ${asked} is not an executable file.`);
    return asked;
  }
  const installed = onPath();
  if (installed !== null) return installed;
  const playwrights = chromium.executablePath();
  return existsSync(playwrights) ? playwrights : null;
}

/** @param {string} command @param {string[]} args */
function ran(command, args) {
  console.log(`${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

/** Debian's package, where apt and the right to use it are there. */
function installFromApt() {
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return;
  const isRoot = process.getuid?.() === 0;
  const maySudo = !isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (!isRoot && !maySudo) return;
  const [command, ...prefix] = isRoot ? ['env'] : ['sudo', '-n', 'env'];
  const apt = [...prefix, 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q'];
  ran(command ?? 'env', [...apt, 'update']);
  ran(command ?? 'env', [...apt, 'install', '-y', '--no-install-recommends', 'chromium']);
}

/**
 * Path of a Chromium, installing one when there is none.
 * @returns {string}
 */
export function ensureChromium() {
  let path = findChromium();
  if (path !== null) return path;
  console.log('No Chromium on this machine: installing one');
  installFromApt();
  path = findChromium();
  if (path !== null) return path;
  ran(process.execPath, [
    fileURLToPath(new URL('../node_modules/playwright/cli.js', import.meta.url)),
    'install',
    'chromium',
  ]);
  path = findChromium();
  if (path !== null) return path;
  throw new Error('No Chromium could be installed. Install one and set CHROMIUM_PATH to it.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(ensureChromium());
