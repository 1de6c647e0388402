/** y[M, N] = x[M, K] · w[K, N] + bias[N]. */
export function denseForward(
  x: Float64Array,
  w: Float64Array,
  bias: Float64Array | null,
  m: number,
  k: number,
  n: number,
): Float64Array {
  const y = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = bias ? bias[j]! : 0;
      for (let l = 0; l < k; l++) sum += x[i * k + l]! * w[l * n + j]!;
      y[i * n + j] = sum;
    }
  }
  return y;
}

/** gw[K, N] = x[M, K]ᵀ · gy[M, N]. */
export function denseGradWeights(
  x: Float64Array,
  gy: Float64Array,
  m: number,
  k: number,
  n: number,
): Float64Array {
  const gw = new Float64Array(k * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      for (let j = 0; j < n; j++) gw[l * n + j]! += x[i * k + l]! * gy[i * n + j]!;
    }
  }
  return gw;
}

/** gx[M, K] = gy[M, N] · w[K, N]ᵀ. */
export function denseGradInput(
  gy: Float64Array,
  w: Float64Array,
  m: number,
  k: number,
  n: number,
): Float64Array {
  const gx = new Float64Array(m * k);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += gy[i * n + j]! * w[l * n + j]!;
      gx[i * k + l] = sum;
    }
  }
  return gx;
}

/** out[N] = Σ_m x[m, N]. */
export function columnSum(x: Float64Array, m: number, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j]! += x[i * n + j]!;
  return out;
}
