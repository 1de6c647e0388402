import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createArena } from './arena.ts';
import { createWasmKernels } from './createKernels.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));

/** Section ids of a WebAssembly binary, in order (core specification §5.5.2). */
function sectionIds(binary: Uint8Array): number[] {
  const ids: number[] = [];
  let at = 8;
  while (at < binary.length) {
    ids.push(binary[at++]!);
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = binary[at++]!;
      size |= (byte & 0x7f) << shift;
      more = byte >= 0x80;
    }
    at += size;
  }
  return ids;
}

describe('the kernels’ module', () => {
  it('places nothing in memory it does not own: no data, no data count, no globals, no start', () => {
    const ids = sectionIds(bytes);
    expect(ids).toContain(10); // code, so the list was read
    for (const forbidden of [6, 8, 11, 12]) expect(ids).not.toContain(forbidden);
  });

  it('imports only its memory', () => {
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
    expect(imports).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  });

  it('leaves memory untouched when it is instantiated', () => {
    const arena = createArena(1);
    const before = Buffer.from(new Uint8Array(arena.memory.buffer));
    createWasmKernels(arena.memory, bytes);
    expect(before.equals(new Uint8Array(arena.memory.buffer))).toBe(true);
  });
});
