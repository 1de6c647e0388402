import { dashOf } from './comparedCurves.ts';

/** The stroke of a run's curve, as its entry in the legend. */
export function CurveMark({ mark }: { mark: number }) {
  return (
    <svg className="compare__mark" width="28" height="10" aria-hidden="true">
      <line
        x1="1"
        x2="27"
        y1="5"
        y2="5"
        strokeWidth="2.5"
        strokeDasharray={dashOf(mark).join(' ')}
        style={{ stroke: `var(--category-line-${(mark % 8) + 1})` }}
      />
    </svg>
  );
}
