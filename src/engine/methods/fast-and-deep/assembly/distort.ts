/**
 * out := weights into [−limit, limit], to the nearest multiple of `step`, halves to even (§12).
 * @param n a multiple of 2
 */
export function roundWeights(weights: i32, n: i32, limit: f64, step: f64, out: i32): void {
  const high = f64x2.splat(limit);
  const low = f64x2.splat(-limit);
  const by = f64x2.splat(step);
  for (let o = 0; o < n << 3; o += 16) {
    const clipped = f64x2.pmin(high, f64x2.pmax(low, v128.load(weights + o)));
    v128.store(out + o, f64x2.mul(f64x2.nearest(f64x2.div(clipped, by)), by));
  }
}
