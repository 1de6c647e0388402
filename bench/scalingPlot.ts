/** The scaling plot as SVG: one panel per quantity, both axes logarithmic, a line of slope one beside. */
import { scaleLog } from 'd3-scale';
import { line } from 'd3-shape';

export interface Series {
  readonly name: string;
  readonly label: string;
  readonly points: readonly {
    readonly x: number;
    readonly ms: number;
    readonly medianMs: number;
    readonly gigaOps: number;
  }[];
}

const PANEL = { width: 340, height: 260, left: 56, right: 16, top: 16, bottom: 44 };

export function scalingPlot(series: readonly Series[]): string {
  const columns = 2;
  const rows = Math.ceil(series.length / columns);
  const panels = series.map((one, index) => {
    const x = (index % columns) * PANEL.width;
    const y = Math.floor(index / columns) * PANEL.height;
    return `<g transform="translate(${x} ${y})">${panel(one)}</g>`;
  });
  const width = columns * PANEL.width;
  const height = rows * PANEL.height;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#fffdf8"/>
${panels.join('\n')}
</svg>
`;
}

function panel({ label, points }: Series): string {
  const xs = points.map((point) => point.x);
  const times = points.map((point) => point.ms);
  const x = scaleLog()
    .domain([Math.min(...xs), Math.max(...xs)])
    .range([PANEL.left, PANEL.width - PANEL.right]);
  const y = scaleLog()
    .domain([Math.min(...times) * 0.7, Math.max(...times) * 1.5])
    .range([PANEL.height - PANEL.bottom, PANEL.top]);
  const path = line<Series['points'][number]>()
    .x((point) => x(point.x))
    .y((point) => y(point.ms));
  const last = points.at(-1);
  const linear = points.map((point) => ({
    ...point,
    ms: ((last?.ms ?? 1) * point.x) / (last?.x ?? 1),
  }));
  const shown = linear.filter((point) => point.ms >= y.domain()[0]!);
  const ticks = y.ticks(4).filter((value) => /^[125]/.test(String(value).replace(/^0\.0*/, '')));
  return [
    ...ticks.map(
      (value) =>
        `<line x1="${PANEL.left}" x2="${PANEL.width - PANEL.right}" y1="${y(value)}" y2="${y(value)}" stroke="#e3dccd"/>` +
        `<text x="${PANEL.left - 6}" y="${y(value) + 4}" text-anchor="end" fill="#55504a">${value}</text>`,
    ),
    ...points.map(
      (point) =>
        `<text x="${x(point.x)}" y="${PANEL.height - PANEL.bottom + 16}" text-anchor="middle" fill="#55504a">${point.x}</text>`,
    ),
    `<path d="${path(shown) ?? ''}" fill="none" stroke="#b0a894" stroke-dasharray="4 3"/>`,
    `<path d="${path([...points]) ?? ''}" fill="none" stroke="#0b6b5e" stroke-width="2"/>`,
    ...points.map(
      (point) => `<circle cx="${x(point.x)}" cy="${y(point.ms)}" r="3.5" fill="#0b6b5e"/>`,
    ),
    `<text x="${(PANEL.left + PANEL.width) / 2}" y="${PANEL.height - 10}" text-anchor="middle" fill="#1d1b18">${label}</text>`,
    `<text transform="translate(14 ${PANEL.height / 2}) rotate(-90)" text-anchor="middle" fill="#1d1b18">ms an update</text>`,
  ].join('\n');
}
