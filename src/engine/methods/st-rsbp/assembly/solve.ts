// Ωᵀ λ = f for a recurrent layer: Ω_pp = diagonal[p], Ω_ip = −coupling of the synapse p → i.

/** out = λ − D⁻¹ B λ, row p: (D_p λ_p − Σ_k coupling[k] λ_target) / D_p */
function scaledProduct(
  starts: i32, targets: i32, coupling: i32, diagonal: i32, n: i32, x: i32, out: i32,
): void {
  for (let p = 0; p < n; p++) {
    let sum: f64 = 0;
    const last = load<i32>(starts + ((p + 1) << 2));
    for (let k = load<i32>(starts + (p << 2)); k < last; k++)
      sum += load<f64>(coupling + (k << 3)) * load<f64>(x + (load<i32>(targets + (k << 2)) << 3));
    store<f64>(
      out + (p << 3),
      load<f64>(x + (p << 3)) - sum / load<f64>(diagonal + (p << 3)),
    );
  }
}

function dot(a: i32, b: i32, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n << 3; i += 8) sum += load<f64>(a + i) * load<f64>(b + i);
  return sum;
}

/**
 * BiCGSTAB (van der Vorst 1992) on the rows divided by the diagonal.
 *
 * @param scratch 7·n
 * @returns the residual of the divided rows, ‖f − Aλ‖ / ‖f‖, computed from λ; 0 when f is 0
 */
export function solveSparse(
  starts: i32, targets: i32, coupling: i32, diagonal: i32, f: i32, n: i32, iterations: i32,
  tolerance: f64, scratch: i32, x: i32,
): f64 {
  const bytes = n << 3;
  const b = scratch;
  const r = b + bytes;
  const shadow = r + bytes;
  const p = shadow + bytes;
  const v = p + bytes;
  const s = v + bytes;
  const t = s + bytes;
  for (let i = 0; i < bytes; i += 8)
    store<f64>(b + i, load<f64>(f + i) / load<f64>(diagonal + i));
  const size = Math.sqrt(dot(b, b, n));
  memory.fill(x, 0, bytes);
  if (size == 0) return 0;
  memory.copy(r, b, bytes);
  memory.copy(shadow, b, bytes);
  memory.copy(p, b, bytes);
  let rho = dot(shadow, r, n);
  for (let round = 0; round < iterations; round++) {
    scaledProduct(starts, targets, coupling, diagonal, n, p, v);
    const alpha = rho / dot(shadow, v, n);
    for (let i = 0; i < bytes; i += 8)
      store<f64>(s + i, load<f64>(r + i) - alpha * load<f64>(v + i));
    scaledProduct(starts, targets, coupling, diagonal, n, s, t);
    const square = dot(t, t, n);
    const omega = square > 0 ? dot(t, s, n) / square : 0;
    for (let i = 0; i < bytes; i += 8) {
      store<f64>(x + i, load<f64>(x + i) + alpha * load<f64>(p + i) + omega * load<f64>(s + i));
      store<f64>(r + i, load<f64>(s + i) - omega * load<f64>(t + i));
    }
    // Not a number ends it as well: the comparison fails.
    if (!(Math.sqrt(dot(r, r, n)) > tolerance * size)) break;
    const next = dot(shadow, r, n);
    const beta = (next / rho) * (alpha / omega);
    rho = next;
    for (let i = 0; i < bytes; i += 8) {
      const moved = load<f64>(p + i) - omega * load<f64>(v + i);
      store<f64>(p + i, load<f64>(r + i) + beta * moved);
    }
  }
  scaledProduct(starts, targets, coupling, diagonal, n, x, t);
  for (let i = 0; i < bytes; i += 8) store<f64>(t + i, load<f64>(b + i) - load<f64>(t + i));
  return Math.sqrt(dot(t, t, n)) / size;
}

/**
 * The same system by elimination with partial pivoting.
 *
 * @param matrix n·(n + 1), scratch
 * @returns the smallest pivot's size; 0 when Ω is singular, and then x is not set
 */
export function solveDense(
  starts: i32, targets: i32, coupling: i32, diagonal: i32, f: i32, n: i32, matrix: i32, x: i32,
): f64 {
  const row = (n + 1) << 3;
  memory.fill(matrix, 0, n * row);
  for (let p = 0; p < n; p++) {
    const own = matrix + p * row;
    store<f64>(own + (p << 3), load<f64>(diagonal + (p << 3)));
    store<f64>(own + (n << 3), load<f64>(f + (p << 3)));
    const last = load<i32>(starts + ((p + 1) << 2));
    for (let k = load<i32>(starts + (p << 2)); k < last; k++) {
      const at = own + (load<i32>(targets + (k << 2)) << 3);
      store<f64>(at, load<f64>(at) - load<f64>(coupling + (k << 3)));
    }
  }
  let smallest: f64 = Infinity;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    let largest: f64 = -1;
    for (let i = c; i < n; i++) {
      const size = Math.abs(load<f64>(matrix + i * row + (c << 3)));
      if (size > largest) {
        largest = size;
        pivot = i;
      }
    }
    if (!(largest > 0)) return 0;
    smallest = Math.min(smallest, largest);
    const head = matrix + c * row;
    if (pivot != c) swapRows(head, matrix + pivot * row, row);
    const per = 1 / load<f64>(head + (c << 3));
    for (let i = c + 1; i < n; i++) {
      const own = matrix + i * row;
      const factor = load<f64>(own + (c << 3)) * per;
      if (factor == 0) continue;
      for (let at = c << 3; at < row; at += 8)
        store<f64>(own + at, load<f64>(own + at) - factor * load<f64>(head + at));
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    const own = matrix + i * row;
    let sum = load<f64>(own + (n << 3));
    for (let j = i + 1; j < n; j++) sum -= load<f64>(own + (j << 3)) * load<f64>(x + (j << 3));
    store<f64>(x + (i << 3), sum / load<f64>(own + (i << 3)));
  }
  return smallest;
}

function swapRows(a: i32, b: i32, bytes: i32): void {
  for (let at = 0; at < bytes; at += 8) {
    const kept = load<f64>(a + at);
    store<f64>(a + at, load<f64>(b + at));
    store<f64>(b + at, kept);
  }
}
