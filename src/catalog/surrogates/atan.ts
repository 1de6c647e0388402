/**
 * Arctangent surrogate: σ'(x) = (α/2) / (1 + (π/2·α·x)²), x = u − θ, peak α/2.
 *
 * Source: Fang et al. 2021, "Incorporating learnable membrane time constant", surrogate ATan.
 */
import type { SurrogateEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const atan = {
  id: 'atan',
  label: 'ATan',
  help: 'Broad bell: gradients reach many neurons; the default of snnTorch.',
  equation: "\\sigma'(x) = \\frac{\\alpha / 2}{1 + (\\frac{\\pi}{2} \\alpha x)^2}",
  source: 'Fang et al. 2021',
  kernelCode: 1,
  params: {
    alpha: number({
      label: 'Width parameter',
      symbol: '\\alpha',
      default: 2,
      min: 0.5,
      max: 20,
      hardMin: 0.01,
      hardMax: 1000,
      scale: 'log',
      unit: '1',
      help: 'Larger: higher and narrower bell around the threshold.',
    }),
  },
  slope: (params) => numberParam(params, 'alpha'),
  derivative: (x, alpha) => alpha / 2 / (1 + ((Math.PI / 2) * alpha * x) ** 2),
  primitive: (x, alpha) => Math.atan((Math.PI / 2) * alpha * x) / Math.PI,
} as const satisfies SurrogateEntry;
