/** A table as a picture: lines over one of its columns, as SVG. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import type { Cells, PlotSpec } from './row.ts';

const SIZE = { width: 560, height: 320, left: 64, right: 150, top: 20, bottom: 48 };
/** Okabe–Ito, darkened where pale, as in the page. */
const COLOURS = ['#0b6b5e', '#c1440e', '#0072b2', '#a0569b', '#8a6d00', '#3a3a3a', '#5b8c5a'];

interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Null when the columns hold no numbers to draw. */
export function plotTable(table: Cells, spec: PlotSpec): string | null {
  const lines = linesOf(table, spec).filter(({ points }) => points.length > 0);
  const xs = lines.flatMap(({ points }) => points.map(([x]) => x));
  const ys = lines.flatMap(({ points }) => points.map(([, y]) => y));
  if (xs.length === 0) return null;
  const right = SIZE.width - SIZE.right;
  const bottom = SIZE.height - SIZE.bottom;
  const scale = spec.logX === true ? scaleLog() : scaleLinear();
  const x = scale.domain([Math.min(...xs), Math.max(...xs)]).range([SIZE.left, right]);
  const y = scaleLinear()
    .domain([Math.min(...ys), Math.max(...ys)])
    .nice()
    .range([bottom, SIZE.top]);
  const path = line<readonly [number, number]>()
    .x(([value]) => x(value))
    .y(([, value]) => y(value));
  const text = (at: string, words: string, more = ''): string =>
    `<text ${at} fill="#1d1b18" ${more}>${escaped(words)}</text>`;
  const ticks = [...new Set(xs)].toSorted((a, b) => a - b);
  const parts = [
    ...y
      .ticks(6)
      .flatMap((value) => [
        `<line x1="${SIZE.left}" x2="${right}" y1="${y(value)}" y2="${y(value)}" stroke="#e3dccd"/>`,
        text(`x="${SIZE.left - 6}" y="${y(value) + 4}"`, String(value), 'text-anchor="end"'),
      ]),
    ...(ticks.length <= 12 ? ticks : x.ticks(8)).map((value) =>
      text(
        `x="${x(value)}" y="${bottom + 16}"`,
        String(Number(value.toPrecision(3))),
        'text-anchor="middle"',
      ),
    ),
    ...lines.flatMap(({ name, points }, index) => {
      const colour = COLOURS[index % COLOURS.length] ?? '#1d1b18';
      const sorted = points.toSorted((a, b) => a[0] - b[0]);
      const keyY = SIZE.top + 18 * index + 8;
      return [
        `<path d="${path(sorted) ?? ''}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...sorted.map(([px, py]) => `<circle cx="${x(px)}" cy="${y(py)}" r="3" fill="${colour}"/>`),
        ...(lines.length === 1
          ? []
          : [
              `<circle cx="${right + 16}" cy="${keyY - 4}" r="4" fill="${colour}"/>`,
              text(`x="${right + 26}" y="${keyY}"`, name),
            ]),
      ];
    }),
    text(`x="${(SIZE.left + right) / 2}" y="${SIZE.height - 10}"`, spec.x, 'text-anchor="middle"'),
    text(
      `transform="translate(16 ${(SIZE.top + bottom) / 2}) rotate(-90)"`,
      spec.yLabel,
      'text-anchor="middle"',
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="system-ui, sans-serif" font-size="12">
<rect width="${SIZE.width}" height="${SIZE.height}" fill="#fffdf8"/>
${parts.join('\n')}
</svg>
`;
}

function linesOf({ columns, rows }: Cells, { x, y, by }: PlotSpec): Line[] {
  const column = (name: string): number => {
    const index = columns.indexOf(name);
    if (index < 0) throw new Error(`plot: got column "${name}", expected ${columns.join(', ')}`);
    return index;
  };
  const points = (chosen: Cells['rows'], name: string): [number, number][] =>
    chosen.flatMap((row) => {
      const px = row[column(x)];
      const py = row[column(name)];
      return typeof px === 'number' && typeof py === 'number' ? [[px, py]] : [];
    });
  if (by === undefined) return y.map((name) => ({ name, points: points(rows, name) }));
  const groups = [...new Set(rows.map((row) => row[column(by)] ?? null))];
  return groups.flatMap((group) => {
    const own = rows.filter((row) => row[column(by)] === group);
    return y.map((name) => ({
      name: `${y.length > 1 ? `${name}, ` : ''}${by} ${group ?? 'none'}`,
      points: points(own, name),
    }));
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
