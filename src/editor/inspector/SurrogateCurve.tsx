import { catalog } from '#catalog/index.ts';
import { findEntry } from '#model/catalog.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { messages } from '../messages.ts';
import { Tex } from '../tex/Tex.tsx';
import { surrogatePath } from './surrogatePath.ts';

const WIDTH_PX = 272;
const HEIGHT_PX = 84;
const RANGE = 2;

/** σ′(u − θ) of the chosen surrogate, drawn from the function that training uses. */
export function SurrogateCurve() {
  const rule = useExperiment(({ experiment }) => experiment.rule);
  const entry = findEntry(catalog.surrogates, String(rule.params['surrogate']));
  if (entry === undefined) return null;
  const slope = entry.slope(rule.params);
  const { path, peak } = surrogatePath((x) => entry.derivative(x, slope), {
    range: RANGE,
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
  });
  return (
    <figure className="surrogate-curve">
      <svg
        viewBox={`0 -6 ${WIDTH_PX} ${HEIGHT_PX + 24}`}
        role="img"
        aria-label={messages.surrogateCurve(entry.label, peak)}
      >
        <line
          className="surrogate-curve__axis"
          x1={0}
          x2={WIDTH_PX}
          y1={HEIGHT_PX}
          y2={HEIGHT_PX}
        />
        <line
          className="surrogate-curve__threshold"
          x1={WIDTH_PX / 2}
          x2={WIDTH_PX / 2}
          y1={0}
          y2={HEIGHT_PX}
        />
        <path className="surrogate-curve__line" d={path} />
        <text x={0} y={HEIGHT_PX + 14}>
          −{RANGE}
        </text>
        <text x={WIDTH_PX / 2} y={HEIGHT_PX + 14} textAnchor="middle">
          u − θ = 0
        </text>
        <text x={WIDTH_PX} y={HEIGHT_PX + 14} textAnchor="end">
          {RANGE}
        </text>
        <text x={WIDTH_PX / 2 + 6} y={8}>
          {messages.peak(peak)}
        </text>
      </svg>
      <figcaption>
        <Tex tex="\sigma'(u - \theta)" /> {messages.surrogateCaption}
      </figcaption>
    </figure>
  );
}
