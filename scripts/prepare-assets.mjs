/** Puts generated files under public/: tfjs's WASM binaries and our compiled kernels. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

export async function prepareAssets() {
  copyTfjsWasm();
  const { buildKernels } = await import('./build-kernels.mjs');
  await buildKernels();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareAssets();
