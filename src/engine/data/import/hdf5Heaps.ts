/**
 * The global heaps of an HDF5 file, where its lists and texts of varying length lie, looked through
 * before the library reads them: version 2.0 of it, in h5wasm 0.10.3, walks a heap for ever whose free
 * space says 0 bytes, which is what a download looks like that left a gap of zeros. To be deleted when
 * H5HG__cache_heap_deserialize of https://github.com/HDFGroup/hdf5 refuses such a heap.
 *
 *   collection   "GCOL", version 1, 3 bytes of 0, its size (8 bytes), then objects
 *   object       index (2), references (2), 4 bytes, size (8), the data padded to 8; index 0: free space
 *
 * Source: HDF5 File Format Specification 3.0, III.E. Sizes of 8 bytes only, which is what is written.
 */
import type { ByteSource } from './byteSource.ts';
import { windowed } from './byteSource.ts';
import { fault } from './fault.ts';

const SIGNATURE = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
const HEAD_BYTES = 16;
const WINDOW_BYTES = 4 << 20;
const SEARCHED_BYTES = 64 << 10;

/**
 * Walks every heap as the library will.
 * @param report told how many bytes are looked through
 * @throws ImportFault with the offset of an object that leads nowhere
 */
export async function checkHeaps(
  source: ByteSource,
  report: (doneBytes: number) => void,
): Promise<void> {
  const near = windowed(source, WINDOW_BYTES);
  let at = 0;
  while (at + HEAD_BYTES <= source.size) {
    const piece = await near.read(at, Math.min(SEARCHED_BYTES, source.size - at));
    const start = indexOfHeap(piece);
    if (start === null) at += piece.length - HEAD_BYTES + 1;
    else at = await afterHeap(near, at + start);
    report(at);
  }
}

function indexOfHeap(piece: Uint8Array): number | null {
  const [first = 0] = SIGNATURE;
  const last = piece.length - HEAD_BYTES;
  for (let at = piece.indexOf(first); at >= 0 && at <= last; at = piece.indexOf(first, at + 1))
    if (SIGNATURE.every((byte, i) => piece[at + i] === byte)) return at;
  return null;
}

/** Where to look for the next heap: behind this one, or inside where its sizes do not fit. */
async function afterHeap(source: ByteSource, start: number): Promise<number> {
  const objects = start + HEAD_BYTES;
  const [, , size = 0, sizeHigh = 0] = await wordsAt(source, start);
  const end = start + size;
  if (sizeHigh !== 0 || size < HEAD_BYTES || end > source.size) return objects;
  for (let at = objects; at + HEAD_BYTES <= end;) {
    const [head = 0, , bytes = 0] = await wordsAt(source, at);
    const isFree = (head & 0xffff) === 0;
    // As the library counts: in 32 bits.
    const step = isFree ? bytes : (HEAD_BYTES + ((bytes + 7) & ~7)) >>> 0;
    if (step === 0)
      fault(
        `${source.path}, offset ${at}`,
        `${isFree ? 'free space' : 'an object'} of ${bytes} bytes in a global heap`,
        'a size that leads to the next object',
      );
    if (at + step > end) return objects;
    at += step;
  }
  return end;
}

/** The 16 bytes at an offset as four numbers. */
async function wordsAt(source: ByteSource, at: number): Promise<Uint32Array> {
  const reading = source.read(at, HEAD_BYTES);
  const bytes = reading instanceof Uint8Array ? reading : await reading;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEAD_BYTES);
  return Uint32Array.from({ length: HEAD_BYTES / 4 }, (_, i) => view.getUint32(4 * i, true));
}
