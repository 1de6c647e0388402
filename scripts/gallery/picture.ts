/** The picture on an example's card: what the network sees, and the spikes it answers with. */

const WIDTH = 240;
const HEIGHT = 112;
const INPUT_PX = 96;
const MARGIN_PX = 8;
const GAP_PX = 6;
/** More neurons would be too small to tell apart on a card. */
const MOST_ROWS = 28;
const MOST_TILES = 28;

/** Dark in both themes, as the screen of an instrument is. */
const GROUND = '#0d1320';
const LAYER_COLOURS = ['#4fceb6', '#f0c05a', '#7db7f0', '#e8967f'];
const CLASS_COLOURS = ['#e69f00', '#56b4e9', '#009e73'];

export interface DrawnLayer {
  readonly size: number;
  readonly neurons: ArrayLike<number>;
  /** Steps. */
  readonly times: ArrayLike<number>;
}

/** Squares of equal size, first row on top; colours are CSS colours. */
export interface Tiles {
  readonly columns: number;
  readonly colours: readonly string[];
}

export interface Picture {
  /** What one sees, for those who do not see it. */
  readonly title: string;
  readonly description: string;
  readonly input: Tiles | null;
  readonly steps: number;
  readonly layers: readonly DrawnLayer[];
}

export function drawPicture({ title, description, input, steps, layers }: Picture): string {
  const left = input === null ? MARGIN_PX : MARGIN_PX + INPUT_PX + MARGIN_PX;
  const area = { left, width: WIDTH - MARGIN_PX - left };
  const rows = layers.map(({ size }) => Math.min(size, MOST_ROWS));
  const sum = rows.reduce((total, count) => total + count, 0);
  const free = HEIGHT - 2 * MARGIN_PX - GAP_PX * (layers.length - 1);
  let top = MARGIN_PX;
  const parts = layers.map((layer, index) => {
    const height = (free * (rows[index] ?? 0)) / sum;
    const drawn = drawSpikes(layer, steps, { ...area, top, height });
    top += height + GAP_PX;
    const colour = LAYER_COLOURS[index % LAYER_COLOURS.length] ?? '';
    return `<path stroke="${colour}" d="${drawn}"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    `<title>${title}</title><desc>${description}</desc>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${GROUND}"/>`,
    input === null ? '' : drawTiles(input),
    `<g fill="none" stroke-width="1.8">${parts.join('')}</g></svg>`,
  ].join('\n');
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Every spike of evenly chosen neurons as a short stroke. */
function drawSpikes(layer: DrawnLayer, steps: number, area: Area): string {
  const { size, neurons, times } = layer;
  const rows = Math.min(size, MOST_ROWS);
  const perRow = area.height / rows;
  const every = size / rows;
  const strokes: string[] = [];
  for (let k = 0; k < neurons.length; k += 1) {
    const neuron = neurons[k] ?? 0;
    const row = Math.ceil(neuron / every);
    if (row >= rows || Math.floor(row * every) !== neuron) continue;
    const x = area.left + ((times[k] ?? 0) / steps) * area.width;
    const y = area.top + row * perRow;
    strokes.push(`M${short(x)} ${short(y)}v${short(Math.max(1.8, Math.min(6, 0.8 * perRow)))}`);
  }
  return strokes.join('');
}

/** Neighbours of one colour in a row are one rectangle, those of one colour one path. */
function drawTiles({ columns, colours }: Tiles): string {
  const rows = colours.length / columns;
  const side = INPUT_PX / Math.max(columns, rows);
  const left = MARGIN_PX + (INPUT_PX - columns * side) / 2;
  const top = (HEIGHT - rows * side) / 2;
  const byColour = new Map<string, string>();
  for (let from = 0; from < colours.length;) {
    const colour = colours[from] ?? GROUND;
    const rowEnd = from - (from % columns) + columns;
    let to = from + 1;
    while (to < rowEnd && colours[to] === colour) to += 1;
    if (colour !== GROUND) {
      const x = left + (from % columns) * side;
      const y = top + Math.floor(from / columns) * side;
      const width = short((to - from) * side);
      const run = `M${short(x)} ${short(y)}h${width}v${short(side)}h-${width}z`;
      byColour.set(colour, (byColour.get(colour) ?? '') + run);
    }
    from = to;
  }
  return [...byColour]
    .map(([colour, path]) => `<path fill="${colour}" shape-rendering="crispEdges" d="${path}"/>`)
    .join('');
}

/**
 * An image as tiles in eight greys, at most 28 a side, each the mean of its part: finer ones, or more
 * greys, would only make the file larger.
 */
export function imageTiles(values: ArrayLike<number>, columns: number): Tiles {
  const rows = values.length / columns;
  const across = Math.min(columns, MOST_TILES);
  const down = Math.min(rows, MOST_TILES);
  const sums = new Float64Array(across * down);
  const counts = new Float64Array(across * down);
  for (let i = 0; i < values.length; i += 1) {
    const row = Math.floor((Math.floor(i / columns) * down) / rows);
    const at = row * across + Math.floor(((i % columns) * across) / columns);
    sums[at] = (sums[at] ?? 0) + (values[i] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const means = sums.map((sum, at) => sum / (counts[at] ?? 1));
  const largest = Math.max(...means, Number.MIN_VALUE);
  const colours = Array.from(means, (mean) => {
    const level = Math.round((7 * mean) / largest);
    return level === 0 ? GROUND : grey(level);
  });
  return { columns: across, colours };
}

function grey(level: number): string {
  const part = Math.round(36 + (219 * level) / 7).toString(16);
  return `#${part}${part}${part}`;
}

/** The winning class of each point of a decision map `[y, x, class]`, lowest y first, as tiles. */
export function decisionTiles(
  probabilities: ArrayLike<number>,
  gridSize: number,
  classes: number,
): Tiles {
  const colours: string[] = [];
  for (let row = gridSize - 1; row >= 0; row -= 1) {
    for (let column = 0; column < gridSize; column += 1) {
      const at = (row * gridSize + column) * classes;
      let best = 0;
      for (let k = 1; k < classes; k += 1) {
        if ((probabilities[at + k] ?? 0) > (probabilities[at + best] ?? 0)) best = k;
      }
      colours.push(CLASS_COLOURS[best % CLASS_COLOURS.length] ?? '');
    }
  }
  return { columns: gridSize, colours };
}

/** A tenth of a pixel is enough at this size. */
function short(value: number): string {
  return String(Math.round(10 * value) / 10);
}
