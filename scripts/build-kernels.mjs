/**
 * Compiles AssemblyScript below public/kernels/, each module unless it is newer than its sources:
 * the network's kernels (`spikes-simd.wasm` for one thread, `spikes-threads.wasm` for shared memory)
 * and one module for each event-driven method. The results import their memory and must place no data
 * of their own: the first run on the heap of another runtime, whose bytes they would overwrite, the
 * others on memory that is shared out from its first byte.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { isStale } from './staleness.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUTS = join(ROOT, 'public/kernels');
const OPTIONS = ['--runtime', 'stub', '--importMemory', '--enable', 'simd', '-O3', '--noAssert'];
/** Pages: as many as a 32-bit memory can have, as no imported memory may exceed what is declared. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];
/** Section ids of a binary's data and its start function (WebAssembly core specification §5.5.2). */
const FORBIDDEN_SECTIONS = [8, 11, 12];

/** The kernels of an event-driven method. @param {string} name */
const method = (name) => ({
  sources: `src/engine/methods/${name}/assembly`,
  variants: [{ file: `${name}.wasm`, options: OPTIONS }],
});

const MODULES = [
  {
    sources: 'src/engine/kernels/wasm/assembly',
    variants: [
      { file: 'spikes-simd.wasm', options: OPTIONS },
      { file: 'spikes-threads.wasm', options: [...OPTIONS, ...SHARED] },
    ],
  },
  method('fast-and-deep'),
  method('st-rsbp'),
  method('bats'),
];

/** @returns the paths of all modules */
export async function buildKernels() {
  mkdirSync(OUTPUTS, { recursive: true });
  const paths = [];
  for (const { sources, variants } of MODULES) paths.push(...(await build(sources, variants)));
  return paths;
}

/**
 * @param {string} folder
 * @param {readonly { file: string, options: readonly string[] }[]} variants
 */
async function build(folder, variants) {
  const sources = join(ROOT, folder);
  const outputs = variants.map(({ file }) => join(OUTPUTS, file));
  if (!isStale([sources, fileURLToPath(import.meta.url)], outputs)) return outputs;
  // Several test workers may build at once: each writes its own files and renames them into place.
  const drafts = outputs.map((output) => `${output}.${process.pid}`);
  for (const [index, { options }] of variants.entries())
    await compile(join(sources, 'index.ts'), drafts[index] ?? '', options);
  drafts.forEach((draft, index) => renameSync(draft, outputs[index] ?? ''));
  return outputs;
}

/**
 * @param {string} entry
 * @param {string} output
 * @param {readonly string[]} options
 */
async function compile(entry, output, options) {
  const { error } = await asc.main([entry, '-o', output, ...options], { stderr: process.stderr });
  if (error) throw new Error(`${entry} does not compile`, { cause: error });
  const binary = readFileSync(output);
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(binary));
  const names = imports.map((wanted) => `${wanted.module}.${wanted.name}`).join(', ');
  const placed = sectionIds(binary).filter((id) => FORBIDDEN_SECTIONS.includes(id));
  if (names === 'env.memory' && placed.length === 0) return;
  rmSync(output);
  if (placed.length > 0)
    throw new Error(`${entry} places data or starts by itself (sections ${placed.join(', ')}).`);
  throw new Error(`${entry} imports ${names}; expected env.memory alone.`);
}

/** @param {Uint8Array} binary */
function sectionIds(binary) {
  const ids = [];
  let at = 8;
  while (at < binary.length) {
    ids.push(binary[at++] ?? 0);
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = binary[at++] ?? 0;
      size |= (byte & 0x7f) << shift;
      more = byte >= 0x80;
    }
    at += size;
  }
  return ids;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of await buildKernels()) console.log(`${path}: ${statSync(path).size} bytes`);
}
