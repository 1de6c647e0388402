/** Adam's numbers (§7). */
export interface AdamSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * One step of Adam in place, bias-corrected: w ← w − η m̂/(√v̂ + ε); then w into [−limit, limit].
 * @param update counted from 1
 * Source: Kingma & Ba, "Adam", ICLR 2015, algorithm 1.
 */
export function adamStep(
  weights: Float64Array,
  gradient: Float64Array,
  first: Float64Array,
  second: Float64Array,
  update: number,
  { learningRate, beta1, beta2, epsilon }: AdamSettings,
  limit = Infinity,
): void {
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i]!;
    const m = beta1 * first[i]! + (1 - beta1) * g;
    const v = beta2 * second[i]! + (1 - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    const mean = m / (1 - beta1 ** update);
    const spread = Math.sqrt(v / (1 - beta2 ** update));
    const weight = weights[i]! - (learningRate * mean) / (spread + epsilon);
    weights[i] = Math.min(limit, Math.max(-limit, weight));
  }
}
