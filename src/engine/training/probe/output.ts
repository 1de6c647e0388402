/** What the readout makes of one sample as time passes. */
import type { OutputTrace } from '#protocol/frame.ts';
import { scoresOverTime } from '../measure/decisionTime.ts';
import type { Readout, ReadoutActivity } from '../measure/readout.ts';
import { decisionStep, readoutActivity, readoutOf } from '../measure/readout.ts';
import type { Session } from '../session.ts';
import type { ExplainSample } from '../learner.ts';

/** Null where the readout shows no activity. */
export async function readOutput(
  session: Session,
  { split, sampleIndex }: Omit<ExplainSample, 'epoch'>,
): Promise<OutputTrace | null> {
  const readout = readoutOf(session.experiment, session.analysis);
  const probe = await session.probe({ split, sampleIndex, layerId: '', neurons: [] });
  const activity = await readoutActivity(readout, probe, session.probe);
  if (activity === null) return null;
  const { index, label, prediction, steps, dtMs } = probe.sample;
  const decision = decisionStep(activity, prediction);
  return {
    ...{ split, index, label, prediction, steps, dtMs, classes: readout.classes },
    ...traceOf(readout, activity, steps, dtMs),
    decisionMs: decision === null ? null : decision * dtMs,
  };
}

type Trace = Pick<OutputTrace, 'quantity' | 'scores' | 'neurons' | 'times' | 'firstMs'>;

const NO_SPIKES = {
  ...{ neurons: new Uint32Array(0), times: new Float32Array(0), firstMs: new Float32Array(0) },
} as const;

function traceOf(
  { classes }: Readout,
  activity: ReadoutActivity,
  steps: number,
  dtMs: number,
): Trace {
  if ('membranes' in activity) {
    const scores = new Float32Array(classes * steps);
    activity.membranes.forEach((row, k) => {
      scores.set(scoresOverTime(row, activity.score), k * steps);
    });
    return { quantity: 'membrane', scores, ...NO_SPIKES };
  }
  const { neurons, times } = activity.spikes;
  const firstMs = new Float32Array(classes).fill(NaN);
  for (let i = neurons.length - 1; i >= 0; i--) firstMs[neurons[i]!] = times[i]! * dtMs;
  const quantity = activity.score === 'firstSpike' ? 'firstSpike' : 'count';
  return { quantity, scores: new Float32Array(0), neurons, times, firstMs };
}
