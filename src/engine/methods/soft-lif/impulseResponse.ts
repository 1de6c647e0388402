/**
 * Steady response of synapses to a regular train of unit impulses of period p, at time t after the
 * last one, 0 ≤ t ≤ p (method spec §3). Each has the mean 1/p over a period. Times in seconds.
 */

/** Exponents beyond which the code of the method leaves a term out. */
const NEGLIGIBLE = 100;

/** s1: exponential synapse. */
export function exponentialResponse(t: number, period: number, tauS: number): number {
  return Math.exp(-t / tauS) / (tauS * -Math.expm1(-period / tauS));
}

/** s2: alpha synapse. */
export function alphaResponse(t: number, period: number, tauS: number): number {
  if (t > NEGLIGIBLE * tauS) return 0;
  const r = -Math.expm1(-period / tauS);
  return (Math.exp(-t / tauS) / tauS ** 2) * (t / r + wrapped(period, tauS) / r ** 2);
}

/** s3: alpha synapse followed by a membrane of time constant `tauRc`, which must differ from `tauS`. */
export function alphaMembraneResponse(
  t: number,
  period: number,
  tauS: number,
  tauRc: number,
): number {
  const d = tauRc - tauS;
  const membrane = Math.exp(-t / tauRc) / -Math.expm1(-period / tauRc);
  if (t > NEGLIGIBLE * tauS) return (tauRc / d ** 2) * membrane;
  const r = -Math.expm1(-period / tauS);
  const synapse = Math.exp(-t / tauS);
  return (
    (tauRc / d ** 2) * (membrane - synapse / r) -
    (synapse * (t * r + wrapped(period, tauS))) / (d * tauS * r ** 2)
  );
}

/** p·E: what earlier impulses leave. */
function wrapped(period: number, tauS: number): number {
  return period > NEGLIGIBLE * tauS ? 0 : period * Math.exp(-period / tauS);
}
