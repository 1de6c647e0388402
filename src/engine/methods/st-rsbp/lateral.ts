/** Lateral factors of the output layer (§7) from S-PSPs that stand in memory. */
import { cell } from './kernelPlan.ts';
import { perSpike } from './reference/spikeTrainPsp.ts';

export interface LateralInput {
  /** S-PSPs between the outputs, [tile of post][pre][16]. */
  readonly e: Float64Array;
  readonly counts: ArrayLike<number>;
  readonly label: number;
  /** w₀ */
  readonly strength: number;
  readonly threshold: number;
}

/** f_j = 1 / (1 − w₀² Σ_{l ≠ j} (e_lj/o_j)(e_jl/o_l) D_j D_l), as `lateralFactors` of the reference. */
export function lateralFactorsOf(input: LateralInput): number[] {
  const { e, counts, label, strength, threshold } = input;
  const n = counts.length;
  const isActive = (i: number): boolean => counts[i]! > 0 || i === label;
  return Array.from({ length: n }, (_, j) => {
    if (!isActive(j)) return 1;
    let sum = 0;
    for (let l = 0; l < n; l++) {
      if (l === j || !isActive(l)) continue;
      const there = perSpike(e[cell(n, j, l)]!, counts[j]!, counts[l]!);
      const back = perSpike(e[cell(n, l, j)]!, counts[l]!, counts[j]!);
      sum += there * back;
    }
    return 1 / (1 - (strength / threshold) ** 2 * sum);
  });
}
