/**
 * Compiles the AssemblyScript kernels to public/kernels/spikes-simd.wasm, unless that is newer than
 * every source. The result imports its memory and must place no data of its own: it runs on the heap
 * of another runtime, whose bytes it would overwrite.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { isStale } from './staleness.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = join(ROOT, 'src/engine/kernels/wasm/assembly');
const OPTIONS = ['--runtime', 'stub', '--importMemory', '--enable', 'simd', '-O3', '--noAssert'];

export async function buildKernels() {
  const output = join(ROOT, 'public/kernels/spikes-simd.wasm');
  if (!isStale([SOURCES, fileURLToPath(import.meta.url)], [output])) return output;
  mkdirSync(dirname(output), { recursive: true });
  // Several test workers may build at once: each writes its own file and renames it into place.
  const draft = `${output}.${process.pid}`;
  const args = [join(SOURCES, 'index.ts'), '-o', draft, ...OPTIONS];
  const { error } = await asc.main(args, { stderr: process.stderr });
  if (error) throw new Error('The WASM kernels do not compile', { cause: error });
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(readFileSync(draft)));
  const names = imports.map((wanted) => `${wanted.module}.${wanted.name}`).join(', ');
  if (names !== 'env.memory') {
    rmSync(draft);
    throw new Error(`The kernels import ${names}; expected env.memory alone.`);
  }
  renameSync(draft, output);
  return output;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = await buildKernels();
  console.log(`${path}: ${statSync(path).size} bytes`);
}
