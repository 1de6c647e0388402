/**
 * Straight-through estimator inside a window: σ'(x) = 1 where |x| ≤ w, else 0, x = u − θ.
 *
 * Source: Bengio, Léonard & Courville 2013, §4; the window as in Hubara et al. 2016, eq. 4.
 */
import type { SurrogateEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const straightThrough = {
  id: 'straightThrough',
  label: 'Straight-through',
  help: 'Passes the error unchanged to every neuron whose potential is within the window.',
  equation: "\\sigma'(x) = [\\,|x| \\le w\\,]",
  source: 'Bengio et al. 2013, §4; Hubara et al. 2016',
  kernelCode: 3,
  params: {
    window: number({
      label: 'Window',
      symbol: 'w',
      default: 0.5,
      min: 0.05,
      max: 5,
      hardMin: 0.001,
      hardMax: 1000,
      unit: '1',
      help: 'Distance from the threshold within which the error passes.',
    }),
  },
  slope: (params) => numberParam(params, 'window'),
  derivative: (x, window) => (Math.abs(x) <= window ? 1 : 0),
  primitive: (x, window) => Math.max(-window, Math.min(window, x)),
} as const satisfies SurrogateEntry;
