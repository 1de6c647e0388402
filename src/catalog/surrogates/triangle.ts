/**
 * Triangle surrogate of unit area: σ'(x) = k·max(0, 1 − k|x|), x = u − θ.
 *
 * Source: Bellec et al. 2018 (pseudo-derivative of long short-term memory in spiking networks);
 * differs by the factor k, which keeps the area at one.
 */
import type { SurrogateEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const triangle = {
  id: 'triangle',
  label: 'Triangle',
  help: 'Zero away from the threshold: only neurons within 1/k of firing learn.',
  equation: "\\sigma'(x) = k \\max(0,\\, 1 - k|x|)",
  source: 'Bellec et al. 2018',
  kernelCode: 2,
  params: {
    triangleSlope: number({
      label: 'Slope',
      symbol: 'k',
      default: 1,
      min: 0.1,
      max: 10,
      hardMin: 0.01,
      hardMax: 1000,
      scale: 'log',
      unit: '1',
      help: 'Larger: higher and narrower triangle around the threshold.',
    }),
  },
  slope: (params) => numberParam(params, 'triangleSlope'),
  derivative: (x, k) => k * Math.max(0, 1 - k * Math.abs(x)),
  primitive: (x, k) => {
    const z = Math.max(-1, Math.min(1, k * x));
    return z - Math.sign(z) * 0.5 * z * z;
  },
} as const satisfies SurrogateEntry;
