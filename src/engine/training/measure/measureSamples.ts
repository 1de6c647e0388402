/** Runs samples through a network as it is, and counts what they cost. */
import { sizeOf } from '#model/shape.ts';
import type { MeasureReport } from '#protocol/measure.ts';
import type { Session } from '../session.ts';
import { fanOuts } from './fanOut.ts';
import { decisionStep, readoutActivity, readoutOf } from './readout.ts';

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
  const readout = readoutOf(experiment, analysis);
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
    const activity = await readoutActivity(readout, probe, session.probe);
    const step = activity === null ? null : decisionStep(activity, probe.sample.prediction);
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
