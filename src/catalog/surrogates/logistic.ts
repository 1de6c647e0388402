/**
 * Derivative of the logistic function: σ'(x) = β·sg(βx)·(1 − sg(βx)), x = u − θ, peak β/4.
 *
 * Source: Yanguas-Gil 2020, arXiv 2007.06176, the code that accompanied it (β = 5).
 */
import type { SurrogateEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const logistic = {
  id: 'logistic',
  label: 'Logistic',
  help: 'Bell of unit area with exponential tails: the derivative of the sigmoid.',
  equation: "\\sigma'(x) = \\frac{\\beta\\, e^{-\\beta x}}{(1 + e^{-\\beta x})^2}",
  source: 'Yanguas-Gil 2020, arXiv 2007.06176',
  kernelCode: 4,
  params: {
    beta: number({
      label: 'Steepness',
      symbol: '\\beta',
      default: 5,
      min: 1,
      max: 20,
      hardMin: 0.01,
      hardMax: 1000,
      scale: 'log',
      unit: '1',
      help: 'Larger: higher and narrower bell around the threshold.',
    }),
  },
  slope: (params) => numberParam(params, 'beta'),
  derivative: (x, beta) => {
    const e = Math.exp(-beta * Math.abs(x));
    return (beta * e) / (1 + e) ** 2;
  },
  primitive: (x, beta) => 1 / (1 + Math.exp(-beta * x)) - 0.5,
} as const satisfies SurrogateEntry;
