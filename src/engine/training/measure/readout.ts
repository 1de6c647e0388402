/** How the answer of a network is read from its readout, and when it has been given. */
import type { ReadoutMeasure } from '#model/catalog.ts';
import { VIEW_NEURON_LIMIT } from '#model/experiment.ts';
import type { Experiment } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { numberParam, stringParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import type { LayerActivity } from '#protocol/frame.ts';
import type { SampleProbe, SampleRequest } from '../learner.ts';
import type { MembraneScore } from './decisionTime.ts';
import { decisionOfMembranes, decisionOfSpikes } from './decisionTime.ts';

const MEASURES: readonly ReadoutMeasure[] = [
  'spikeCount',
  'firstSpike',
  'membraneMax',
  'membraneMean',
  'membraneLast',
];

type SpikeMeasure = 'spikeCount' | 'firstSpike';
type Events = Pick<LayerActivity, 'neurons' | 'times'>;

export interface Readout {
  readonly layerId: string;
  readonly classes: number;
  readonly score: SpikeMeasure | MembraneScore;
}

/** @throws Error for a network without a readout, or one whose measure nobody knows */
export function readoutOf(
  { rule, simulation }: Pick<Experiment, 'rule' | 'simulation'>,
  { plan }: Pick<NetworkAnalysis, 'plan'>,
): Readout {
  const readout = plan.find(({ entry }) => entry.role === 'readout');
  if (readout === undefined) throw new Error('the network has no readout');
  const base = { layerId: readout.layer.id, classes: sizeOf(readout.output) };
  // Rates have no time; their answer with spikes is the mean over the document's window.
  if (rule.id === 'soft-lif') {
    const from = numberParam(rule.params, 'windowFromMs') / simulation.dtMs;
    return { ...base, score: { meanFrom: Math.round(from) } };
  }
  const wanted = stringParam(readout.layer.params, 'measure');
  const score = MEASURES.find((known) => known === wanted);
  if (score === undefined) throw new Error(`readout: no measure "${wanted}"`);
  return { ...base, score };
}

export const isOfSpikes = (score: Readout['score']): score is SpikeMeasure =>
  score === 'spikeCount' || score === 'firstSpike';

/** What a readout did in one sample: its spikes, or a membrane row a class. */
export type ReadoutActivity =
  | { readonly score: SpikeMeasure; readonly spikes: Events }
  | { readonly score: MembraneScore; readonly membranes: readonly Float32Array[] };

/** Time in steps until no other class is ahead of `prediction` any more; null where one stays ahead. */
export function decisionStep(activity: ReadoutActivity, prediction: number): number | null {
  if ('spikes' in activity) return decisionOfSpikes(activity.spikes, activity.score, prediction);
  // A step is over at its end.
  const step = decisionOfMembranes(activity.membranes, activity.score, prediction);
  return step === null ? null : step + 1;
}

/** The readout's activity in a sample that has been probed; null where it shows none. */
export async function readoutActivity(
  { layerId, classes, score }: Readout,
  { sample, layers }: SampleProbe,
  probe: (request: Omit<SampleRequest, 'epoch'>) => Promise<SampleProbe>,
): Promise<ReadoutActivity | null> {
  if (isOfSpikes(score)) {
    const spikes = layers.find(({ id }) => id === layerId);
    return spikes === undefined ? null : { score, spikes };
  }
  const { steps, split, index: sampleIndex } = sample;
  const membranes: Float32Array[] = [];
  while (membranes.length < classes) {
    const first = membranes.length;
    const count = Math.min(VIEW_NEURON_LIMIT, classes - first);
    const neurons = Array.from({ length: count }, (_, k) => first + k);
    const { traces } = await probe({ split, sampleIndex, layerId, neurons });
    if (traces === null) return null;
    for (let k = 0; k < count; k++) {
      membranes.push(traces.membrane.subarray(k * steps, (k + 1) * steps));
    }
  }
  return { score, membranes };
}
