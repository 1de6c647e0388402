import { describe, expect, it } from 'vitest';
import { sparse, uniform } from '../wasm/randomTensor.ts';
import type { ResetKind, SurrogateKind } from '../wasm/wasmKernels.ts';
import type { LifLayer, SpikeFunction } from './lif.ts';
import { lifBackward, lifForward } from './lif.ts';
import { smoothSpike, surrogateDerivative } from './surrogate.ts';

const base: LifLayer = {
  steps: 7,
  batch: 2,
  neurons: 4,
  decayMem: 0.8,
  gain: 1,
  decaySyn: 0,
  threshold: 1,
  resetAmount: 1.1,
  resetKind: 'subtract',
  refractorySteps: 0,
  spiking: true,
  wRec: null,
};
const total = base.steps * base.batch * base.neurons;
const gradSpikes = uniform(11, total, -1, 1);
const gradMembrane = uniform(12, total, -0.5, 0.5);

/** Steepness low enough that the smooth spike's curvature leaves central differences exact. */
const surrogates: [SurrogateKind, number][] = [
  ['fast-sigmoid', 2],
  ['atan', 2],
  ['triangle', 0.4],
  ['straight-through', 0.6],
  ['logistic', 2],
];

/** dL/dx by central differences, L = Σ gradSpikes·s + gradMembrane·u. */
function differences(
  layer: LifLayer,
  x: Float64Array,
  gradients: [Float64Array, Float64Array],
  spike: SpikeFunction,
  resetSpike?: SpikeFunction,
): Float64Array {
  const [gs, gu] = gradients;
  const loss = (input: Float64Array): number => {
    const { membrane, spikes } = lifForward(layer, input, spike, resetSpike);
    return membrane.reduce((sum, u, i) => sum + gu[i]! * u + gs[i]! * spikes[i]!, 0);
  };
  const h = 1e-6;
  return x.map((_, i) => {
    const up = x.slice();
    const down = x.slice();
    up[i]! += h;
    down[i]! -= h;
    return (loss(up) - loss(down)) / (2 * h);
  });
}

function expectEqual(got: Float64Array, want: Float64Array): void {
  expect(want.some((value) => Math.abs(value) > 0.1)).toBe(true);
  const wrong = got.filter((value, i) => !(Math.abs(value - want[i]!) < 2e-7));
  expect(wrong).toHaveLength(0);
}

describe('surrogates', () => {
  it.each(surrogates)('%s is the derivative of its smooth spike', (kind, k) => {
    for (const x of [-3, -1.1, -0.31, -0.02, 0.01, 0.27, 0.9, 2.7]) {
      const slope = (smoothSpike(kind, k, x + 1e-6) - smoothSpike(kind, k, x - 1e-6)) / 2e-6;
      expect(surrogateDerivative(kind, k, x)).toBeCloseTo(slope, 6);
    }
    expect(smoothSpike(kind, k, 0)).toBe(0.5);
  });
});

describe('lifBackward against central differences of the smoothed network', () => {
  for (const resetKind of ['subtract', 'zero', 'none'] satisfies ResetKind[]) {
    for (const decaySyn of [0, 0.7]) {
      for (const recurrent of [false, true]) {
        for (const resetFlows of [true, false]) {
          const parts = [resetKind, `b ${decaySyn}`, recurrent && 'recurrent'];
          it(`${parts.filter(Boolean).join(', ')}, reset ${resetFlows ? 'flows' : 'stops'}`, () => {
            const wRec = recurrent ? uniform(13, base.neurons ** 2, -0.5, 0.5) : null;
            const layer = { ...base, resetKind, decaySyn, wRec };
            const x = uniform(14, total, -0.4, 1.2);
            for (const [surrogate, steepness] of surrogates) {
              const spike: SpikeFunction = (d) => smoothSpike(surrogate, steepness, d);
              const states = lifForward(layer, x, spike);
              // Not seen by learning: the reset takes the spikes of the undisturbed run.
              const frozen: SpikeFunction = (_, index) => states.spikes[index]!;
              const resetSpike = resetFlows ? undefined : frozen;
              const options = { surrogate, steepness, resetFlows };
              const got = lifBackward(layer, states, gradSpikes, gradMembrane, options);
              const pair: [Float64Array, Float64Array] = [gradSpikes, gradMembrane];
              expectEqual(got, differences(layer, x, pair, spike, resetSpike));
            }
          });
        }
      }
    }
  }
});

