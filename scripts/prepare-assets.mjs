/** Puts generated files under public/: tfjs's WASM binaries and our compiled kernels. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isStale } from './staleness.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function copyTfjsWasm() {
  const from = join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/wasm-out');
  const to = join(ROOT, 'public/tfjs-wasm');
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (!name.endsWith('.wasm')) continue;
    const target = join(to, name);
    // Packages keep their publishing date, so times say nothing; the bytes do.
    if (existsSync(target) && readFileSync(target).equals(readFileSync(join(from, name)))) continue;
    copyFileSync(join(from, name), target);
  }
}

function buildKernels() {
  const builder = join(ROOT, 'scripts/build-kernels.mjs');
  if (!existsSync(builder)) return;
  const inputs = [
    builder,
    join(ROOT, 'asconfig.json'),
    join(ROOT, 'src/engine/kernels/wasm/assembly'),
  ];
  if (!isStale(inputs, [join(ROOT, 'public/kernels/spikes-simd.wasm')])) return;
  const { status } = spawnSync(process.execPath, [builder], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('The WASM kernels did not compile; the message is above.');
}

export function prepareAssets() {
  copyTfjsWasm();
  buildKernels();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) prepareAssets();
