// In float64 and in place, n even. The gradient is `scale` · g, and g is zero afterwards: ready for the
// next batch.

/** Σ g². */
export function sumOfSquares(g: i32, n: i32): f64 {
  let sum = f64x2.splat(0);
  for (let o = 0; o < n << 3; o += 16) {
    const value = v128.load(g + o);
    sum = f64x2.add(sum, f64x2.mul(value, value));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** w := w − rate · (g + λ·w). */
export function sgd(w: i32, g: i32, n: i32, scale: f64, rate: f64, weightDecay: f64): void {
  const by = f64x2.splat(scale);
  const step = f64x2.splat(rate);
  const lambda = f64x2.splat(weightDecay);
  const zero = f64x2.splat(0);
  for (let o = 0; o < n << 3; o += 16) {
    const weight = v128.load(w + o);
    const gradient = f64x2.add(f64x2.mul(by, v128.load(g + o)), f64x2.mul(lambda, weight));
    v128.store(w + o, f64x2.sub(weight, f64x2.mul(step, gradient)));
    v128.store(g + o, zero);
  }
}

/** m := μ·m + g + λ·w;  w := w − rate · m. */
export function momentum(
  w: i32, g: i32, m: i32, n: i32, scale: f64, rate: f64, friction: f64, weightDecay: f64,
): void {
  const by = f64x2.splat(scale);
  const step = f64x2.splat(rate);
  const mu = f64x2.splat(friction);
  const lambda = f64x2.splat(weightDecay);
  const zero = f64x2.splat(0);
  for (let o = 0; o < n << 3; o += 16) {
    const weight = v128.load(w + o);
    const gradient = f64x2.add(f64x2.mul(by, v128.load(g + o)), f64x2.mul(lambda, weight));
    const moment = f64x2.add(f64x2.mul(mu, v128.load(m + o)), gradient);
    v128.store(m + o, moment);
    v128.store(w + o, f64x2.sub(weight, f64x2.mul(step, moment)));
    v128.store(g + o, zero);
  }
}

/** Kingma and Ba 2015: c₁, c₂ are 1/(1 − βᵗ); `shrink` · w is taken off the weights first (AdamW). */
export function adam(
  w: i32, g: i32, m: i32, v: i32, n: i32,
  scale: f64, rate: f64, beta1: f64, beta2: f64, epsilon: f64, c1: f64, c2: f64, shrink: f64,
): void {
  const by = f64x2.splat(scale);
  const b1 = f64x2.splat(beta1);
  const b2 = f64x2.splat(beta2);
  const d1 = f64x2.splat(1 - beta1);
  const d2 = f64x2.splat(1 - beta2);
  const eps = f64x2.splat(epsilon);
  const step = f64x2.splat(rate * c1);
  const second2 = f64x2.splat(c2);
  const keep = f64x2.splat(1 - shrink);
  const zero = f64x2.splat(0);
  for (let o = 0; o < n << 3; o += 16) {
    const gradient = f64x2.mul(by, v128.load(g + o));
    const first = f64x2.add(f64x2.mul(b1, v128.load(m + o)), f64x2.mul(d1, gradient));
    const second = f64x2.add(
      f64x2.mul(b2, v128.load(v + o)),
      f64x2.mul(d2, f64x2.mul(gradient, gradient)),
    );
    const size = f64x2.add(f64x2.sqrt(f64x2.mul(second2, second)), eps);
    const move = f64x2.div(f64x2.mul(step, first), size);
    v128.store(m + o, first);
    v128.store(v + o, second);
    v128.store(w + o, f64x2.sub(f64x2.mul(keep, v128.load(w + o)), move));
    v128.store(g + o, zero);
  }
}
