/**
 * A WebAssembly module that computes in float64 on memory of its own.
 *
 * Memory is handed out in order and given back in the reverse order: `mark` remembers how far it has
 * come, `release` goes back there. It starts zeroed and grows as needed; growing makes every older
 * view of it useless, so blocks make their view when they are asked.
 */

/** An array in the module's memory. `at` (bytes, aligned to 64) stays valid when the memory grows. */
export interface Block<View> {
  readonly at: number;
  readonly length: number;
  /** A view of the block as memory is now: use it at once, do not keep it past an allocation. */
  readonly values: View;
}

export interface Float64Module<Exports> {
  readonly exports: Exports;
  readonly memory: WebAssembly.Memory;
  /** A zeroed block of float64, padded with zeros to a multiple of eight. */
  alloc64(length: number): Block<Float64Array>;
  /** A zeroed block of int32, padded with zeros to a multiple of sixteen. */
  alloc32(length: number): Block<Int32Array>;
  mark(): number;
  /** Gives back everything allocated since the mark. */
  release(mark: number): void;
}

const PAGE_BYTES = 65536;
const LINE_BYTES = 64;
/** Kernels may load a little past their last block. */
const MARGIN_BYTES = 1024;

/**
 * @param bytes the compiled module; its only import is `env.memory`
 * @throws WebAssembly.CompileError or LinkError when it is not such a module; RangeError from the
 *   allocations when memory is exhausted
 */
export async function createFloat64Module<Exports>(
  bytes: BufferSource,
): Promise<Float64Module<Exports>> {
  const memory = new WebAssembly.Memory({ initial: 16 });
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  // The null address stays free: kernels take it for "none".
  let top = LINE_BYTES;

  const reserve = (bytesWanted: number): number => {
    const at = top;
    const end = at + Math.ceil(bytesWanted / LINE_BYTES) * LINE_BYTES;
    const missing = end + MARGIN_BYTES - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    top = end;
    new Uint8Array(memory.buffer, at, end - at).fill(0);
    return at;
  };

  return {
    exports: instance.exports as Exports,
    memory,
    alloc64: (length) => {
      const at = reserve(length * Float64Array.BYTES_PER_ELEMENT);
      return {
        at,
        length,
        get values() {
          return new Float64Array(memory.buffer, at, length);
        },
      };
    },
    alloc32: (length) => {
      const at = reserve(length * Int32Array.BYTES_PER_ELEMENT);
      return {
        at,
        length,
        get values() {
          return new Int32Array(memory.buffer, at, length);
        },
      };
    },
    mark: () => top,
    release: (mark) => {
      top = mark;
    },
  };
}
