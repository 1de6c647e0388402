/** From the map in a frame and the points of the data set to what the plot draws. Pure. */
import type { PlanePoints, Split } from '#protocol/dataset.ts';
import type { DecisionMap } from '#protocol/frame.ts';
import type { DecisionData, DecisionPoint } from '#plots/decisionMap/decisionData.ts';

/** Points of each split that are drawn: enough to see the figure, few enough to see the map. */
export const POINTS_SHOWN = 120;

export type PointSets = Readonly<Record<Split, PlanePoints | null>>;

interface Plane {
  readonly classes: readonly string[];
  readonly domain: readonly [number, number];
}

/** The first points of both splits and, wherever it lies, the selected one. */
export function decisionData(
  map: DecisionMap | null,
  points: PointSets,
  selected: { readonly split: Split; readonly sample: number },
  { classes, domain }: Plane,
): DecisionData {
  const shown = (split: Split): DecisionPoint[] => {
    const set = points[split];
    if (set === null) return [];
    const first = Array.from({ length: Math.min(POINTS_SHOWN, set.x.length) }, (_, i) =>
      pointAt(set, split, i),
    );
    const isExtra = selected.split === split && selected.sample >= first.length;
    return isExtra && selected.sample < set.x.length
      ? [...first, pointAt(set, split, selected.sample)]
      : first;
  };
  return {
    gridSize: map?.gridSize ?? 1,
    classNames: classes,
    scores: map === null || map.classes !== classes.length ? null : map.probabilities,
    points: [...shown('train'), ...shown('test')],
    xDomain: domain,
    yDomain: domain,
  };
}

function pointAt({ x, y, labels }: PlanePoints, split: Split, sample: number): DecisionPoint {
  return { x: x[sample] ?? NaN, y: y[sample] ?? NaN, label: labels[sample] ?? 0, split, sample };
}
