/**
 * Compiles the AssemblyScript kernels below public/kernels/, unless they are newer than every source:
 * `spikes-simd.wasm` for one thread, `spikes-threads.wasm` for shared memory. The results import their
 * memory and must place no data of their own: they run on the heap of another runtime, whose bytes
 * they would overwrite.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { isStale } from './staleness.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = join(ROOT, 'src/engine/kernels/wasm/assembly');
const OUTPUTS = join(ROOT, 'public/kernels');
const OPTIONS = ['--runtime', 'stub', '--importMemory', '--enable', 'simd', '-O3', '--noAssert'];
/** Pages: as many as a 32-bit memory can have, as no imported memory may exceed what is declared. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];

const VARIANTS = [
  { file: 'spikes-simd.wasm', options: OPTIONS },
  { file: 'spikes-threads.wasm', options: [...OPTIONS, ...SHARED] },
];

/** @returns the paths of all variants */
export async function buildKernels() {
  const outputs = VARIANTS.map(({ file }) => join(OUTPUTS, file));
  if (!isStale([SOURCES, fileURLToPath(import.meta.url)], outputs)) return outputs;
  mkdirSync(OUTPUTS, { recursive: true });
  // Several test workers may build at once: each writes its own files and renames them into place.
  const drafts = outputs.map((output) => `${output}.${process.pid}`);
  for (const [index, { options }] of VARIANTS.entries())
    await compile(drafts[index] ?? '', options);
  drafts.forEach((draft, index) => renameSync(draft, outputs[index] ?? ''));
  return outputs;
}

/**
 * @param {string} output
 * @param {readonly string[]} options
 */
async function compile(output, options) {
  const args = [join(SOURCES, 'index.ts'), '-o', output, ...options];
  const { error } = await asc.main(args, { stderr: process.stderr });
  if (error) throw new Error('The WASM kernels do not compile', { cause: error });
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(readFileSync(output)));
  const names = imports.map((wanted) => `${wanted.module}.${wanted.name}`).join(', ');
  if (names !== 'env.memory') {
    rmSync(output);
    throw new Error(`The kernels import ${names}; expected env.memory alone.`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of await buildKernels()) console.log(`${path}: ${statSync(path).size} bytes`);
}
