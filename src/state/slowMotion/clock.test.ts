import { describe, expect, it } from 'vitest';
import type { Timeline } from './clock.ts';
import {
  advanced,
  fittingSpeed,
  glowSpanMs,
  isContinuous,
  momentBeside,
  spikesUpTo,
} from './clock.ts';

/** Ten steps of 0.1 ms, which is no binary fraction. */
const stepped: Timeline = { steps: 10, dtMs: 0.1, spikeTimes: [Float32Array.of(2, 2, 7)] };
const continuous: Timeline = {
  steps: 10,
  dtMs: 2,
  spikeTimes: [Float32Array.of(1, 4), Float32Array.of(2.25, 6.5)],
};

describe('the clock of slow motion', () => {
  it('goes as fast as it is told, and ends at the end', () => {
    const long = { ...stepped, steps: 1000 };
    expect(advanced(5, 20, 0.02, long)).toEqual({ tMs: 5.4, hasEnded: false });
    expect(advanced(0.9, 50, 0.01, stepped)).toEqual({ tMs: 1, hasEnded: true });
  });

  it('leaves out what nobody has seen, and takes a step a picture when fastest', () => {
    expect(advanced(0, 60_000, 0.001, stepped).tMs).toBeCloseTo(0.25);
    expect(advanced(0.2, 5, Infinity, stepped).tMs).toBeCloseTo(0.3);
  });

  it.each([
    [20, 0.005],
    [0.5, 0.001],
    [1000, 0.25],
    [60_000, 1],
  ])('shows a presentation of %d ms at %d of real time', (durationMs, speed) => {
    expect(fittingSpeed(durationMs)).toBe(speed);
  });
});

describe('stepping', () => {
  it('visits every step once, forwards and backwards', () => {
    const forwards = [0];
    const backwards = [0.9];
    for (let i = 0; i < 9; i += 1) {
      forwards.push(momentBeside(forwards[i]!, 1, stepped));
      backwards.push(momentBeside(backwards[i]!, -1, stepped));
    }
    const steps = (times: number[]) => times.map((tMs) => Math.round(tMs * 1e6) / 1e5);
    expect(steps(forwards)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(steps(backwards)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(momentBeside(0.9, 1, stepped)).toBeCloseTo(0.9);
    expect(momentBeside(0, -1, stepped)).toBe(0);
  });

  it('goes from between two steps to the one before or after', () => {
    expect(momentBeside(0.35, 1, stepped)).toBeCloseTo(0.4);
    expect(momentBeside(0.35, -1, stepped)).toBeCloseTo(0.3);
  });

  it('goes from spike to spike in continuous time, of whichever layer', () => {
    expect([isContinuous(stepped), isContinuous(continuous)]).toEqual([false, true]);
    const visited = [0];
    for (let i = 0; i < 6; i += 1) visited.push(momentBeside(visited[i]!, 1, continuous));
    expect(visited).toEqual([0, 2, 4.5, 8, 13, 20, 20]);
    expect(momentBeside(13, -1, continuous)).toBe(8);
    expect(momentBeside(2, -1, continuous)).toBe(0);
  });
});

describe('what is lit', () => {
  const times = Float32Array.of(0, 2, 2, 3, 7);

  it('is what fired in the step itself, and what happened a moment before', () => {
    expect(spikesUpTo(times, 0.2, 0, 0.1)).toEqual({ from: 1, to: 3 });
    expect(spikesUpTo(times, 0.4, 0, 0.1)).toEqual({ from: 4, to: 4 });
    expect(spikesUpTo(times, 0.4, 0.3, 0.1)).toEqual({ from: 1, to: 4 });
    expect(spikesUpTo(times, 0, 0, 0.1)).toEqual({ from: 0, to: 1 });
  });

  it('stays lit for a third of a second at least, and for no less than a step', () => {
    expect(glowSpanMs(0.02, 1)).toBe(7);
    expect(glowSpanMs(0.001, 1)).toBe(1);
    expect(glowSpanMs(Infinity, 0.5)).toBe(10);
  });
});
