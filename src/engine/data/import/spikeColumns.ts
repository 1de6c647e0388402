/** Spikes of many samples in two columns, added sample by sample without being kept twice. */
import type { SpikeTrains } from '#model/catalog.ts';
import type { SampleSpikes } from './records.ts';

/** Room beyond what the samples so far let expect, so that it is seldom taken anew. */
const ROOM = 1.1;

export interface SpikeColumns {
  add(sample: SampleSpikes): void;
  /** What was added. */
  trains(): SpikeTrains;
}

/** @param count samples that will be added @param most spikes that there may be in all */
export function createSpikeColumns(count: number, most: number): SpikeColumns {
  const offsets = new Uint32Array(count + 1);
  let timesMs = new Float32Array(0);
  let inputs = new Uint16Array(0);
  let added = 0;

  /** Memory that is not written to yet is not taken yet. */
  function makeRoom(needed: number): void {
    const expected = Math.ceil((ROOM * needed * count) / (added + 1));
    const room = Math.max(needed, Math.min(expected, most));
    const [oldTimes, oldInputs] = [timesMs, inputs];
    timesMs = new Float32Array(room);
    inputs = new Uint16Array(room);
    timesMs.set(oldTimes);
    inputs.set(oldInputs);
  }

  return {
    add: (sample) => {
      const from = offsets[added]!;
      const to = from + sample.timesMs.length;
      if (to > timesMs.length) makeRoom(to);
      timesMs.set(sample.timesMs, from);
      inputs.set(sample.inputs, from);
      added++;
      offsets[added] = to;
    },
    trains: () => {
      const total = offsets[added]!;
      return {
        offsets,
        timesMs: timesMs.subarray(0, total),
        inputs: inputs.subarray(0, total),
      };
    },
  };
}
