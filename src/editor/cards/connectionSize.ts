/** What a connection carries and what it costs. Pure. */
import type { Connection } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import type { Shape } from '#model/shape.ts';
import { sizeOf } from '#model/shape.ts';

export interface ConnectionSize {
  /** What flows along it at one step; null while it has no shape. */
  readonly shape: Shape | null;
  /** Weights that belong to it: those the target would not have without it. */
  readonly weights: number;
}

export function connectionSize(
  { from, to }: Connection,
  { plan, shapes }: NetworkAnalysis,
): ConnectionSize {
  const shape = shapes.get(from) ?? null;
  const target = plan.find((step) => step.layer.id === to);
  if (shape === null || target === undefined) return { shape, weights: 0 };
  const { entry, layer, output } = target;
  const without = entry.parameterCount([], output, layer, false);
  const withIt =
    from === to
      ? entry.parameterCount([], output, layer, true)
      : entry.parameterCount([shape], output, layer, false);
  return { shape, weights: withIt - without };
}

/** `784`, or `28×28×1`: tight, because it stands on cards and lines. */
export function sizeText(shape: Shape): string {
  return shape.length === 1 ? sizeOf(shape).toLocaleString('en-GB') : shape.join('×');
}
