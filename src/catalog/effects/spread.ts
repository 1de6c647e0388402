/** Least share of its nominal value that a constant can have: none becomes zero or negative. */
const LEAST_FACTOR = 0.1;

/** 1 + σz, at least `LEAST_FACTOR`: what a neuron's constant is multiplied by. */
export function spreadFactor(normal: number, spread: number): number {
  return Math.max(LEAST_FACTOR, 1 + spread * normal);
}
