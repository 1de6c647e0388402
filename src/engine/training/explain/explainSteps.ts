/** Explains one sample's backward pass for rules that run on tfjs: in time steps, or as rates. */
import type { Explanation, LayerErrors } from '#protocol/backward.ts';
import { argMax } from '../../kernels/loss/loss.ts';
import type { ExplainSample } from '../learner.ts';
import type { StepsLearner } from '../stepsLearner.ts';
import { capWalk } from './capWalk.ts';
import { fieldEvents, spikeEvents, staticEvents } from './events.ts';
import type { LayerRecord } from './passRecord.ts';
import { currentErrors, recordPass } from './passRecord.ts';
import { strongestPaths } from './paths.ts';
import { walkSteps } from './stepsWalk.ts';

export async function explainSteps(
  learner: StepsLearner,
  request: ExplainSample,
): Promise<Explanation> {
  const pass = await recordPass(learner, request);
  const { scores, label, loss, steps } = pass;
  return {
    sample: {
      split: request.split,
      index: request.sampleIndex,
      label,
      prediction: argMax(scores, 0, scores.length),
      steps,
      dtMs: learner.experiment.simulation.dtMs,
      scores,
    },
    loss,
    layers: pass.layers.map(layerErrors),
    gradients: learner.network.parameters.map(({ id, layer }) => ({
      id,
      layerId: layer.id,
      norm: normOf(pass.gradients.get(id) ?? []),
    })),
    paths: strongestPaths(pass),
    ...capWalk(walkSteps(pass)),
  };
}

function layerErrors(record: LayerRecord): LayerErrors {
  const { id, size, output, gradOutput, lif } = record;
  const hasTime = output.length > size || (lif !== null && lif.past.steps > 1);
  if (!hasTime) {
    const errors = lif === null ? (gradOutput ?? output.map(() => 0)) : currentErrors(record);
    return {
      ...{ id, size, kind: 'rate', isStatic: true, field: null },
      events: staticEvents(errors ?? []),
    };
  }
  const errors = lif?.errors.spikes ?? gradOutput ?? output.map(() => 0);
  return {
    ...{ id, size, kind: 'spike', isStatic: false },
    events: spikeEvents(output, errors, size),
    field: lif === null ? null : fieldEvents(lif.errors.membrane, size),
  };
}

function normOf(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! ** 2;
  return Math.sqrt(squares);
}
