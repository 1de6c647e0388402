/** Parameters of rules that replace the derivative of the spike. */
import type { ChoiceSpec, ParamSpec } from '#model/params.ts';
import { choice } from '#model/params.ts';
import { surrogates } from '../surrogates/index.ts';

type SurrogateId = (typeof surrogates)[number]['id'];

/** Each surrogate's own parameter, shown only while that surrogate is chosen. */
const shapeParams: Record<string, ParamSpec> = Object.fromEntries(
  surrogates.flatMap((entry) =>
    Object.entries(entry.params).map(([name, spec]): [string, ParamSpec] => [
      name,
      { ...spec, visibleIf: { param: 'surrogate', oneOf: [entry.id] } },
    ]),
  ),
);

/** The choice of a surrogate, its shape, and what the gradient sees of the reset. */
export function surrogateParams(
  surrogate: SurrogateId,
  resetGradient: 'stop' | 'flow',
): Record<string, ParamSpec> {
  const surrogateChoice: ChoiceSpec = choice({
    label: 'Surrogate derivative',
    default: surrogate,
    oneOf: surrogates.map((entry) => [entry.id, entry.label] as const),
    help: 'The function that stands in for the derivative of a spike on the way back.',
  });
  return {
    surrogate: surrogateChoice,
    ...shapeParams,
    resetGradient: choice({
      label: 'Gradient through the reset',
      default: resetGradient,
      advanced: true,
      oneOf: [
        ['stop', 'Stopped'],
        ['flow', 'Flows'],
      ],
      help: 'Whether learning sees that a spike also lowers the membrane potential.',
    }),
  };
}
