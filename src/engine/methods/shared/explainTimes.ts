/**
 * The backward pass of rules whose errors belong to spike times, as the page walks through it: spike by
 * spike, backwards in time.
 */
import type { ErrorArrow, ErrorEvents, Explanation, WalkPosition } from '#protocol/backward.ts';
import type { EquationPart } from '#model/equation.ts';
import { equationOf, indexed, term } from '#model/equation.ts';

/** A spike and the error that reaches it. Times in ms, errors per ms. */
export interface TimedSpike {
  readonly layerId: string;
  readonly neuron: number;
  readonly timeMs: number;
  /** What of the error comes from the loss itself. */
  readonly direct: number;
  /** ∂L/∂t, all ways together; written when they have been added up. */
  error: number;
  /** Sum over all ways to later spikes. */
  through: number;
  ways: number;
  /** The strongest of them, strongest first. */
  readonly strongest: Way[];
}

/** One later spike that moves with this one. */
export interface Way {
  readonly later: TimedSpike;
  /** ∂t_later/∂t. */
  readonly derivative: number;
  readonly product: number;
}

const SHOWN_WAYS = 3;
const MOST_POSITIONS = 300;
/** Arrows are followed from so many spikes of a layer. */
const FRONTIER = 10;
const STARTS = 6;

export function timedSpike(
  layerId: string,
  neuron: number,
  timeMs: number,
  direct: number,
  error: number,
): TimedSpike {
  return { layerId, neuron, timeMs, direct, error, through: 0, ways: 0, strongest: [] };
}

/** Notes that `later` moves by `derivative` when `spike` does. */
export function addWay(spike: TimedSpike, later: TimedSpike, derivative: number): void {
  const product = later.error * derivative;
  if (product === 0) return;
  spike.through += product;
  spike.ways++;
  const { strongest } = spike;
  const last = strongest[SHOWN_WAYS - 1];
  if (last !== undefined && Math.abs(last.product) >= Math.abs(product)) return;
  strongest.push({ later, derivative, product });
  strongest.sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  strongest.length = Math.min(strongest.length, SHOWN_WAYS);
}

export function errorEvents(spikes: readonly TimedSpike[], dtMs: number): ErrorEvents {
  const sorted = [...spikes].sort((a, b) => a.timeMs - b.timeMs);
  return {
    neurons: Uint32Array.from(sorted, ({ neuron }) => neuron),
    times: Float32Array.from(sorted, ({ timeMs }) => timeMs / dtMs),
    errors: Float32Array.from(sorted, ({ error }) => error),
  };
}

interface Step {
  readonly spike: TimedSpike;
  readonly way: Way;
}

/** Steps back along the strongest ways, from the readout's largest errors to the input. */
function stepsBack(
  readout: readonly TimedSpike[],
  earlierOf: ReadonlyMap<TimedSpike, readonly Step[]>,
): Step[] {
  const found: Step[] = [];
  let frontier = largest(readout, STARTS, ({ error }) => error);
  const seen = new Set(frontier);
  while (frontier.length > 0) {
    const next: TimedSpike[] = [];
    for (const later of frontier) {
      const before = largest(earlierOf.get(later) ?? [], SHOWN_WAYS, ({ way }) => way.product);
      found.push(...before);
      for (const { spike } of before) {
        if (!seen.has(spike)) next.push(spike);
        seen.add(spike);
      }
    }
    frontier = largest(next, FRONTIER, ({ error }) => error);
  }
  return largest(found, found.length, ({ way }) => way.product);
}

function arrowOf({ spike, way: { later, product } }: Step, dtMs: number): ErrorArrow {
  return {
    fromLayer: later.layerId,
    fromNeuron: later.neuron,
    fromTime: later.timeMs / dtMs,
    toLayer: spike.layerId,
    toNeuron: spike.neuron,
    toTime: spike.timeMs / dtMs,
    error: product,
  };
}

export interface TimesPass {
  /** Spikes of each layer that has some of its own, in network order, the input first. */
  readonly layers: readonly (readonly TimedSpike[])[];
  readonly names: (layerId: string) => string;
  readonly dtMs: number;
}

/** Paths and walk of a pass whose ways have all been added. */
export function walkTimes({
  layers,
  names,
  dtMs,
}: TimesPass): Pick<Explanation, 'paths' | 'walk' | 'walkLength'> {
  // Ways are noted at the earlier spike, and followed from the later one.
  const earlierOf = new Map<TimedSpike, Step[]>();
  for (const spike of layers.flat()) {
    for (const way of spike.strongest) {
      const known = earlierOf.get(way.later);
      if (known === undefined) earlierOf.set(way.later, [{ spike, way }]);
      else known.push({ spike, way });
    }
  }
  const steps = stepsBack(layers.at(-1) ?? [], earlierOf);
  const moved = layers.flat().filter(({ error }) => error !== 0);
  const shown = largest(moved, MOST_POSITIONS, ({ error }) => error);
  shown.sort((a, b) => b.timeMs - a.timeMs);
  return {
    paths: steps.map((step) => arrowOf(step, dtMs)),
    walk: shown.map((spike) => position(spike, names, dtMs)),
    walkLength: moved.length,
  };
}

function position(
  spike: TimedSpike,
  names: (layerId: string) => string,
  dtMs: number,
): WalkPosition {
  const { layerId, neuron, timeMs, direct, error, through, ways, strongest } = spike;
  const parts: EquationPart[] = [
    '\\frac{\\partial L}{\\partial t} =',
    term(indexed('\\epsilon', neuron), 'error of this spike, per ms', error),
    '=',
  ];
  const summands: EquationPart[][] = [];
  if (direct !== 0 || strongest.length === 0) {
    summands.push([term('\\ell', 'from the loss itself, per ms', direct)]);
  }
  let rest = through;
  strongest.forEach(({ later, derivative, product }, index) => {
    rest -= product;
    const mark = index === 0 ? '' : index === 1 ? "'" : "''";
    const at = `${names(later.layerId)}, neuron ${later.neuron}, at ${rounded(later.timeMs)} ms`;
    summands.push([
      term(`\\epsilon_{${later.neuron}}${mark}`, `error of a later spike: ${at}`, later.error),
      '\\cdot',
      term(`d_{${later.neuron}}${mark}`, 'how much that spike moves with this one', derivative),
    ]);
  });
  const others = ways - strongest.length;
  if (others > 0) {
    const words = `${others} weaker ${others === 1 ? 'way' : 'ways'} together`;
    summands.push([term('r', words, rest)]);
  }
  summands.forEach((own, index) => parts.push(...(index > 0 ? ['+', ...own] : own)));
  return {
    ...{ layerId, neuron, time: timeMs / dtMs },
    title: `${names(layerId)}, neuron ${neuron}: its spike at ${rounded(timeMs)} ms`,
    ...equationOf(parts),
  };
}

const rounded = (timeMs: number): string => String(Number(timeMs.toPrecision(4)));

function largest<T>(items: readonly T[], count: number, sizeOf: (item: T) => number): T[] {
  return [...items].sort((a, b) => Math.abs(sizeOf(b)) - Math.abs(sizeOf(a))).slice(0, count);
}

/** Euclidean norm. */
export function normOf(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! ** 2;
  return Math.sqrt(squares);
}
