/**
 * The clock of slow motion: where in the presentation of a sample one looks, in ms of model time. Pure.
 *
 *   t ← t + speed · elapsed        speed: ms of model time in a ms of real time
 */
import { bisectLeft, bisectRight } from 'd3-array';

/** A presentation, as far as the clock is concerned. */
export interface Timeline {
  readonly steps: number;
  readonly dtMs: number;
  /** Times of the spikes of each layer, in steps and in their order. */
  readonly spikeTimes: readonly Float32Array[];
}

/** The last is as fast as possible: a step with every picture of the screen. */
export const SPEEDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, Infinity] as const;

/** About as long as somebody watches one sample. */
const PLEASANT_MS = 4_000;
/** After a stall the clock goes on from where it was, as a person has seen nothing in between. */
const LONGEST_TICK_MS = 250;
/** How long a spike stays lit: less would flash more than three times a second. */
const GLOW_MS = 350;
/** Pictures in which a step a picture takes as long. */
const GLOW_STEPS = 20;
/** A step begins at a multiple of dt, which need not be a number of binary fractions. */
const EPSILON = 1e-4;

export const durationOf = ({ steps, dtMs }: Pick<Timeline, 'steps' | 'dtMs'>): number =>
  steps * dtMs;

/** The fastest speed at which a presentation lasts as long as it is watched. */
export function fittingSpeed(durationMs: number): number {
  return SPEEDS.findLast((speed) => durationMs / speed >= PLEASANT_MS) ?? SPEEDS[0];
}

/** Where the clock is after `elapsedMs` of real time. */
export function advanced(
  tMs: number,
  elapsedMs: number,
  speed: number,
  timeline: Timeline,
): { readonly tMs: number; readonly hasEnded: boolean } {
  const byMs = speed === Infinity ? timeline.dtMs : speed * Math.min(elapsedMs, LONGEST_TICK_MS);
  const endMs = durationOf(timeline);
  return { tMs: Math.min(endMs, tMs + byMs), hasEnded: tMs + byMs >= endMs };
}

/** Whether spikes lie between the steps: of methods that go from event to event. */
export function isContinuous({ spikeTimes }: Timeline): boolean {
  return spikeTimes.some((times) => times.some((time) => !Number.isInteger(time)));
}

/**
 * The next moment in a direction: a simulation step, in continuous time the next spike of any layer.
 * At either end it stays there.
 */
export function momentBeside(tMs: number, direction: 1 | -1, timeline: Timeline): number {
  const { steps, dtMs } = timeline;
  const at = tMs / dtMs;
  if (isContinuous(timeline)) return dtMs * nextEvent(at, direction, timeline);
  const step = direction > 0 ? Math.floor(at + EPSILON) + 1 : Math.ceil(at - EPSILON) - 1;
  return dtMs * Math.max(0, Math.min(steps - 1, step));
}

function nextEvent(at: number, direction: 1 | -1, { steps, spikeTimes }: Timeline): number {
  if (direction > 0) {
    const next = spikeTimes.map((times) => times[bisectRight(times, at + EPSILON)] ?? steps);
    return Math.min(steps, ...next);
  }
  const last = spikeTimes.map((times) => times[bisectLeft(times, at - EPSILON) - 1] ?? 0);
  return Math.max(0, ...last);
}

/** A stretch of a list of spikes. */
export interface SpikeRange {
  readonly from: number;
  readonly to: number;
}

/** The spikes that happened within `spanMs` up to now; at least those of the step itself. */
export function spikesUpTo(
  times: Float32Array,
  tMs: number,
  spanMs: number,
  dtMs: number,
): SpikeRange {
  const at = tMs / dtMs + EPSILON;
  return { from: bisectRight(times, at - Math.max(1, spanMs / dtMs)), to: bisectRight(times, at) };
}

/** Model time for which a spike stays lit at a speed. */
export function glowSpanMs(speed: number, dtMs: number): number {
  return speed === Infinity ? GLOW_STEPS * dtMs : Math.max(dtMs, GLOW_MS * speed);
}