describe('lifBackward with a gain that falls after a spike', () => {
  for (const recurrent of [false, true]) {
    for (const resetFlows of [true, false]) {
      it(`${recurrent ? 'recurrent, ' : ''}reset ${resetFlows ? 'flows' : 'stops'}`, () => {
        const wRec = recurrent ? uniform(13, base.neurons ** 2, -0.5, 0.5) : null;
        const gains = { gain: 0.9, gainAfterSpike: 0.4 };
        const layer: LifLayer = { ...base, ...gains, resetKind: 'zero', wRec };
        const x = uniform(14, total, -0.4, 1.6);
        const spike: SpikeFunction = (d) => smoothSpike('logistic', 3, d);
        const states = lifForward(layer, x, spike);
        const frozen: SpikeFunction = (_, index) => states.spikes[index]!;
        const options = { surrogate: 'logistic', steepness: 3, resetFlows } as const;
        const got = lifBackward(layer, states, gradSpikes, gradMembrane, options);
        const pair: [Float64Array, Float64Array] = [gradSpikes, gradMembrane];
        expectEqual(got, differences(layer, x, pair, spike, resetFlows ? undefined : frozen));
      });
    }
  }
});

describe('lifBackward with refractory steps, spikes kept as they fell', () => {
  for (const resetKind of ['subtract', 'zero', 'none'] satisfies ResetKind[]) {
    for (const refractorySteps of [1, 2, 5]) {
      it(`${resetKind}, R ${refractorySteps}`, () => {
        const layer = { ...base, resetKind, refractorySteps, decaySyn: 0.5 };
        const x = sparse(15, total, 0.7, 0.2, 1.1);
        const states = lifForward(layer, x);
        expect(states.spikes).toContain(1);
        const frozen: SpikeFunction = (_, index) => states.spikes[index]!;
        const none = new Float64Array(total);
        const options = { surrogate: 'atan', steepness: 2, resetFlows: false } as const;
        const got = lifBackward(layer, states, none, gradMembrane, options);
        expectEqual(got, differences(layer, x, [none, gradMembrane], frozen));
      });
    }
  }

  it('lets no gradient of a spike through in a refractory step', () => {
    const layer = { ...base, steps: 4, batch: 1, neurons: 1, refractorySteps: 3 };
    const states = lifForward(layer, Float64Array.of(2, 0.5, 0.5, 0.5));
    expect([...states.spikes]).toEqual([1, 0, 0, 0]);
    const options = { surrogate: 'fast-sigmoid', steepness: 1, resetFlows: false } as const;
    const later = lifBackward(
      layer,
      states,
      Float64Array.of(0, 1, 1, 1),
      new Float64Array(4),
      options,
    );
    expect([...later]).toEqual([0, 0, 0, 0]);
    const first = lifBackward(
      layer,
      states,
      Float64Array.of(1, 0, 0, 0),
      new Float64Array(4),
      options,
    );
    expect(first[0]).toBe(0.25);
  });
});

describe('lifForward', () => {
  it('fires at the threshold, or only above it', () => {
    const layer: LifLayer = { ...base, steps: 1, batch: 1, neurons: 2 };
    const x = Float64Array.of(1, 1 + 1e-15);
    expect([...lifForward(layer, x).spikes]).toEqual([1, 1]);
    expect([...lifForward({ ...layer, strictThreshold: true }, x).spikes]).toEqual([0, 1]);
  });

  it('fires periodically under constant input, at the interval of the closed form', () => {
    // From v = 0 with u_t = x(1 − aᵗ)/(1 − a): the first t with u_t ≥ θ.
    const x = 0.25;
    const interval = Math.ceil(Math.log(1 - (1 - base.decayMem) / x) / Math.log(base.decayMem));
    const layer: LifLayer = { ...base, steps: 40, batch: 1, neurons: 1, resetKind: 'zero' };
    const { spikes } = lifForward(layer, Float64Array.of(x));
    const times = [...spikes].flatMap((s, t) => (s ? [t + 1] : []));
    expect(times.length).toBeGreaterThan(4);
    times.forEach((time, count) => expect(time).toBe(interval * (count + 1)));
  });
});
