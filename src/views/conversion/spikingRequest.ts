/** The evaluation with spikes that a document describes. */
import type { Experiment } from '#model/experiment.ts';
import { numberParam, stringParam } from '#model/params.ts';
import type { SpikingRequest } from '#protocol/spiking.ts';

const SYNAPSES = ['none', 'lowpass', 'alpha'] as const;

/**
 * The document's own window, and halves of shorter presentations: what is lost by asking earlier.
 * Times are in ms.
 */
export function spikingRequest(
  { simulation, rule }: Experiment,
  samples: number,
  carryState: boolean,
): SpikingRequest {
  const presentationMs = simulation.steps * simulation.dtMs;
  const wanted = stringParam(rule.params, 'synapse');
  const fromMs = Math.min(numberParam(rule.params, 'windowFromMs'), presentationMs / 2);
  const earlier = [1 / 4, 1 / 2]
    .map((share) => Math.round((share * presentationMs) / simulation.dtMs) * simulation.dtMs)
    .filter((toMs) => toMs >= 2 * simulation.dtMs)
    .map((toMs) => ({ fromMs: toMs / 2, toMs }));
  return {
    ...{ split: 'test', samples, presentationMs, carryState, start: 'random' },
    synapse: SYNAPSES.find((known) => known === wanted) ?? 'none',
    tauSynMs: numberParam(rule.params, 'tauSynMs'),
    windows: [...earlier, { fromMs, toMs: presentationMs }],
  };
}

/** Steps of a curve at which it is drawn: denser at the beginning, about ten in all. */
export function drawnSteps(steps: number): readonly number[] {
  const shares = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1];
  return [...new Set(shares.map((share) => Math.round(share * steps)))].filter((step) => step > 0);
}
