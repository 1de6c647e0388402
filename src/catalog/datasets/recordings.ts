/**
 * Reader of packed recordings, as scripts/pack-recordings.mjs writes them. Little-endian:
 *
 *   "REC1", sample rate (u32), count (u32)
 *   count × { label (u8), speaker (u8), number (u8), 0, length in samples (u32) }
 *   low bytes of all residuals, then their high bytes
 *
 * A residual is what is left of a sample when the line through the two before it is taken away,
 * r_t = x_t − 2·x_{t−1} + x_{t−2} modulo 2¹⁶, from two zeros at each start, as an unsigned number whose
 * lowest bit is the sign. Gzip makes 12.8 MB of these, and 15.4 MB of the samples themselves.
 */
import { DatasetDamaged } from './errors.ts';

export interface Recording {
  readonly label: number;
  readonly speaker: number;
  /** Which of the speaker's recordings of this label. */
  readonly number: number;
  readonly sound: Int16Array;
}

export interface Recordings {
  readonly sampleRateHz: number;
  readonly recordings: readonly Recording[];
}

const MAGIC = 0x31434552;
const HEAD_BYTES = 12;
const ROW_BYTES = 8;

/**
 * @param name file name for messages
 * @throws DatasetDamaged naming file, offset, got and expected
 */
export function readRecordings(
  bytes: Uint8Array,
  name: string,
  expected: { readonly count: number; readonly nClasses: number },
): Recordings {
  const fail = (offset: number, got: string, wanted: string): never => {
    throw new DatasetDamaged(`${name}, offset ${offset}: got ${got}, expected ${wanted}`);
  };
  const soundAt = HEAD_BYTES + ROW_BYTES * expected.count;
  if (bytes.length < soundAt)
    fail(bytes.length, 'the end of the file', `a table of ${soundAt} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) fail(0, 'another format', 'REC1');
  const sampleRateHz = view.getUint32(4, true);
  const count = view.getUint32(8, true);
  if (count !== expected.count) fail(8, `${count} recordings`, String(expected.count));
  let total = 0;
  for (let row = 0; row < count; row++) {
    const at = HEAD_BYTES + ROW_BYTES * row;
    const label = view.getUint8(at);
    if (label >= expected.nClasses) fail(at, `label ${label}`, `at most ${expected.nClasses - 1}`);
    total += view.getUint32(at + 4, true);
  }
  if (bytes.length !== soundAt + 2 * total)
    fail(soundAt, `${bytes.length - soundAt} bytes of sound`, `${2 * total}, from the table`);
  const low = bytes.subarray(soundAt, soundAt + total);
  const high = bytes.subarray(soundAt + total);
  let start = 0;
  const recordings = Array.from({ length: count }, (_, row): Recording => {
    const at = HEAD_BYTES + ROW_BYTES * row;
    const length = view.getUint32(at + 4, true);
    const sound = restored(low, high, start, length);
    start += length;
    return {
      label: view.getUint8(at),
      speaker: view.getUint8(at + 1),
      number: view.getUint8(at + 2),
      sound,
    };
  });
  return { sampleRateHz, recordings };
}

/** Samples from residuals; arithmetic modulo 2¹⁶, which `Int16Array` does by itself. */
function restored(low: Uint8Array, high: Uint8Array, start: number, length: number): Int16Array {
  const sound = new Int16Array(length);
  let [last, beforeLast] = [0, 0];
  for (let t = 0; t < length; t++) {
    const folded = low[start + t]! | (high[start + t]! << 8);
    const residual = (folded >> 1) ^ -(folded & 1);
    sound[t] = residual + 2 * last - beforeLast;
    beforeLast = last;
    last = sound[t]!;
  }
  return sound;
}
