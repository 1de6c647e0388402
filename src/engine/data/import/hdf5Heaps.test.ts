import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Bytes } from './byteSource.ts';
import { bytesSource } from './byteSource.ts';
import { attempt } from './fault.ts';
import { checkHeaps } from './hdf5Heaps.ts';

const shd = (): Bytes =>
  Uint8Array.from(readFileSync(new URL('./fixtures/shd_train.h5', import.meta.url)));

/** Where the one heap of the file begins. */
const HEAP = 2800;
const FIRST_OBJECT = HEAP + 16;

async function problemOf(bytes: Bytes): Promise<string | null> {
  const outcome = await attempt(() => checkHeaps(bytesSource('x.h5', bytes), () => undefined));
  return outcome.ok ? null : outcome.problems.map(({ where, got }) => `${where}: ${got}`).join();
}

it('walks a sound heap to its end', async () => {
  const bytes = shd();
  expect(new TextDecoder().decode(bytes.subarray(HEAP, HEAP + 4))).toBe('GCOL');
  let done = 0;
  await checkHeaps(bytesSource('x.h5', bytes), (bytesDone) => (done = bytesDone));
  expect(done).toBeGreaterThan(bytes.length - 16);
  expect(done).toBeLessThanOrEqual(bytes.length);
});

it('names the place where zeros would keep the library turning', async () => {
  const bytes = shd().fill(0, FIRST_OBJECT, FIRST_OBJECT + 32);
  expect(await problemOf(bytes)).toBe(
    `x.h5, offset ${FIRST_OBJECT}: free space of 0 bytes in a global heap`,
  );
});

it('names a size that turns over in 32 bits', async () => {
  const bytes = shd();
  new DataView(bytes.buffer).setUint32(FIRST_OBJECT + 8, 0xfffffff0, true);
  expect(await problemOf(bytes)).toContain(`offset ${FIRST_OBJECT}: an object of 4294967280 bytes`);
});

it('looks on inside a heap whose own size cannot be', async () => {
  const bytes = shd().fill(0, FIRST_OBJECT, FIRST_OBJECT + 32);
  const after = new Uint8Array([...shd(), ...bytes]);
  new DataView(after.buffer).setUint32(HEAP + 8, 0x7fffffff, true);
  expect(await problemOf(after)).toContain(`offset ${shd().length + FIRST_OBJECT}:`);
});

it('leaves alone what is too short for a heap', async () => {
  expect(await problemOf(new Uint8Array(15))).toBeNull();
  expect(await problemOf(shd().subarray(0, HEAP + 12))).toBeNull();
});
