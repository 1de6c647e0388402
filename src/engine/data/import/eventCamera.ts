/** Recordings of event cameras, one file a sample: what the formats share. */
import { IMPORTED_INPUT_LIMIT } from '#catalog/datasets/imported.ts';
import type { ImportChoice, Mapping } from '#protocol/import.ts';
import type { ByteSource } from './byteSource.ts';
import { fault, REMEDY } from './fault.ts';
import { byClass } from './folders.ts';
import type { ClassFile } from './folders.ts';
import type { Opened, Records, SampleSpikes } from './records.ts';
import { classify, numberOf, sortSpikes } from './records.ts';

/** Events of a file as they come, before pixels are joined. */
export interface CameraEvents {
  /** In microseconds, from any start. */
  readonly timesUs: Float64Array;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** 1 where the pixel grew brighter, 0 where darker. */
  readonly polarity: Uint8Array;
  readonly count: number;
}

export interface Sensor {
  readonly width: number;
  readonly height: number;
}

/** A recording above this is no single sample. */
export const FILE_LIMIT_BYTES = 64_000_000;

export function emptyEvents(capacity: number): {
  -readonly [K in keyof CameraEvents]: CameraEvents[K];
} {
  return {
    timesUs: new Float64Array(capacity),
    x: new Uint16Array(capacity),
    y: new Uint16Array(capacity),
    polarity: new Uint8Array(capacity),
    count: 0,
  };
}

/** Opens recordings by class; `read` decodes a file and checks each address against the sensor. */
export function openRecordings(
  files: readonly ByteSource[],
  sensor: Sensor,
  mapping: Mapping,
  read: (source: ByteSource) => Promise<CameraEvents>,
): Opened {
  const { train, test, notes } = byClass(files);
  const fitting = Math.max(1, Math.ceil(Math.max(sensor.width, sensor.height) / 64));
  const join = Math.round(numberOf(mapping, 'join', fitting, 1, 16));
  const cutMs = numberOf(mapping, 'cutMs', 0, 0, 1_000_000);
  const width = Math.ceil(sensor.width / join);
  const height = Math.ceil(sensor.height / join);
  if (2 * width * height > IMPORTED_INPUT_LIMIT)
    fault(
      files[0]?.path ?? 'recordings',
      `${2 * width * height} inputs (${height} × ${width} × 2)`,
      `at most ${IMPORTED_INPUT_LIMIT}`,
      'Join more pixels.',
    );
  const choices: ImportChoice[] = [
    {
      id: 'join',
      label: 'Join pixels',
      help: 'Side of the square of pixels that becomes one input. Larger: fewer inputs.',
      kind: 'number',
      value: join,
      min: 1,
      max: 16,
      unit: 'pixels',
    },
    {
      id: 'cutMs',
      label: 'Cut after',
      help: 'Events later than this are left out. 0: nothing is cut.',
      kind: 'number',
      value: cutMs,
      min: 0,
      max: 1_000_000,
      unit: 'ms',
    },
  ];
  const records = (of: readonly ClassFile[]): Records => ({
    count: of.length,
    shape: [height, width, 2],
    ...classify(of.map(({ className }) => className)),
    content: {
      kind: 'spikes',
      read: async (index) => {
        const { source } = of[index]!;
        if (source.size > FILE_LIMIT_BYTES)
          fault(
            source.path,
            `${Math.round(source.size / 1e6)} MB`,
            `at most ${FILE_LIMIT_BYTES / 1e6} MB a sample`,
            'Cut the recording into one file a sample.',
          );
        return toSpikes(await read(source), width, join, cutMs);
      },
    },
    where: (index) => of[index]?.source.path ?? '',
  });
  return { train: records(train), test: test.length === 0 ? null : records(test), choices, notes };
}

function toSpikes(
  { timesUs, x, y, polarity, count }: CameraEvents,
  width: number,
  join: number,
  cutMs: number,
): SampleSpikes {
  let first = Infinity;
  for (let i = 0; i < count; i++) first = Math.min(first, timesUs[i]!);
  const timesMs = new Float32Array(count);
  const inputs = new Uint16Array(count);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const time = (timesUs[i]! - first) / 1000;
    if (cutMs > 0 && time >= cutMs) continue;
    timesMs[kept] = time;
    inputs[kept] = (Math.floor(y[i]! / join) * width + Math.floor(x[i]! / join)) * 2 + polarity[i]!;
    kept++;
  }
  return sortSpikes(timesMs.slice(0, kept), inputs.slice(0, kept));
}

/** @throws ImportFault for an address outside the sensor */
export function checkAddress(where: string, x: number, y: number, { width, height }: Sensor): void {
  if (x >= width || y >= height)
    fault(where, `pixel (${x}, ${y})`, `one of ${width} × ${height}`, REMEDY.format);
}
