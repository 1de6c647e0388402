/**
 * Spikes that arrive a little earlier or later than they were sent:
 *
 *   t ↦ max(0, t + σ z),  z standard normal, drawn for each spike
 *
 * Where time has steps, arrival is rounded to one; spikes of a neuron that arrive in the same step
 * are one spike, and those behind the last step are lost.
 */
import type { SpikeEffect } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const spikeJitter = {
  id: 'spikeJitter',
  label: 'Spike jitter',
  help: 'Each spike arrives a little earlier or later than it was sent, for all its targets alike.',
  equation: "t' = \\max(0,\\; t + \\sigma z)",
  params: {
    jitterMs: number({
      label: 'Jitter',
      symbol: '\\sigma',
      default: 1,
      min: 0,
      max: 10,
      hardMax: 1000,
      unit: 'ms',
      help: 'Standard deviation of the arrival. Where time has steps, one well below half a step moves few spikes.',
    }),
  },
  acts: 'spikes',
  strength: 'jitterMs',
  neutral: 0,
  isRandom: true,
  arrivalMs: (timeMs, params, random) =>
    Math.max(0, timeMs + numberParam(params, 'jitterMs') * random.normal()),
} as const satisfies SpikeEffect;
