/** Runs samples through a network as it is, and counts what they cost. */
import type { ReadoutMeasure } from '#model/catalog.ts';
import { numberParam, stringParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import type { MeasureReport } from '#protocol/measure.ts';
import { VIEW_NEURON_LIMIT } from '#model/experiment.ts';
import type { SampleProbe } from '../learner.ts';
import type { Session } from '../session.ts';
import type { MembraneScore } from './decisionTime.ts';
import { decisionOfMembranes, decisionOfSpikes } from './decisionTime.ts';
import { fanOuts } from './fanOut.ts';

const MEASURES: readonly ReadoutMeasure[] = [
  'spikeCount',
  'firstSpike',
  'membraneMax',
  'membraneMean',
  'membraneLast',
];

/** `onSample` is called between samples, so that messages get their turn; false ends it early. */
export async function measureSamples(
  session: Session,
  wanted: number,
  onSample: (done: number, total: number) => Promise<boolean>,
): Promise<MeasureReport> {
  const { experiment, analysis } = session;
  const { plan } = analysis;
  const total = Math.min(wanted, session.testCount);
  const reach = fanOuts(plan);
  const input = plan.find(({ entry }) => entry.role === 'input');
  const firing = plan.filter(({ entry }) => entry.hasNeuron);
  const spikes = new Map<string, number>();
  let [constantInputs, decided, decisionSteps, samples] = [0, 0, 0, 0];
  while (samples < total) {
    const probe = await session.probe({ ...SPIKES_ALONE, sampleIndex: samples });
    for (const { id, neurons, values } of probe.layers) {
      spikes.set(id, (spikes.get(id) ?? 0) + neurons.length);
      if (id === input?.layer.id) constantInputs += values.reduce(countOne, 0);
    }
    const step = await decisionStep(session, probe, samples);
    if (step !== null) {
      decided++;
      decisionSteps += step;
    }
    samples++;
    if (!(await onSample(samples, total))) break;
  }
  const mean = (id: string): number => (spikes.get(id) ?? 0) / samples;
  const inputSpikes = mean(input?.layer.id ?? '');
  const layers = firing.map(({ layer, output }) => ({
    id: layer.id,
    neurons: sizeOf(output),
    spikes: mean(layer.id),
    fanOut: reach.get(layer.id) ?? 0,
  }));
  const inputReach = reach.get(input?.layer.id ?? '') ?? 0;
  const { steps, dtMs } = experiment.simulation;
  return {
    ...{ samples, layers, inputSpikes },
    spikes: layers.reduce((sum, own) => sum + own.spikes, 0),
    synapticOperations:
      inputSpikes * inputReach + layers.reduce((sum, own) => sum + own.spikes * own.fanOut, 0),
    inputProducts: (constantInputs / samples) * inputReach,
    decisionMs: decided === 0 ? null : (decisionSteps / decided) * dtMs,
    decided: decided / samples,
    presentationMs: steps * dtMs,
  };
}

const SPIKES_ALONE = { split: 'test', layerId: '', neurons: [] } as const;

const countOne = (count: number, value: number): number => count + (value === 0 ? 0 : 1);

/** Steps until the answer of this sample; null where it has none. */
async function decisionStep(
  session: Session,
  { sample, layers }: SampleProbe,
  sampleIndex: number,
): Promise<number | null> {
  const { experiment, analysis } = session;
  const readout = analysis.plan.find(({ entry }) => entry.role === 'readout');
  if (readout === undefined) return null;
  const layerId = readout.layer.id;
  const score = scoreOf(session, stringParam(readout.layer.params, 'measure'));
  if (score === 'spikeCount' || score === 'firstSpike') {
    const own = layers.find(({ id }) => id === layerId);
    return own === undefined ? null : decisionOfSpikes(own, score, sample.prediction);
  }
  const classes = sizeOf(readout.output);
  const { steps } = experiment.simulation;
  const rows: Float32Array[] = [];
  while (rows.length < classes) {
    const count = Math.min(VIEW_NEURON_LIMIT, classes - rows.length);
    const first = rows.length;
    const neurons = Array.from({ length: count }, (_, k) => first + k);
    const { traces } = await session.probe({ split: 'test', sampleIndex, layerId, neurons });
    if (traces === null) return null;
    for (let k = 0; k < count; k++) {
      rows.push(traces.membrane.subarray(k * steps, (k + 1) * steps));
    }
  }
  // A step is over at its end.
  const step = decisionOfMembranes(rows, score, sample.prediction);
  return step === null ? null : step + 1;
}

function scoreOf(
  { experiment }: Session,
  wanted: string,
): MembraneScore | 'spikeCount' | 'firstSpike' {
  // Rates have no time; their answer with spikes is the mean over the document's window.
  if (experiment.rule.id === 'soft-lif') {
    const from = numberParam(experiment.rule.params, 'windowFromMs') / experiment.simulation.dtMs;
    return { meanFrom: Math.round(from) };
  }
  const measure = MEASURES.find((known) => known === wanted);
  if (measure === undefined) throw new Error(`readout: no measure "${wanted}"`);
  return measure;
}
