/** How wide the line of a connection is: as the norm of its target's weights beside the largest there is. */
import type { StatisticsReport } from '#protocol/layerStatistics.ts';

const [THINNEST_PX, WIDEST_PX] = [1.2, 4.8];

export interface WeightNorm {
  /** ‖w‖₂ over weights, recurrent weights and biases of the layer. */
  readonly norm: number;
  readonly widthPx: number;
}

/** Null for a layer without weights, and while nothing has been counted. */
export function weightNorm(report: StatisticsReport, layerId: string): WeightNorm | null {
  const norms = report.layers.map(({ id, weights }) => ({
    id,
    norm:
      weights === null
        ? 0
        : Math.sqrt(weights.count * (weights.mean ** 2 + weights.deviation ** 2)),
  }));
  const own = norms.find(({ id }) => id === layerId)?.norm ?? 0;
  const largest = Math.max(...norms.map(({ norm }) => norm));
  if (!(own > 0) || !Number.isFinite(largest)) return null;
  return { norm: own, widthPx: THINNEST_PX + (WIDEST_PX - THINNEST_PX) * (own / largest) };
}
