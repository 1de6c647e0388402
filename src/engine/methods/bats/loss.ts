/** The losses of the method on the kernel's list of output spikes: value, prediction and errors. */
import { timeLoss } from '../shared/timeLoss.ts';
import type { SpikeList } from './records.ts';
import { type LossSpec, missingSpikes } from './referenceLoss.ts';

export interface SampleLoss {
  readonly loss: number;
  readonly predicted: number;
}

/** Room for one sample's counts and first spikes; make it once. */
export interface LossScratch {
  readonly counts: Int32Array;
  readonly first: Float64Array;
  /** Place of the first spike in the list. */
  readonly firstAt: Int32Array;
  /** ∂L/∂T of the first spikes. */
  readonly errors: Float64Array;
}

export function createLossScratch(nOutputs: number): LossScratch {
  return {
    counts: new Int32Array(nOutputs),
    first: new Float64Array(nOutputs),
    firstAt: new Int32Array(nOutputs),
    errors: new Float64Array(nOutputs),
  };
}

/** Counts and first spikes of the outputs, which are one group: padded indices are indices. */
export function readOutputs(spikes: SpikeList, scratch: LossScratch): void {
  scratch.counts.fill(0);
  scratch.first.fill(Infinity);
  const { count } = spikes;
  const neurons = spikes.neurons.values;
  const times = spikes.times.values;
  for (let s = 0; s < count; s++) {
    const j = neurons[s]!;
    if (scratch.counts[j] === 0) {
      scratch.first[j] = times[s]!;
      scratch.firstAt[j] = s;
    }
    scratch.counts[j]!++;
  }
}

/**
 * Reads the spikes of a sample, and writes ∂L/∂T of each into their list. The equations are those of
 * `referenceLoss`.
 */
export function writeLoss(
  spec: LossSpec,
  spikes: SpikeList,
  label: number,
  scratch: LossScratch,
): SampleLoss {
  readOutputs(spikes, scratch);
  const { counts, first, firstAt } = scratch;
  const errors = spikes.errors.values;
  const { count } = spikes;
  switch (spec.kind) {
    case 'count': {
      const neurons = spikes.neurons.values;
      for (let s = 0; s < count; s++) {
        const j = neurons[s]!;
        errors[s] = spec.scale * missingSpikes(spec, j === label, counts[j]!);
      }
      let loss = 0;
      let predicted = 0;
      for (let j = 0; j < counts.length; j++) {
        loss += 0.5 * spec.scale * missingSpikes(spec, j === label, counts[j]!) ** 2;
        if (counts[j]! > counts[predicted]!) predicted = j;
      }
      return { loss, predicted };
    }
    case 'firstSpike': {
      errors.fill(0, 0, count);
      const predicted = indexOfEarliest(first);
      const earliest = first[predicted]!;
      if (earliest === Infinity) {
        const loss = spec.silentTime === Infinity ? Infinity : Math.log(first.length);
        return { loss, predicted };
      }
      let sum = 0;
      for (let j = 0; j < first.length; j++) sum += power(first[j]!, earliest, spec.tauLoss);
      for (let j = 0; j < first.length; j++) {
        if (first[j] === Infinity) continue;
        const share = power(first[j]!, earliest, spec.tauLoss) / sum;
        errors[firstAt[j]!] = ((j === label ? 1 : 0) - share) / spec.tauLoss;
      }
      const labelTime = Math.min(first[label]!, spec.silentTime);
      return { loss: (labelTime - earliest) / spec.tauLoss + Math.log(sum), predicted };
    }
    case 'earlySpike': {
      const loss = timeLoss(first, label, spec.timeLoss, 1, scratch.errors);
      errors.fill(0, 0, count);
      for (let j = 0; j < first.length; j++) {
        if (first[j]! < Infinity) errors[firstAt[j]!] = scratch.errors[j]!;
      }
      return { loss, predicted: indexOfEarliest(first) };
    }
    case 'spikeTime': {
      errors.fill(0, 0, count);
      let loss = 0;
      for (let j = 0; j < first.length; j++) {
        const target = spec.targets[j];
        if (first[j] === Infinity || target === undefined) continue;
        errors[firstAt[j]!] = first[j]! - target;
        loss += 0.5 * (first[j]! - target) ** 2;
      }
      return { loss, predicted: indexOfEarliest(first) };
    }
    default:
      return spec satisfies never;
  }
}

function power(time: number, earliest: number, tauLoss: number): number {
  return Math.exp(-(time - earliest) / tauLoss);
}

function indexOfEarliest(first: Float64Array): number {
  let best = 0;
  for (let j = 1; j < first.length; j++) if (first[j]! < first[best]!) best = j;
  return best;
}
