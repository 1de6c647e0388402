/** Constants of each neuron of a layer on a substrate whose neurons differ. */
import { catalog } from '#catalog/index.ts';
import type { LifCoefficients } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { LayerPlan } from '#model/network/analyse.ts';
import { numberParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import type { ActiveEffects } from '../effects/activeEffects.ts';

/** One entry a neuron; null where all are alike, or have no constants of a LIF step. */
export function ownConstants(
  { layer, output }: LayerPlan,
  effects: ActiveEffects,
  dtMs: number,
): readonly LifCoefficients[] | null {
  if (layer.neuron === undefined) return null;
  const { params } = layer.neuron;
  const { pattern, coefficients } = entryOf(catalog.neurons, layer.neuron.id);
  if (pattern === undefined || coefficients === undefined) return null;
  const count = sizeOf(output);
  const varied = [
    ...pattern.timeConstants.map((name) => ({ name, acts: 'timeConstants' as const })),
    ...pattern.thresholds.map((name) => ({ name, acts: 'thresholds' as const })),
  ].flatMap(({ name, acts }) => {
    const factors = effects.factors(acts, layer.id, name, count);
    return factors === null ? [] : [{ name, factors }];
  });
  if (varied.length === 0) return null;
  return Array.from({ length: count }, (_, neuron) => {
    const own = varied.map(({ name, factors }) => [
      name,
      numberParam(params, name) * factors[neuron]!,
    ]);
    return coefficients({ ...params, ...Object.fromEntries(own) }, dtMs);
  });
}
