/**
 * One transferable buffer that carries JSON and typed arrays.
 *
 *   bytes 0–3   magic 'SPKG'        4–7  container version (uint32)
 *   bytes 8–11  length of the JSON  12–15 number of sections
 *   then 16 bytes a section: kind, offset, length in elements, 0 (uint32 each, in order of names)
 *   then the JSON (UTF-8): { meta, names }, then the sections, each aligned to 8 bytes.
 *
 * Frames and checkpoints are both containers; `kind` in the JSON says which.
 */

const MAGIC = 0x474b5053;
const CONTAINER_VERSION = 1;
const HEADER_BYTES = 16;
const ENTRY_BYTES = 16;

export type Section = Float32Array | Float64Array | Uint32Array | Uint16Array | Uint8Array;

const KINDS = [Float32Array, Float64Array, Uint32Array, Uint16Array, Uint8Array] as const;

const align = (bytes: number): number => (bytes + 7) & ~7;

export function packContainer(
  meta: unknown,
  sections: Readonly<Record<string, Section>>,
): ArrayBuffer {
  const names = Object.keys(sections);
  const json = new TextEncoder().encode(JSON.stringify({ meta, names }));
  const tableEnd = HEADER_BYTES + ENTRY_BYTES * names.length;
  let end = align(tableEnd + json.byteLength);
  const offsets = names.map((name) => {
    const offset = end;
    end = align(end + (sections[name]?.byteLength ?? 0));
    return offset;
  });
  const buffer = new ArrayBuffer(end);
  const header = new DataView(buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, CONTAINER_VERSION, true);
  header.setUint32(8, json.byteLength, true);
  header.setUint32(12, names.length, true);
  names.forEach((name, index) => {
    const section = sections[name];
    if (section === undefined) return;
    const at = HEADER_BYTES + ENTRY_BYTES * index;
    header.setUint32(at, kindOf(section), true);
    header.setUint32(at + 4, offsets[index] ?? 0, true);
    header.setUint32(at + 8, section.length, true);
    new Uint8Array(buffer, offsets[index], section.byteLength).set(
      new Uint8Array(section.buffer, section.byteOffset, section.byteLength),
    );
  });
  new Uint8Array(buffer, tableEnd, json.byteLength).set(json);
  return buffer;
}

export interface Container {
  readonly meta: unknown;
  readonly sections: ReadonlyMap<string, Section>;
}

/** Reads a container; the sections are views of `buffer`. Throws RangeError naming the field. */
export function readContainer(buffer: ArrayBuffer): Container {
  const header = new DataView(buffer);
  expectField('length', buffer.byteLength >= HEADER_BYTES, buffer.byteLength, 'at least 16 bytes');
  const magic = header.getUint32(0, true);
  expectField('magic', magic === MAGIC, magic.toString(16), MAGIC.toString(16));
  const version = header.getUint32(4, true);
  expectField('version', version === CONTAINER_VERSION, version, String(CONTAINER_VERSION));
  const jsonBytes = header.getUint32(8, true);
  const count = header.getUint32(12, true);
  const tableEnd = HEADER_BYTES + ENTRY_BYTES * count;
  expectField(
    'json length',
    tableEnd + jsonBytes <= buffer.byteLength,
    jsonBytes,
    `at most ${buffer.byteLength - tableEnd} bytes`,
  );
  const json: unknown = JSON.parse(
    new TextDecoder().decode(new Uint8Array(buffer, tableEnd, jsonBytes)),
  );
  if (
    typeof json !== 'object' ||
    json === null ||
    !('names' in json) ||
    !Array.isArray(json.names)
  ) {
    throw new RangeError('container names: got none, expected a list');
  }
  expectField('sections', json.names.length === count, json.names.length, String(count));
  const sections = new Map<string, Section>();
  json.names.forEach((name: unknown, index: number) => {
    const at = HEADER_BYTES + ENTRY_BYTES * index;
    const View = KINDS[header.getUint32(at, true)];
    const offset = header.getUint32(at + 4, true);
    const length = header.getUint32(at + 8, true);
    if (
      View === undefined ||
      offset % 8 !== 0 ||
      offset + length * View.BYTES_PER_ELEMENT > buffer.byteLength
    ) {
      throw new RangeError(
        `container section ${String(name)}: got bad bounds, expected a whole array`,
      );
    }
    sections.set(String(name), new View(buffer, offset, length));
  });
  return { meta: 'meta' in json ? json.meta : null, sections };
}

function kindOf(section: Section): number {
  return KINDS.findIndex((View) => section instanceof View);
}

function expectField(field: string, ok: boolean, got: string | number, expected: string): void {
  if (!ok) throw new RangeError(`container ${field}: got ${got}, expected ${expected}`);
}
