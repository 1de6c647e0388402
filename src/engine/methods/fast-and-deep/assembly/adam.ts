/**
 * m := β₁m + (1 − β₁)g,  v := β₂v + (1 − β₂)g²,
 * w := w − rate · (c₁m) / (√(c₂v) + ε), the c the caller's bias corrections; then w into [−limit, limit].
 * All arrays are float64, 16-byte aligned and padded to an even length.
 */
export function adam(
  w: i32, g: i32, m: i32, v: i32, n: i32,
  rate: f64, beta1: f64, beta2: f64, epsilon: f64, correction1: f64, correction2: f64, limit: f64,
): void {
  const b1 = f64x2.splat(beta1);
  const b2 = f64x2.splat(beta2);
  const d1 = f64x2.splat(1 - beta1);
  const d2 = f64x2.splat(1 - beta2);
  const eps = f64x2.splat(epsilon);
  const step = f64x2.splat(rate * correction1);
  const c2 = f64x2.splat(correction2);
  const high = f64x2.splat(limit);
  const low = f64x2.splat(-limit);
  const bytes = n << 3;
  for (let o = 0; o < bytes; o += 16) {
    const gradient = v128.load(g + o);
    const first = f64x2.add(f64x2.mul(b1, v128.load(m + o)), f64x2.mul(d1, gradient));
    const second = f64x2.add(
      f64x2.mul(b2, v128.load(v + o)),
      f64x2.mul(d2, f64x2.mul(gradient, gradient)),
    );
    const size = f64x2.add(f64x2.sqrt(f64x2.mul(c2, second)), eps);
    const weight = f64x2.sub(v128.load(w + o), f64x2.div(f64x2.mul(step, first), size));
    v128.store(m + o, first);
    v128.store(v + o, second);
    v128.store(w + o, f64x2.min(high, f64x2.max(low, weight)));
  }
}
