/**
 * The continuous neuron that the coarse cell approximates, from event to event, in float64. (§2)
 *
 *   dv/dt = −v/τ + I + Σ_j w_j Σ_f δ(t − t_j^f)          v > v0: spike, v := 0, deaf for t_ref
 *
 * Between events v ← v∞ + (v − v∞)exp(−Δt/τ), v∞ = τI; a drive with v∞ > v0 crosses the threshold by
 * itself after τ ln((v∞ − v)/(v∞ − v0)). Events of the same instant are summed before the threshold is
 * tested; those of the refractory period are lost. Time is in refractory periods wherever t_ref is 1.
 */
export interface ContinuousParams {
  readonly tau: number;
  readonly v0: number;
  readonly tRef: number;
  /** I */
  readonly drive: number;
  readonly tEnd: number;
}

export interface InputEvent {
  readonly t: number;
  readonly w: number;
}

/** What an event did, and the potential it left before a reset. */
export interface EventRecord {
  readonly t: number;
  readonly v: number;
  readonly what: 'integrate' | 'spike' | 'ignored';
}

export interface ContinuousTrace {
  readonly spikeTimes: readonly number[];
  readonly events: readonly EventRecord[];
  readonly vEnd: number;
}

/** One neuron under events in the order of their times. Events after tEnd are left out. */
export function continuousNeuron(
  params: ContinuousParams,
  inputs: readonly InputEvent[],
): ContinuousTrace {
  const { tau, v0, tRef, drive, tEnd } = params;
  const vInf = tau * drive;
  const spikeTimes: number[] = [];
  const events: EventRecord[] = [];
  let v = 0;
  /** Time at which v holds; while refractory, the time at which that ends. */
  let at = 0;

  const advance = (to: number): void => {
    // The drive alone may fire several times before the next event.
    while (vInf > v0 && at < to) {
      const crossing = at + tau * Math.log((vInf - v) / (vInf - v0));
      if (crossing >= to) break;
      spikeTimes.push(crossing);
      v = 0;
      at = crossing + tRef;
    }
    if (at >= to) return;
    v = vInf + (v - vInf) * Math.exp(-(to - at) / tau);
    at = to;
  };

  for (let i = 0; i < inputs.length;) {
    const { t } = inputs[i]!;
    if (t > tEnd) break;
    let w = 0;
    const first = i;
    for (; i < inputs.length && inputs[i]!.t === t; i++) w += inputs[i]!.w;
    advance(t);
    const deaf = at > t;
    const spikes = !deaf && v + w > v0;
    v = deaf ? 0 : v + w;
    const record = { t, v, what: deaf ? 'ignored' : spikes ? 'spike' : 'integrate' } as const;
    for (let same = first; same < i; same++) events.push(record);
    if (!spikes) continue;
    spikeTimes.push(t);
    v = 0;
    at = t + tRef;
  }
  advance(tEnd);
  return { spikeTimes, events, vEnd: v };
}

/**
 * A dense layer of such neurons: complete spike lists in, complete spike lists out, as connections
 * have no delay. Weights are [out][in]; the bias of a neuron is its drive.
 */
export function continuousLayer(
  params: Omit<ContinuousParams, 'drive'>,
  weights: readonly (readonly number[])[],
  bias: readonly number[] | null,
  inputTimes: readonly (readonly number[])[],
): number[][] {
  const events = inputTimes
    .flatMap((times, j) => times.map((t) => ({ t, j })))
    .sort((a, b) => a.t - b.t);
  return weights.map((row, i) => {
    const inputs = events.map(({ t, j }) => ({ t, w: row[j] ?? 0 }));
    return [...continuousNeuron({ ...params, drive: bias?.[i] ?? 0 }, inputs).spikeTimes];
  });
}
