/** Networks that no tab can hold, refused before any memory is asked for. */
import { ACTIVATION_LIMIT, PARAMETER_LIMIT } from '../bounds.ts';
import type { Experiment } from '../experiment.ts';
import { sizeOf } from '../shape.ts';
import type { LayerPlan, NetworkIssue } from './analyse.ts';

const format = (value: number): string => value.toLocaleString('en-GB');

/** @param steps that are held at once: those of the presentation, or 1 for rules without steps */
export function sizeIssues(
  experiment: Experiment,
  plan: readonly LayerPlan[],
  steps: number,
): NetworkIssue[] {
  const issues: NetworkIssue[] = [];
  const perSample = plan.reduce((sum, step) => sum + sizeOf(step.output) * steps, 0);
  const activations = perSample * experiment.batchSize;
  if (activations > ACTIVATION_LIMIT) {
    const fits = Math.max(1, Math.floor(ACTIVATION_LIMIT / perSample));
    issues.push({
      layerId: null,
      connectionId: null,
      reason: `One batch holds ${format(activations)} activations; a tab can hold about ${format(ACTIVATION_LIMIT)}.`,
      remedy:
        perSample > ACTIVATION_LIMIT
          ? 'Make the layers smaller or the presentation shorter.'
          : `Use a batch of ${format(fits)} or fewer, or fewer time steps.`,
    });
  }
  for (const step of plan) {
    if (step.parameterCount <= PARAMETER_LIMIT) continue;
    issues.push({
      layerId: step.layer.id,
      connectionId: null,
      reason: `This layer has ${format(step.parameterCount)} parameters; the limit is ${format(PARAMETER_LIMIT)}.`,
      remedy: 'Use fewer neurons, or pool before it.',
    });
  }
  return issues;
}
