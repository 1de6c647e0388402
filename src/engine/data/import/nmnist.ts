/**
 * N-MNIST events: 5 bytes each. x, y, then 24 bits, big-endian: polarity and time in µs.
 *
 * Source: Orchard et al. 2015, "Converting static image datasets to spiking neuromorphic datasets using
 * saccades", doi:10.3389/fnins.2015.00437, and the readers published with the data.
 */
import type { ByteSource } from './byteSource.ts';
import type { CameraEvents } from './eventCamera.ts';
import { checkAddress, emptyEvents, openRecordings } from './eventCamera.ts';
import { fault } from './fault.ts';
import type { Format } from './records.ts';

const EVENT_BYTES = 5;
const SENSOR = { width: 34, height: 34 };

export const nmnist: Format = {
  label: 'N-MNIST events',
  accepts: ({ path, head }) =>
    /\.bin$/i.test(path) && head.length >= EVENT_BYTES && head[0]! < 34 && head[1]! < 34,
  open: async (files, mapping) => openRecordings(files, SENSOR, mapping, readNmnist),
};

/** @throws ImportFault naming the offset */
async function readNmnist(source: ByteSource): Promise<CameraEvents> {
  const { path, size } = source;
  if (size % EVENT_BYTES !== 0)
    fault(
      `${path}, offset ${size - (size % EVENT_BYTES)}`,
      `${size % EVENT_BYTES} bytes in the last event`,
      `${EVENT_BYTES} bytes an event`,
    );
  const bytes = await source.read(0, size);
  const count = size / EVENT_BYTES;
  const events = emptyEvents(count);
  for (let i = 0; i < count; i++) {
    const at = i * EVENT_BYTES;
    const x = bytes[at]!;
    const y = bytes[at + 1]!;
    checkAddress(`${path}, offset ${at}`, x, y, SENSOR);
    events.x[i] = x;
    events.y[i] = y;
    events.polarity[i] = bytes[at + 2]! >> 7;
    events.timesUs[i] = ((bytes[at + 2]! & 0x7f) << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!;
  }
  events.count = count;
  return events;
}
