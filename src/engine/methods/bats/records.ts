/**
 * The records that the kernel reads, as assembly/layout.ts declares them: fields of 4 bytes in this
 * order, for a layer followed by four float64.
 */
import type { Block, Float64Module } from '../float64Module.ts';

const SPIKES = ['count', 'neuron', 'time', 'decay', 'inverseSlope', 'error'] as const;

const EVENTS = [
  'count',
  'time',
  'input',
  'error',
  'spareTime',
  'spareInput',
  'spareError',
  'place',
  'bucket',
] as const;

const WINDOWS = ['count', 'group', 'event', 'row', 'spikes', 'decay'] as const;

const LAYER = [
  'width',
  'groups',
  'maxSpikes',
  'weights',
  'gradient',
  'a',
  'b',
  'fired',
  'last',
  'events',
  'spikes',
  'windows',
  'inX',
  'inY',
  'channels',
  'filterX',
  'filterY',
  'outX',
  'outY',
  'stride',
  'padX',
  'padY',
  'bias',
] as const;

const LAYER_NUMBERS = ['tau', 'c', 'delta', 'tMax'] as const;
/** The float64 of a layer lie behind its fields, aligned to 8 bytes. */
const LAYER_NUMBERS_BYTES = Math.ceil((LAYER.length * 4) / 8) * 8;

type Memory = Pick<Float64Module<unknown>, 'alloc32' | 'alloc64' | 'memory'>;

/** Spikes of one sample, as they lie in the kernel's memory. */
export interface SpikeList {
  /** Address of the record. */
  readonly at: number;
  readonly capacity: number;
  count: number;
  readonly neurons: Block<Int32Array>;
  readonly times: Block<Float64Array>;
  readonly errors: Block<Float64Array>;
}

export function createSpikeList(memory: Memory, capacity: number): SpikeList {
  const neurons = memory.alloc32(capacity);
  const times = memory.alloc64(capacity);
  const errors = memory.alloc64(capacity);
  const record = writeFields(memory, SPIKES, {
    count: 0,
    neuron: neurons.at,
    time: times.at,
    decay: memory.alloc64(capacity).at,
    inverseSlope: memory.alloc64(capacity).at,
    error: errors.at,
  });
  return {
    at: record.at,
    capacity,
    get count() {
      return record.values[0] ?? 0;
    },
    set count(count: number) {
      record.values[0] = count;
    },
    neurons,
    times,
    errors,
  };
}

export interface EventQueue {
  readonly at: number;
  clear(): void;
}

export function createEventQueue(memory: Memory, capacity: number): EventQueue {
  const record = writeFields(memory, EVENTS, {
    count: 0,
    time: memory.alloc64(capacity).at,
    input: memory.alloc32(capacity).at,
    error: memory.alloc32(capacity).at,
    spareTime: memory.alloc64(capacity).at,
    spareInput: memory.alloc32(capacity).at,
    spareError: memory.alloc32(capacity).at,
    place: memory.alloc32(capacity).at,
    bucket: memory.alloc32(capacity + 1).at,
  });
  return {
    at: record.at,
    clear: () => {
      record.values[0] = 0;
    },
  };
}

/** @returns the address of the record */
export function createWindows(memory: Memory, capacity: number): number {
  return writeFields(memory, WINDOWS, {
    count: 0,
    group: memory.alloc32(capacity).at,
    event: memory.alloc32(capacity).at,
    row: memory.alloc32(capacity).at,
    spikes: memory.alloc32(capacity).at,
    decay: memory.alloc64(capacity).at,
  }).at;
}

export type LayerFields = Readonly<Record<(typeof LAYER)[number], number>>;
export type LayerNumbers = Readonly<Record<(typeof LAYER_NUMBERS)[number], number>>;

/** @returns the address of the record */
export function createLayerRecord(
  memory: Memory,
  fields: LayerFields,
  numbers: LayerNumbers,
): number {
  const spare = LAYER_NUMBERS_BYTES / 4 - LAYER.length + LAYER_NUMBERS.length * 2;
  const { at } = writeFields(memory, LAYER, fields, spare);
  new Float64Array(memory.memory.buffer, at + LAYER_NUMBERS_BYTES, LAYER_NUMBERS.length).set(
    LAYER_NUMBERS.map((name) => numbers[name]),
  );
  return at;
}

function writeFields<Name extends string>(
  memory: Memory,
  names: readonly Name[],
  fields: Readonly<Record<Name, number>>,
  spare = 0,
): Block<Int32Array> {
  const record = memory.alloc32(names.length + spare);
  record.values.set(names.map((name) => fields[name]));
  return record;
}
