/**
 * Leaky integrate-and-fire neuron in discrete time, with an optional synaptic filter.
 *
 *   i_t = b·i_{t−1} + x_t                 x_t: weighted input of the step, b = exp(−dt/τ_s) or 0
 *   u_t = a·v_{t−1} + g·i_t               a = exp(−dt/τ_m); g = 1, or 1 − a when normalised
 *   s_t = 1 if u_t ≥ θ, else 0
 *   v_t = u_t − θ_r·s_t | u_t·(1 − s_t) | u_t      reset by subtraction, to zero, none
 *
 * For `refractorySteps` steps after a spike the membrane is held at its value after the reset and
 * input is ignored, while the synaptic current goes on decaying; without a reset the membrane runs
 * freely and only firing is blocked.
 *
 * `resetTiming: 'next'` is the convention of snnTorch, where the reset is subtracted after the decay
 * of the next step: the same recurrence with θ_r = θ / a.
 *
 * v, i, θ are dimensionless; time is in ms.
 * Source: Gerstner et al., Neuronal Dynamics (2014), §1.3. Differs: discrete time, input held over a step.
 */
import type { NeuronEntry } from '#model/catalog.ts';
import { choice, number, numberParam, stringParam } from '#model/params.ts';
import { resetKindOf } from './resetKind.ts';

export const lif = {
  id: 'lif',
  label: 'Leaky integrate-and-fire',
  short: 'LIF',
  help: 'Integrates its input, leaks, and fires when the membrane potential reaches the threshold.',
  equation:
    'u_t = a\\,v_{t-1} + g\\,i_t,\\quad i_t = b\\,i_{t-1} + x_t,\\quad s_t = [u_t \\ge \\theta],\\quad v_t = u_t - \\theta s_t',
  source: 'Gerstner et al. 2014, Neuronal Dynamics, §1.3',
  spiking: true,
  params: {
    tauMemMs: number({
      label: 'Membrane time constant',
      symbol: '\\tau_m',
      default: 20,
      min: 1,
      max: 200,
      hardMin: 0.01,
      hardMax: 100000,
      scale: 'log',
      unit: 'ms',
      help: 'How slowly the membrane potential leaks away. Larger: longer memory.',
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
      help: 'Membrane potential at which the neuron fires. Larger: fewer spikes.',
    }),
    reset: choice({
      label: 'Reset',
      default: 'subtract',
      oneOf: [
        ['subtract', 'By subtraction'],
        ['zero', 'To zero'],
        ['none', 'None'],
      ],
      help: 'What a spike does to the membrane potential: lower it by the threshold, clear it, or nothing.',
    }),
    tauSynMs: number({
      label: 'Synaptic time constant',
      symbol: '\\tau_s',
      default: 0,
      min: 0,
      max: 50,
      hardMax: 100000,
      unit: 'ms',
      help: 'How long the current of an input spike lasts. 0: the current lasts one step.',
    }),
    refractorySteps: number({
      label: 'Refractory period',
      symbol: 't_{ref}',
      default: 0,
      min: 0,
      max: 10,
      hardMax: 1000,
      integer: true,
      unit: 'steps',
      help: 'Steps after a spike in which the neuron cannot fire and ignores its input.',
    }),
    inputGain: choice({
      label: 'Input scale',
      default: 'unit',
      advanced: true,
      oneOf: [
        ['unit', 'Current adds in full'],
        ['normalised', 'Scaled by 1 − a'],
      ],
      help: 'Whether a step adds the whole current, or the share that makes a constant current settle at its own value.',
    }),
    resetTiming: choice({
      label: 'Reset timing',
      default: 'same',
      advanced: true,
      visibleIf: { param: 'reset', oneOf: ['subtract'] },
      oneOf: [
        ['same', 'In the step of the spike'],
        ['next', 'After the decay of the next step'],
      ],
      help: 'When the threshold is subtracted. "After the decay" is the convention of snnTorch.',
    }),
  },
  pattern: { timeConstants: ['tauMemMs', 'tauSynMs'], thresholds: ['threshold'] },
  coefficients: (params, dtMs) => {
    const decayMem = Math.exp(-dtMs / numberParam(params, 'tauMemMs'));
    const tauSynMs = numberParam(params, 'tauSynMs');
    const threshold = numberParam(params, 'threshold');
    const late = stringParam(params, 'resetTiming') === 'next';
    return {
      decayMem,
      decaySyn: tauSynMs > 0 ? Math.exp(-dtMs / tauSynMs) : 0,
      inputGain: stringParam(params, 'inputGain') === 'normalised' ? 1 - decayMem : 1,
      threshold,
      resetSize: late ? threshold / decayMem : threshold,
      resetKind: resetKindOf(stringParam(params, 'reset')),
      refractorySteps: numberParam(params, 'refractorySteps'),
      spiking: true,
    };
  },
} as const satisfies NeuronEntry;
