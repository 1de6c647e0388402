/**
 * Weights that a substrate can hold: w into [−w_max, w_max].
 *
 * Source: Göltz, Kriener et al. 2021, arXiv 1912.11443, weight clipping of the training for
 * BrainScaleS-2.
 */
import type { WeightEffect } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const weightRange = {
  id: 'weightRange',
  label: 'Weight range',
  help: 'Weights and biases beyond the largest that the substrate can hold are cut off there.',
  equation: 'w \\mapsto \\min(w_{max}, \\max(-w_{max}, w))',
  source: 'Göltz, Kriener et al. 2021, arXiv 1912.11443',
  params: {
    limit: number({
      label: 'Largest weight',
      symbol: 'w_{max}',
      default: 1,
      min: 0.05,
      max: 10,
      hardMin: 0.000001,
      hardMax: 100000,
      scale: 'log',
      unit: '1',
      help: 'Weights stay between minus and plus this. Smaller: strong connections become weaker.',
    }),
  },
  acts: 'weights',
  strength: 'limit',
  isRandom: false,
  range: (params) => numberParam(params, 'limit'),
  weight: (value, params) => {
    const limit = numberParam(params, 'limit');
    return Math.min(limit, Math.max(-limit, value));
  },
} as const satisfies WeightEffect;
