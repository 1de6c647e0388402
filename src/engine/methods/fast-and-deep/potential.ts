/**
 * Potential and current of a neuron at any time, from its inputs alone:
 *
 *   V(t) = r Σ_{t_i ≤ t} w_i k((t − t_i)/τ_s),   I(t) = Σ_{t_i ≤ t} w_i e^{−(t − t_i)/τ_s}
 *
 * with r = τ_m/τ_s, so that the threshold of V is θ. The first spike leaves no trace: there is no reset.
 */
import type { FirstSpikeNeuron } from './response.ts';
import { response } from './response.ts';

/** Both at the times `k · spacing`, k from 0 to `count` − 1, written to one row each. */
export function potentialTrace(
  times: Float64Array,
  weightOf: (input: number) => number,
  { tauRatio, tauSyn }: FirstSpikeNeuron,
  spacing: number,
  membrane: Float32Array,
  current: Float32Array,
): void {
  for (let k = 0; k < membrane.length; k++) {
    const now = k * spacing;
    let potential = 0;
    let drive = 0;
    for (let i = 0; i < times.length; i++) {
      const elapsed = (now - times[i]!) / tauSyn;
      if (!(elapsed >= 0)) continue;
      const weight = weightOf(i);
      potential += weight * response(elapsed, tauRatio);
      drive += weight * Math.exp(-elapsed);
    }
    membrane[k] = tauRatio * potential;
    current[k] = drive;
  }
}
