/** How far two methods pull the same weights in the same direction. */
import type { GradientReport } from '#protocol/measure.ts';

export interface LayerAgreement {
  readonly layerId: string;
  /** Cosine of the angle between the gradients, −1..1; null where one of them is zero. */
  readonly cosine: number | null;
  /** Weights that both methods have, by name and size. */
  readonly weights: number;
}

/**
 * One entry for each layer of `reference`, over all of its parameters that `other` has too and that
 * both took from the same weights.
 */
export function agreementOf(
  reference: GradientReport,
  other: GradientReport,
): readonly LayerAgreement[] {
  const theirs = new Map(other.gradients.map(({ id, values }) => [id, values]));
  const layers = new Map<string, { dot: number; own: number; other: number; weights: number }>();
  for (const { id, values } of reference.gradients) {
    const layerId = id.slice(0, id.indexOf('/'));
    const sums = layers.get(layerId) ?? { dot: 0, own: 0, other: 0, weights: 0 };
    layers.set(layerId, sums);
    const match = theirs.get(id);
    const isShared = reference.taken.includes(id) && other.taken.includes(id);
    if (match?.length !== values.length || !isShared) continue;
    for (let i = 0; i < values.length; i++) {
      sums.dot += values[i]! * match[i]!;
      sums.own += values[i]! ** 2;
      sums.other += match[i]! ** 2;
    }
    sums.weights += values.length;
  }
  return [...layers].map(([layerId, { dot, own, other: theirSquares, weights }]) => {
    const norms = Math.sqrt(own) * Math.sqrt(theirSquares);
    return { layerId, weights, cosine: norms > 0 ? dot / norms : null };
  });
}
