import { storeLanes } from './partial';

/** w := w − rate · g. */
export function sgd(w: i32, g: i32, n: i32, rate: f32): void {
  const by = f32x4.splat(rate);
  for (let i = 0; i < n; i += 4) {
    const o = i << 2;
    storeLanes(w + o, f32x4.sub(v128.load(w + o), f32x4.mul(by, v128.load(g + o))), n - i);
  }
}

/** m := μ·m + g;  w := w − rate · m, or w − rate · (g + μ·m) with Nesterov's look-ahead. */
export function momentum(
  w: i32, g: i32, m: i32, n: i32, rate: f32, friction: f32, nesterov: i32,
): void {
  const by = f32x4.splat(rate);
  const mu = f32x4.splat(friction);
  for (let i = 0; i < n; i += 4) {
    const o = i << 2;
    const gradient = v128.load(g + o);
    const moment = f32x4.add(f32x4.mul(mu, v128.load(m + o)), gradient);
    const move = nesterov ? f32x4.add(gradient, f32x4.mul(mu, moment)) : moment;
    storeLanes(m + o, moment, n - i);
    storeLanes(w + o, f32x4.sub(v128.load(w + o), f32x4.mul(by, move)), n - i);
  }
}

/**
 * m := β₁m + (1 − β₁)g,  v := β₂v + (1 − β₂)g²,
 * w := w − shrink · w − rate · (c₁m) / (√(c₂v) + ε), the c the caller's bias corrections.
 */
export function adam(
  w: i32, g: i32, m: i32, v: i32, n: i32,
  rate: f32, beta1: f32, beta2: f32, epsilon: f32, correction1: f32, correction2: f32, shrink: f32,
): void {
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const d1 = f32x4.splat(1 - beta1);
  const d2 = f32x4.splat(1 - beta2);
  const eps = f32x4.splat(epsilon);
  const step = f32x4.splat(rate * correction1);
  const c2 = f32x4.splat(correction2);
  const keep = f32x4.splat(1 - shrink);
  for (let i = 0; i < n; i += 4) {
    const o = i << 2;
    const gradient = v128.load(g + o);
    const first = f32x4.add(f32x4.mul(b1, v128.load(m + o)), f32x4.mul(d1, gradient));
    const second = f32x4.add(
      f32x4.mul(b2, v128.load(v + o)),
      f32x4.mul(d2, f32x4.mul(gradient, gradient)),
    );
    const size = f32x4.add(f32x4.sqrt(f32x4.mul(c2, second)), eps);
    const move = f32x4.div(f32x4.mul(step, first), size);
    storeLanes(m + o, first, n - i);
    storeLanes(v + o, second, n - i);
    storeLanes(w + o, f32x4.sub(f32x4.mul(keep, v128.load(w + o)), move), n - i);
  }
}
