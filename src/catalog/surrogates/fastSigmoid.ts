/**
 * Fast sigmoid, the surrogate of SuperSpike: σ'(x) = 1 / (1 + k|x|)², x = u − θ, peak 1.
 *
 * Source: Zenke & Ganguli 2018, "SuperSpike", eq. for the partial derivative of a spike.
 */
import type { SurrogateEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const fastSigmoid = {
  id: 'fastSigmoid',
  label: 'Fast sigmoid (SuperSpike)',
  help: 'Sharp peak, heavy tails: neurons far from threshold still learn a little.',
  equation: "\\sigma'(x) = \\frac{1}{(1 + k|x|)^2}",
  source: 'Zenke & Ganguli 2018',
  kernelCode: 0,
  params: {
    slope: number({
      label: 'Slope',
      symbol: 'k',
      default: 25,
      min: 1,
      max: 100,
      hardMin: 0.01,
      hardMax: 10000,
      scale: 'log',
      unit: '1',
      help: 'Sharpness around the threshold. Larger: only neurons close to firing learn.',
    }),
  },
  slope: (params) => numberParam(params, 'slope'),
  derivative: (x, k) => 1 / (1 + k * Math.abs(x)) ** 2,
  primitive: (x, k) => x / (1 + k * Math.abs(x)),
} as const satisfies SurrogateEntry;
