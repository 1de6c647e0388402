/**
 * A bump allocator over a bare WebAssembly.Memory, for tests and benchmarks of the kernels alone.
 * Guard words around each block show any write outside it.
 */
const GUARD = 0x7fc0ffee; // a NaN, so that a read that matters shows too
const GUARD_WORDS = 8;

export interface Arena {
  readonly memory: WebAssembly.Memory;
  /** Reserves bytes filled with NaN and returns their address. */
  reserve(bytes: number): number;
  /** Copies numbers in as float32. */
  floats(values: ArrayLike<number>): number;
  zeros(n: number): number;
  /** A view of n floats; valid for the arena's life, as its memory never grows. */
  view(address: number, n: number): Float32Array<ArrayBuffer>;
  /** A point to go back to. */
  mark(): number;
  /** Gives back what was reserved since. */
  release(mark: number): void;
  /** @throws Error with the address of a block whose guard words changed. */
  assertIntact(): void;
}

/** @param shared whether threads can have it too */
export function createArena(megabytes: number, shared = false): Arena {
  const pages = megabytes * 16;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  const buffer = memory.buffer as ArrayBuffer;
  const words = new Uint32Array(buffer).fill(GUARD);
  const guards: number[] = [];
  let next = 64;
  const reserve = (bytes: number): number => {
    const address = next;
    const end = address + 4 * Math.ceil(bytes / 4);
    // Aligned as a heap would: vectors seldom straddle cache lines.
    next = 16 * Math.ceil((end + 4 * GUARD_WORDS) / 16);
    if (next > buffer.byteLength) throw new Error(`arena of ${megabytes} MB is full at ${address}`);
    guards.push(end);
    return address;
  };
  const view = (address: number, n: number) => new Float32Array(buffer, address, n);
  return {
    memory,
    reserve,
    view,
    floats: (values) => {
      const address = reserve(4 * values.length);
      view(address, values.length).set(values);
      return address;
    },
    zeros: (n) => {
      const address = reserve(4 * n);
      view(address, n).fill(0);
      return address;
    },
    mark: () => next,
    release: (mark) => {
      words.fill(GUARD, mark / 4, next / 4);
      next = mark;
      while (guards.length > 0 && guards[guards.length - 1]! >= mark) guards.pop();
    },
    assertIntact: () => {
      for (const end of guards) {
        const first = end / 4;
        if (words.subarray(first, first + GUARD_WORDS).some((word) => word !== GUARD)) {
          throw new Error(`a kernel wrote past the block that ends at ${end}`);
        }
      }
    },
  };
}
