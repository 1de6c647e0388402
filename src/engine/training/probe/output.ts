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

function traceOf(
  { classes }: Readout,
  activity: ReadoutActivity,
  steps: number,
  dtMs: number,
): Pick<OutputTrace, 'quantity' | 'scores' | 'firstMs'> {
  const scores = new Float32Array(classes * steps);
  if ('membranes' in activity) {
    activity.membranes.forEach((row, k) => {
      scores.set(scoresOverTime(row, activity.score), k * steps);
    });
    return { quantity: 'membrane', scores, firstMs: new Float32Array(0) };
  }
  const { neurons, times } = activity.spikes;
  const firstMs = new Float32Array(classes).fill(NaN);
  const counts = new Uint32Array(classes);
  let next = 0;
  for (let t = 0; t < steps; t++) {
    // Spikes are ordered by time; what comes within a step is counted at its end.
    for (; next < neurons.length && (times[next]! < t + 1 || t === steps - 1); next++) {
      const k = neurons[next]!;
      counts[k]!++;
      if (Number.isNaN(firstMs[k])) firstMs[k] = times[next]! * dtMs;
    }
    for (let k = 0; k < classes; k++) scores[k * steps + t] = counts[k]!;
  }
  return activity.score === 'firstSpike'
    ? { quantity: 'firstSpike', scores: new Float32Array(0), firstMs }
    : { quantity: 'count', scores, firstMs };
}
