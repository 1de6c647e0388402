/**
 * AEDAT 2.0 and 3.1: events of DVS128 and DAVIS cameras.
 *
 * A text header of lines that begin with "#", then in version 2 pairs of big-endian 32-bit words,
 * address and time in µs; in version 3 packets with a header of 28 bytes, little-endian.
 * Source: iniVation, "AEDAT file formats", 2.0 and 3.1. Frames, IMU and special events are passed over.
 */
import type { ByteSource } from './byteSource.ts';
import { headOf } from './byteSource.ts';
import type { CameraEvents, Sensor } from './eventCamera.ts';
import { checkAddress, emptyEvents, FILE_LIMIT_BYTES, openRecordings } from './eventCamera.ts';
import { fault } from './fault.ts';
import type { Format } from './records.ts';

const DVS128: Sensor = { width: 128, height: 128 };
const DAVIS240: Sensor = { width: 240, height: 180 };
const DAVIS346: Sensor = { width: 346, height: 260 };
const HEADER_MAX_BYTES = 64 << 10;
const PACKET_HEADER_BYTES = 28;
const POLARITY_EVENT = 1;

export const aedat: Format = {
  label: 'AEDAT events',
  accepts: ({ head }) => new TextDecoder('latin1').decode(head.subarray(0, 9)) === '#!AER-DAT',
  open: async (files, mapping) => {
    const [first] = files;
    if (first === undefined) return fault('files', 'none', 'one recording or more');
    const { sensor } = await readHeader(first);
    return openRecordings(files, sensor, mapping, async (source) => {
      const header = await readHeader(source);
      if (source.size > FILE_LIMIT_BYTES)
        fault(
          source.path,
          `${source.size} bytes`,
          `at most ${FILE_LIMIT_BYTES}`,
          'Cut the recording into one file a sample.',
        );
      const { from } = header;
      const bytes = await source.read(from, source.size - from);
      return header.version === 2
        ? readVersion2(source.path, bytes, from, sensor)
        : readVersion3(source.path, bytes, from, sensor);
    });
  },
};

interface Header {
  readonly version: 2 | 3;
  readonly sensor: Sensor;
  /** Offset of the first byte behind the header. */
  readonly from: number;
}

async function readHeader(source: ByteSource): Promise<Header> {
  const { path } = source;
  const head = await headOf(source, HEADER_MAX_BYTES);
  const text = new TextDecoder('latin1').decode(head);
  const version = /^#!AER-DAT(\d)\.(\d)/.exec(text);
  if (version === null || (version[1] !== '2' && version[1] !== '3'))
    return fault(
      `${path}, offset 0`,
      version === null ? 'no version' : `AEDAT ${version[1]}.${version[2]}`,
      'AEDAT 2.0 or 3.1',
      'Convert the recording with DV or jAER. AEDAT 4 (FlatBuffers with LZ4) is not read.',
    );
  let from = 0;
  let end = -1;
  while (text[from] === '#') {
    const newline = text.indexOf('\n', from);
    if (newline < 0)
      fault(`${path}, offset ${from}`, 'a header that does not end', 'an end of line');
    const line = text.slice(from, newline);
    from = newline + 1;
    if (line.startsWith('#!END-HEADER')) {
      end = from;
      break;
    }
  }
  const header = text.slice(0, from);
  const sensor = /DAVIS ?346|DAVIS346/i.test(header)
    ? DAVIS346
    : /DAVIS|SBRet/i.test(header)
      ? DAVIS240
      : DVS128;
  return { version: version[1] === '2' ? 2 : 3, sensor, from: end < 0 ? from : end };
}

function readVersion2(path: string, bytes: Uint8Array, from: number, sensor: Sensor): CameraEvents {
  if (bytes.length % 8 !== 0)
    fault(
      `${path}, offset ${from + bytes.length - (bytes.length % 8)}`,
      `${bytes.length % 8} bytes in the last event`,
      '8 bytes an event',
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events = emptyEvents(bytes.length / 8);
  const isDavis = sensor !== DVS128;
  for (let at = 0; at < bytes.length; at += 8) {
    const address = view.getUint32(at);
    // DAVIS marks frames and IMU by the highest bit; DVS128 marks special events by bit 15.
    if (isDavis ? address >>> 31 === 1 || ((address >> 10) & 1) === 1 : (address & 0x8000) !== 0)
      continue;
    const x = isDavis ? (address >> 12) & 0x3ff : (address >> 1) & 0x7f;
    const y = isDavis ? (address >> 22) & 0x1ff : (address >> 8) & 0x7f;
    checkAddress(`${path}, offset ${from + at}`, x, y, sensor);
    const i = events.count;
    events.x[i] = x;
    events.y[i] = y;
    events.polarity[i] = isDavis ? (address >> 11) & 1 : address & 1;
    events.timesUs[i] = view.getUint32(at + 4);
    events.count = i + 1;
  }
  return events;
}

function readVersion3(path: string, bytes: Uint8Array, from: number, sensor: Sensor): CameraEvents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events = emptyEvents(Math.floor(bytes.length / 8));
  let at = 0;
  while (at < bytes.length) {
    const where = `${path}, offset ${from + at}`;
    if (at + PACKET_HEADER_BYTES > bytes.length)
      fault(where, `${bytes.length - at} bytes`, `a packet header of ${PACKET_HEADER_BYTES}`);
    const type = view.getUint16(at, true);
    const size = view.getUint32(at + 4, true);
    const timeOffset = view.getUint32(at + 8, true);
    const overflow = view.getUint32(at + 12, true);
    const count = view.getUint32(at + 20, true);
    const next = at + PACKET_HEADER_BYTES + size * count;
    if (next > bytes.length)
      fault(
        where,
        `a packet of ${count} events of ${size} bytes`,
        `one inside the file of ${from + bytes.length}`,
      );
    if (type === POLARITY_EVENT) {
      if (size !== 8 || timeOffset !== 4)
        fault(
          where,
          `polarity events of ${size} bytes, time at ${timeOffset}`,
          '8 bytes, time at 4',
        );
      for (let event = at + PACKET_HEADER_BYTES; event < next; event += 8) {
        const data = view.getUint32(event, true);
        if ((data & 1) === 0) continue;
        const x = data >>> 17;
        const y = (data >> 2) & 0x7fff;
        checkAddress(`${path}, offset ${from + event}`, x, y, sensor);
        const i = events.count;
        events.x[i] = x;
        events.y[i] = y;
        events.polarity[i] = (data >> 1) & 1;
        events.timesUs[i] = overflow * 2 ** 31 + view.getInt32(event + 4, true);
        events.count = i + 1;
      }
    }
    at = next;
  }
  return events;
}
