/** What the neurons of one layer did in some samples. */
import { numberParam } from '#model/params.ts';
import type { ParamValues } from '#model/params.ts';
import type { LayerActivity } from '#protocol/frame.ts';
import type { ActivityStatistics, NeuronList } from '#protocol/layerStatistics.ts';
import { positiveHistogram } from './histogram.ts';

/** A neuron is saturated when it fires so large a share of the spikes that it can. */
const SATURATED_SHARE = 0.95;
/** Neurons that a list names; their number is always whole. */
const LISTED = 64;

/** The neuron model of a layer, as far as it limits how often neurons fire. */
export interface FiringModel {
  readonly neuronId: string;
  readonly params: ParamValues;
  readonly steps: number;
  readonly dtMs: number;
}

export interface ActivityCounter {
  add(activity: Pick<LayerActivity, 'neurons' | 'times'>): void;
  result(): ActivityStatistics;
}

/**
 * Most spikes of a neuron in one presentation: a spike a step, less the refractory period, or the
 * limit of the model itself.
 */
export function mostSpikes({ neuronId, params, steps, dtMs }: FiringModel): number {
  if (neuronId === 'firstSpikeLif') return 1;
  if (params['maxSpikes'] !== undefined) return numberParam(params, 'maxSpikes');
  const refractory =
    params['refractorySteps'] !== undefined
      ? numberParam(params, 'refractorySteps') + 1
      : params['tauRefMs'] !== undefined
        ? Math.max(1, numberParam(params, 'tauRefMs') / dtMs)
        : 1;
  return Math.max(1, Math.ceil(steps / refractory));
}

/** Counts the spikes of a layer of `size` neurons, sample by sample. */
export function createActivityCounter(size: number, model: FiringModel): ActivityCounter {
  const most = mostSpikes(model);
  const { steps, dtMs } = model;
  const spikes = new Uint32Array(size);
  const presentations = new Uint32Array(size);
  const firstSums = new Float64Array(size);
  /** Sample in which a neuron was last seen to fire, counted from 1. */
  const lastSample = new Uint32Array(size);
  let samples = 0;

  return {
    add: ({ neurons, times }) => {
      samples++;
      for (let i = 0; i < neurons.length; i++) {
        const neuron = neurons[i]!;
        spikes[neuron]!++;
        if (lastSample[neuron] === samples) continue;
        lastSample[neuron] = samples;
        presentations[neuron]!++;
        firstSums[neuron]! += times[i]! * dtMs;
      }
    },
    result: () => {
      const isSilent = (neuron: number): boolean => spikes[neuron] === 0;
      const perHz = 1000 / (samples * steps * dtMs);
      const isRate = most > 1;
      const values = isRate
        ? Float64Array.from(spikes, (count) => count * perHz)
        : Float64Array.from(firstSums, (sum, n) => (isSilent(n) ? 0 : sum / presentations[n]!));
      const counted = isRate ? values : values.filter((_, neuron) => !isSilent(neuron));
      const limit = SATURATED_SHARE * most * samples;
      const fired = presentations.reduce((sum, own) => sum + own, 0);
      const { mean, deviation } = spread(counted);
      return {
        quantity: isRate ? 'rate' : 'firstSpike',
        ...(counted.length === 0 ? { mean: null, deviation: null } : { mean, deviation }),
        histogram: positiveHistogram(values),
        silent: listOf(size, isSilent),
        saturated: isRate ? listOf(size, (neuron) => spikes[neuron]! >= limit) : null,
        spiking: samples === 0 ? 0 : fired / (samples * size),
      };
    },
  };
}

function listOf(size: number, belongs: (neuron: number) => boolean): NeuronList {
  const neurons: number[] = [];
  let count = 0;
  for (let neuron = 0; neuron < size; neuron++) {
    if (!belongs(neuron)) continue;
    if (count++ < LISTED) neurons.push(neuron);
  }
  return { count, neurons: Uint32Array.from(neurons) };
}

/** Mean and standard deviation; of nothing, zeros. */
export function spread(values: ArrayLike<number>): { mean: number; deviation: number } {
  const { length } = values;
  if (length === 0) return { mean: 0, deviation: 0 };
  let sum = 0;
  for (let i = 0; i < length; i++) sum += values[i]!;
  const mean = sum / length;
  let squares = 0;
  for (let i = 0; i < length; i++) squares += (values[i]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / length) };
}
