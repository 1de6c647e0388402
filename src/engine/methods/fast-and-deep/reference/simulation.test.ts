import { expect, it } from 'vitest';
import { randomLayer } from '../testing/randomLayer.ts';
import { firstSpikeTimes } from './spikeTimes.ts';

const DT = 1e-3;

/** The same neurons stepped by a clock, with the exact decay of a step: first steps above C, times dt. */
function clockDriven(
  times: Float64Array,
  weights: Float64Array,
  nOut: number,
  drive: number,
): Float64Array {
  const decay = Math.exp(-DT);
  const steps = Math.round(12 / DT);
  const arriving = Array.from({ length: steps }, (): number[] => []);
  times.forEach((time, i) => arriving[Math.floor(time / DT)]!.push(i));
  const potential = new Float64Array(nOut);
  const current = new Float64Array(nOut);
  const spikes = new Float64Array(nOut).fill(Infinity);
  arriving.forEach((inputs, k) => {
    for (let j = 0; j < nOut; j++) {
      potential[j] = decay * (potential[j]! + DT * current[j]!);
      current[j] = decay * current[j]!;
      for (const i of inputs) current[j] = current[j]! + weights[i * nOut + j]!;
      if (potential[j]! > drive && spikes[j] === Infinity) spikes[j] = k * DT;
    }
  });
  return spikes;
}

it('agrees with a clock-driven simulation as far as its steps allow', () => {
  const nOut = 400;
  const { samples, weights, neuron } = randomLayer({
    nIn: 120,
    nOut,
    batch: 1,
    tauRatio: 1,
    mean: 0.06,
    deviation: 0.24,
    range: 1.5,
    seed: 3,
  });
  const [times = new Float64Array(0)] = samples;
  const exact = firstSpikeTimes(times, weights, nOut, neuron);
  const stepped = clockDriven(times, weights, nOut, neuron.drive);
  const silent = exact.filter((time) => time === Infinity).length;
  expect(silent).toBeGreaterThan(10);
  expect(silent).toBeLessThan(nOut - 100);
  const differences: number[] = [];
  exact.forEach((time, j) => {
    expect(stepped[j] === Infinity).toBe(time === Infinity);
    if (time < Infinity) differences.push(Math.abs(stepped[j]! - time));
  });
  differences.sort((a, b) => a - b);
  const at = (share: number): number => differences[Math.floor(share * (differences.length - 1))]!;
  expect(at(0.5)).toBeLessThan(7e-4);
  expect(at(0.99)).toBeLessThan(2e-3);
  expect(at(1)).toBeLessThan(5e-3);
});
