/** The moments of one update of `adam`; `step` counts from 1. */
export interface AdamOptions {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly step: number;
  /** Decoupled weight decay per unit of rate (Loshchilov and Hutter 2019); 0 is plain Adam. */
  readonly weightDecay: number;
}

/** In place: w := w − rate · g. */
export function sgd(w: Float64Array, g: Float64Array, rate: number): void {
  for (let i = 0; i < w.length; i++) w[i]! -= rate * g[i]!;
}

/** In place: m := friction · m + g; w := w − rate · m, or − rate · (g + friction · m) with Nesterov. */
export function momentum(
  w: Float64Array,
  g: Float64Array,
  m: Float64Array,
  rate: number,
  friction: number,
  nesterov: boolean,
): void {
  for (let i = 0; i < w.length; i++) {
    m[i] = friction * m[i]! + g[i]!;
    w[i]! -= rate * (nesterov ? g[i]! + friction * m[i]! : m[i]!);
  }
}

/** In place: Kingma and Ba 2015, algorithm 1, with the decoupled decay taken before the step. */
export function adam(
  w: Float64Array,
  g: Float64Array,
  m: Float64Array,
  v: Float64Array,
  { rate, beta1, beta2, epsilon, step, weightDecay }: AdamOptions,
): void {
  for (let i = 0; i < w.length; i++) {
    m[i] = beta1 * m[i]! + (1 - beta1) * g[i]!;
    v[i] = beta2 * v[i]! + (1 - beta2) * g[i]! ** 2;
    const first = m[i]! / (1 - beta1 ** step);
    const second = v[i]! / (1 - beta2 ** step);
    w[i] = w[i]! * (1 - rate * weightDecay) - (rate * first) / (Math.sqrt(second) + epsilon);
  }
}
