import type { SurrogateKind } from '../wasm/wasmKernels.ts';

/**
 * Stand-ins for the derivative of the spike with respect to x = u − θ, k their steepness (for
 * straight-through, the half-width of its window), and the smooth spikes whose derivatives they are.
 *
 *   fast sigmoid      1/(1 + k|x|)²              ½ + x/(1 + k|x|)
 *   arctangent        (k/2)/(1 + (πkx/2)²)       ½ + arctan(πkx/2)/π
 *   triangle          k·max(0, 1 − k|x|)         ½ + kx(1 − k|x|/2), clamped to [0, 1]
 *   straight-through  1 where |x| ≤ k            ½ + x, x clamped to ±k
 *   logistic          k·e/(1 + e)², e = exp(−k|x|)   1/(1 + exp(−kx))
 *
 * Fast sigmoid (Zenke and Ganguli 2018, SuperSpike, eq. 8) and arctangent (Fang et al. 2021) are
 * left unnormalised, peaks 1 and k/2, as in common use; the triangle has area 1.
 */
export function surrogateDerivative(kind: SurrogateKind, k: number, x: number): number {
  switch (kind) {
    case 'fast-sigmoid':
      return 1 / (1 + k * Math.abs(x)) ** 2;
    case 'atan':
      return (0.5 * k) / (1 + ((Math.PI / 2) * k * x) ** 2);
    case 'triangle':
      return k * Math.max(0, 1 - k * Math.abs(x));
    case 'straight-through':
      return Math.abs(x) <= k ? 1 : 0;
    case 'logistic': {
      const e = Math.exp(-k * Math.abs(x));
      return (k * e) / (1 + e) ** 2;
    }
    default:
      return kind satisfies never;
  }
}

export function smoothSpike(kind: SurrogateKind, k: number, x: number): number {
  switch (kind) {
    case 'fast-sigmoid':
      return 0.5 + x / (1 + k * Math.abs(x));
    case 'atan':
      return 0.5 + Math.atan((Math.PI / 2) * k * x) / Math.PI;
    case 'triangle': {
      const inside = Math.min(1, Math.max(-1, k * x));
      return 0.5 + inside * (1 - Math.abs(inside) / 2);
    }
    case 'straight-through':
      return 0.5 + Math.min(k, Math.max(-k, x));
    case 'logistic':
      return 1 / (1 + Math.exp(-k * x));
    default:
      return kind satisfies never;
  }
}
