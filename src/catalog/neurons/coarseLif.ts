/**
 * LIF neuron with a refractory period, at a step of one refractory period (dt = t_ref).
 *
 *   a = exp(−1/τ),  b = τ(1 − a),  c = τ(1 − b)                                  τ in units of t_ref
 *   u_t = (1 − s_{t−1})(a·u_{t−1} + b·x_t) + s_{t−1}·c·x_t,   s_t = 1 if u_t > θ, else 0
 *
 * This is the mean of a continuous LIF neuron over input spikes that arrive at any moment of their
 * step: b is what the leak leaves of them, c what is left when the neuron is deaf for the part of the
 * step that the refractory period takes. The cell for currents has b/c and 1 in the place of b and c,
 * each times a gain: it is driven by the constant current gain·x/c.
 *
 * Source: Yanguas-Gil 2020, arXiv 2007.06176, and the code that accompanied it.
 */
import type { NeuronEntry } from '#model/catalog.ts';
import { choice, number, numberParam, stringParam } from '#model/params.ts';

/** a, b and c for a membrane time constant in refractory periods. */
export function coarseFactors(tau: number): { a: number; b: number; c: number } {
  const b = -tau * Math.expm1(-1 / tau);
  return { a: Math.exp(-1 / tau), b, c: tau * (1 - b) };
}

export const coarseLif = {
  id: 'coarseLif',
  label: 'Coarse-scale LIF',
  short: 'coarse LIF',
  help: 'A LIF neuron with a refractory period, averaged over steps as long as that period.',
  equation:
    'u_t = (1 - s_{t-1})(a\\,u_{t-1} + b\\,x_t) + s_{t-1}\\,c\\,x_t,\\quad s_t = [u_t > \\theta]',
  source: 'Yanguas-Gil 2020, arXiv 2007.06176',
  spiking: true,
  params: {
    tau: number({
      label: 'Membrane time constant',
      symbol: '\\tau',
      default: 4,
      min: 1,
      max: 20,
      hardMin: 0.01,
      hardMax: 100000,
      scale: 'log',
      unit: 't_ref',
      help: 'In refractory periods, which are steps here. Larger: longer memory.',
    }),
    threshold: number({
      label: 'Threshold',
      symbol: '\\theta',
      default: 1,
      min: 0.05,
      max: 5,
      hardMin: 0.001,
      hardMax: 1000,
      unit: '1',
      help: 'Membrane potential above which the neuron fires. Larger: fewer spikes.',
    }),
    cell: choice({
      label: 'Driven by',
      default: 'uniform',
      advanced: true,
      oneOf: [
        ['uniform', 'Spikes at any moment'],
        ['vext', 'A constant current'],
      ],
      help: 'What arrives in a step: spikes at random moments of it, or a current scaled so that 1 makes the neuron fire at every step.',
    }),
    currentGain: number({
      label: 'Gain of the current',
      symbol: '\\kappa',
      default: 1.1,
      min: 0.5,
      max: 5,
      hardMin: 0.001,
      hardMax: 1000,
      unit: '1',
      advanced: true,
      visibleIf: { param: 'cell', oneOf: ['vext'] },
      help: 'With a threshold of 1, a current above 1 divided by this makes the neuron fire at every step.',
    }),
  },
  pattern: { timeConstants: ['tau'], thresholds: ['threshold'] },
  coefficients: (params) => {
    const { a, b, c } = coarseFactors(numberParam(params, 'tau'));
    const gain =
      stringParam(params, 'cell') === 'vext' ? numberParam(params, 'currentGain') / c : 1;
    const threshold = numberParam(params, 'threshold');
    return {
      decayMem: a,
      decaySyn: 0,
      inputGain: gain * b,
      inputGainAfterSpike: gain * c,
      threshold,
      strictThreshold: true,
      resetSize: threshold,
      resetKind: 'zero',
      refractorySteps: 0,
      spiking: true,
    };
  },
} as const satisfies NeuronEntry;
