import { describe, expect, it } from 'vitest';
import { randomLayer } from '../testing/randomLayer.ts';
import { timeDerivatives } from './layer.ts';
import { firstSpikeTimes } from './spikeTimes.ts';

/** Number of causal inputs of each neuron. */
function causalSets(times: Float64Array, spikes: Float64Array): string {
  return [...spikes].map((spike) => times.filter((time) => time <= spike).length).join();
}

describe.each([1, 2, 0.5, 3.7])('first spike times, τ_m = %s τ_s', (tauRatio) => {
  const layer = randomLayer({
    nIn: 12,
    nOut: 40,
    batch: 2,
    tauRatio,
    tauSyn: 1.3,
    missing: 0.1,
    seed: 5,
  });
  const { weights, nOut, neuron, nIn } = layer;

  it('have the derivatives of central differences', () => {
    const step = 1e-6;
    let compared = 0;
    let largest = 0;
    for (const times of layer.samples) {
      const at = (t: Float64Array, w: Float64Array) => firstSpikeTimes(t, w, nOut, neuron);
      const spikes = at(times, weights);
      const exact = timeDerivatives({ times, weights, spikes, neuron });
      const compare = (
        vary: (by: number) => [Float64Array, Float64Array],
        derivativeOf: (j: number) => number,
        only: number | null,
      ): void => {
        const [up, down] = [vary(step), vary(-step)];
        const [high, low] = [at(...up), at(...down)];
        const sets = [causalSets(up[0], high), causalSets(down[0], low)];
        const unchanged = sets.every((set) => set === causalSets(times, spikes));
        if (!unchanged) return;
        for (let j = 0; j < nOut; j++) {
          if (spikes[j] === Infinity || (only !== null && only !== j)) continue;
          const difference = (high[j]! - low[j]!) / (2 * step);
          const derivative = derivativeOf(j);
          // Next to a tangent the third derivative, which a difference contains, is huge.
          if (Math.abs(derivative) > 20) continue;
          largest = Math.max(
            largest,
            Math.abs(difference - derivative) / Math.max(1, Math.abs(derivative)),
          );
          compared++;
        }
      };
      for (let i = 0; i < nIn; i++) {
        if (times[i] === Infinity) continue;
        compare(
          (by) => [times.map((time, k) => (k === i ? time + by : time)), weights],
          (j) => exact.byTime[i * nOut + j]!,
          null,
        );
        for (let j = 0; j < nOut; j += 5) {
          const own = i * nOut + j;
          compare(
            (by) => [times, weights.map((weight, k) => (k === own ? weight + by : weight))],
            () => exact.byWeight[own]!,
            j,
          );
        }
      }
    }
    expect(compared).toBeGreaterThan(200);
    expect(largest).toBeLessThan(1e-7);
  });

  it('shift with their inputs: derivatives by time sum to 1', () => {
    let spiking = 0;
    let silent = 0;
    for (const times of layer.samples) {
      const spikes = firstSpikeTimes(times, weights, nOut, neuron);
      const { byTime } = timeDerivatives({ times, weights, spikes, neuron });
      for (let j = 0; j < nOut; j++) {
        let sum = 0;
        for (let i = 0; i < nIn; i++) sum += byTime[i * nOut + j]!;
        if (spikes[j] === Infinity) {
          silent++;
          expect(sum).toBe(0);
        } else {
          spiking++;
          expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
        }
      }
    }
    expect(Math.min(spiking, silent)).toBeGreaterThan(0);
  });

  it('are as exact 650 τ_s later', () => {
    const shift = 650 * neuron.tauSyn;
    for (const times of layer.samples) {
      const spikes = firstSpikeTimes(times, weights, nOut, neuron);
      const laterTimes = times.map((time) => time + shift);
      const later = firstSpikeTimes(laterTimes, weights, nOut, neuron);
      const exact = timeDerivatives({ times, weights, spikes, neuron });
      const moved = timeDerivatives({ times: laterTimes, weights, spikes: later, neuron });
      for (let j = 0; j < nOut; j++) {
        if (spikes[j] === Infinity) expect(later[j]).toBe(Infinity);
        else expect(Math.abs(later[j]! - shift - spikes[j]!)).toBeLessThan(2e-12);
      }
      exact.byWeight.forEach((value, k) => {
        expect(Math.abs(moved.byWeight[k]! - value)).toBeLessThan(1e-10 * Math.max(1, value ** 2));
      });
    }
  });
});
