import type { LifCoefficients } from '#model/catalog.ts';

const value = new Float32Array(1);
const bits = new Uint32Array(value.buffer);

/**
 * The membrane from which a neuron fires, for kernels that test u ≥ θ in float32: θ, or where it has
 * to be passed the next float32 above it, as u > θ is then the same as u ≥ that.
 */
export function firingThreshold({
  threshold,
  strictThreshold,
}: Pick<LifCoefficients, 'threshold' | 'strictThreshold'>): number {
  if (strictThreshold !== true) return threshold;
  value[0] = threshold;
  bits[0]! += value[0]! > 0 ? 1 : -1;
  return value[0]!;
}
