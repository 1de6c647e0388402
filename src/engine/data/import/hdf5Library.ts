/** The HDF5 library of NIST, h5wasm, kept from taking more memory than an import may. */
import type * as Hdf5 from 'h5wasm';

/** Loads h5wasm: 1 MB, so only when the first HDF5 file is opened. */
export type LoadHdf5 = () => Promise<typeof Hdf5>;

/** Room for the library's caches and a sample; a real file of 1 GB takes a tenth of it. */
export const LIBRARY_HEAP_BYTES = 256 << 20;

const PAGE_BYTES = 65_536;
const bounded = new WeakSet<object>();

/**
 * The library, ready, its heap bounded: a damaged size in a file is then an allocation that fails, which
 * the library reports. By itself h5wasm 0.10.3 grows to 2 GB and has no setting for it, so the growth
 * of its memory is refused here. To be deleted when https://github.com/usnistgov/h5wasm has a setting.
 */
export async function readyLibrary(load: LoadHdf5): Promise<typeof Hdf5> {
  const library = await load();
  const module = await library.ready;
  if (bounded.has(module)) return library;
  bounded.add(module);
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number) {
    const { buffer } = this;
    const isOurs = buffer === heapOf(library);
    if (isOurs && buffer.byteLength + pages * PAGE_BYTES > LIBRARY_HEAP_BYTES)
      throw new RangeError(`the HDF5 library may take ${LIBRARY_HEAP_BYTES} bytes`);
    return grow.call(this, pages);
  };
  return library;
}

function heapOf({ Module }: typeof Hdf5): unknown {
  const heap: unknown = Reflect.get(Module, 'HEAPU8');
  return heap instanceof Uint8Array ? heap.buffer : undefined;
}
