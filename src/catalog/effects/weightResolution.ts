/**
 * Weights of a few bits: n bits and a sign are 2·2ⁿ − 1 levels over the range R,
 *
 *   w ↦ Δ·round(w/Δ),  Δ = R/(2ⁿ − 1)
 *
 * R is the largest weight where the range is bounded, else the largest in the layer as it is.
 * Source: Göltz, Kriener et al. 2021, arXiv 1912.11443. Differs: there R is always given.
 */
import type { WeightEffect } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { toMultiple } from './rounding.ts';

export const weightResolution = {
  id: 'weightResolution',
  label: 'Weight resolution',
  help: 'Weights and biases are rounded to the levels that a few bits and a sign can tell apart.',
  equation: 'w \\mapsto \\Delta\\,\\mathrm{round}(w / \\Delta),\\quad \\Delta = R / (2^n - 1)',
  source: 'Göltz, Kriener et al. 2021, arXiv 1912.11443',
  params: {
    bits: number({
      label: 'Bits of a weight',
      symbol: 'n',
      default: 4,
      min: 1,
      max: 8,
      hardMax: 24,
      integer: true,
      unit: 'bits',
      help: 'Beside the sign. The levels cover the weight range, or the largest weight of the layer where the range is free.',
    }),
  },
  acts: 'weights',
  strength: 'bits',
  isRandom: false,
  weight: (value, params, range) =>
    range > 0 ? toMultiple(value, range / (2 ** numberParam(params, 'bits') - 1)) : value,
} as const satisfies WeightEffect;
