/**
 * A file on disk for WORKERFS, read in pages: the HDF5 library asks for a few bytes at a time in several
 * places, and each question to the browser costs more than the bytes.
 */

const PAGE_BYTES = 256 << 10;
/** Lists of times and of units lie apart, with descriptions of their own. */
const PAGES = 16;

/** What WORKERFS needs of a blob: its size, and parts of it that its reader then reads. */
export interface PagedBlob {
  readonly size: number;
  slice(from: number, to: number): PagedPart;
}

export interface PagedPart {
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** Stands for the `FileReaderSync` of WORKERFS. */
export const pagedReader = { readAsArrayBuffer: ({ bytes }: PagedPart): Uint8Array => bytes };

/** @param readNow gives the bytes of a part without waiting */
export function pagedBlob(blob: Blob, readNow: (part: Blob) => Uint8Array): PagedBlob {
  /** The one used last comes last. */
  const pages = new Map<number, Uint8Array>();
  const pageAt = (index: number): Uint8Array => {
    const start = index * PAGE_BYTES;
    const page = pages.get(index) ?? readNow(blob.slice(start, start + PAGE_BYTES));
    pages.delete(index);
    pages.set(index, page);
    const [oldest] = pages.keys();
    if (pages.size > PAGES && oldest !== undefined) pages.delete(oldest);
    return page;
  };
  return {
    size: blob.size,
    slice: (from, to) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, blob.size) - from));
      for (let done = 0; done < bytes.length;) {
        const at = from + done;
        const start = at % PAGE_BYTES;
        const piece = pageAt((at - start) / PAGE_BYTES).subarray(
          start,
          start + bytes.length - done,
        );
        bytes.set(piece, done);
        done += piece.length;
      }
      return { size: bytes.length, bytes };
    },
  };
}
