/**
 * One layer of multi-spike neurons in exact time, in float64 and plain loops: the yardstick of the
 * kernel. Sections (§) are those of the method's specification; source: Bacho & Chu, "Exact Error
 * Backpropagation Through Spikes for Precise Training of Spiking Neural Networks" (2022),
 * arXiv:2212.09500.
 *
 *   du/dt = −u/τ + I,   dI/dt = −I/τ_s + Σ_i w_i Σ_z δ(t − t_i^z),   τ = 2τ_s
 *   a spike where u reaches θ from below, then u := u − Δθ
 *
 * Between two events u(t)/τ = b·y − a·y², y = e^{−(t − t₀)/τ}, with a and b relative to the last event
 * at t₀, so that nothing overflows however late it is.
 */

/** Times share one unit, which is the caller's; θ and Δθ are in that of τ times a weight. */
export interface LayerConstants {
  readonly tauSyn: number;
  readonly threshold: number;
  /** What a spike takes off the membrane, Δθ. */
  readonly reset: number;
  readonly maxSpikes: number;
  /** No spike after this time; may be Infinity. */
  readonly tMax: number;
}

/** Spikes of one sample: for every neuron its ascending times, without padding. */
export type SpikeTrains = readonly (readonly number[])[];

export interface OutputSpike {
  readonly time: number;
  /** u′(T), always above 0 (x/E in §4); 0 marks a tangent crossing, see `TANGENT_RATIO`. */
  readonly slope: number;
}

export interface Synapse {
  readonly input: number;
  /** Place of its weight in the layer's weights; filters share theirs. */
  readonly weight: number;
}

/**
 * A crossing with x < 10⁻⁹ b touches the threshold and no more: its derivatives grow without bound, and
 * the backward pass leaves the spike out (§12, 1; the authors' code has no guard).
 */
const TANGENT_RATIO = 1e-9;

interface Incoming {
  readonly time: number;
  readonly weight: number;
}

/** The spikes of one neuron (§3). `incoming` ascends in time. */
export function fire(incoming: readonly Incoming[], constants: LayerConstants): OutputSpike[] {
  const tau = 2 * constants.tauSyn;
  const c = constants.threshold / tau;
  const delta = constants.reset / tau;
  const spikes: OutputSpike[] = [];
  let a = 0;
  let b = 0;
  let last = incoming[0]?.time ?? 0;
  const advance = (time: number): void => {
    const y = Math.exp(-(time - last) / tau);
    a *= y * y;
    b *= y;
    last = time;
  };
  for (const [index, { time, weight }] of incoming.entries()) {
    if (time > constants.tMax) break;
    advance(time);
    a += weight;
    b += weight;
    const end = Math.min(incoming[index + 1]?.time ?? Infinity, constants.tMax);
    for (;;) {
      // §2, relative to `last`: y > 1 lies in the past. No spike needs a > 0, as b·y − a·y² = c > 0.
      const square = b * b - 4 * a * c;
      if (!(a > 0 && b > 0 && square >= 0)) break;
      const x = Math.sqrt(square);
      const y = (b + x) / (2 * a);
      const crossing = last - tau * Math.log(y);
      if (!(y < 1 && crossing <= end)) break;
      spikes.push({ time: crossing, slope: x < TANGENT_RATIO * b ? 0 : x * y });
      a *= y * y;
      b = b * y - delta;
      last = crossing;
      if (spikes.length === constants.maxSpikes) return spikes;
    }
  }
  return spikes;
}

/** All spikes of a layer for one sample; `synapses[j]` are those of neuron j. */
export function forwardLayer(
  inputs: SpikeTrains,
  synapses: readonly (readonly Synapse[])[],
  weights: ArrayLike<number>,
  constants: LayerConstants,
): OutputSpike[][] {
  return synapses.map((own) => {
    const incoming = own.flatMap(({ input, weight }) =>
      (inputs[input] ?? []).map((time) => ({ time, weight: weights[weight] ?? 0 })),
    );
    incoming.sort((left, right) => left.time - right.time);
    return fire(incoming, constants);
  });
}

/** ∂T/∂w of one input spike at t before a spike at T with slope u′: s = T − t. */
export function timeByWeight(s: number, slope: number, tauSyn: number): number {
  if (slope === 0) return 0;
  const tau = 2 * tauSyn;
  return (-tau * (Math.exp(-s / tau) - Math.exp(-s / tauSyn))) / slope;
}

/** ∂T/∂t of an input spike of weight w. */
export function timeByInput(s: number, slope: number, weight: number, tauSyn: number): number {
  if (slope === 0) return 0;
  return (weight * (2 * Math.exp(-s / tauSyn) - Math.exp(-s / (2 * tauSyn)))) / slope;
}

/** ∂T_k/∂T_m of an own spike s = T_k − T_m earlier; `reset` is Δθ. */
export function timeByOwnSpike(s: number, slope: number, reset: number, tauSyn: number): number {
  if (slope === 0) return 0;
  const tau = 2 * tauSyn;
  return ((reset / tau) * Math.exp(-s / tau)) / slope;
}

/** §4, 1: `errors` become total derivatives, the way through the neuron's later spikes included. */
function totalErrors(
  spikes: readonly OutputSpike[],
  errors: readonly number[],
  constants: LayerConstants,
): number[] {
  const tau = 2 * constants.tauSyn;
  const delta = constants.reset / tau;
  const totals = [...errors];
  let sum = 0; // Σ_{m>k} e_m Δ/u′_m e^{−(T_m − T_k)/τ}
  for (let k = spikes.length - 1; k >= 0; k--) {
    const { time, slope } = spikes[k]!;
    const next = spikes[k + 1];
    if (next) sum *= Math.exp(-(next.time - time) / tau);
    totals[k] = totals[k]! + sum;
    if (slope > 0) sum += (totals[k]! * delta) / slope;
  }
  return totals;
}

export interface LayerGradients {
  /** Same places as the layer's weights. */
  readonly weights: Float64Array;
  /** ∂L/∂t of every input spike. */
  readonly inputs: number[][];
  /** ∂L/∂T of every own spike after the recursion. */
  readonly totals: number[][];
}

/** §4: gradients of one sample from ∂L/∂T of each output spike, without its effect on later ones. */
export function backwardLayer(
  inputs: SpikeTrains,
  synapses: readonly (readonly Synapse[])[],
  weights: ArrayLike<number>,
  constants: LayerConstants,
  outputs: readonly (readonly OutputSpike[])[],
  errors: readonly (readonly number[])[],
): LayerGradients {
  const byWeight = new Float64Array(weights.length);
  const byInput = inputs.map((train) => train.map(() => 0));
  const totals = outputs.map((spikes, j) =>
    totalErrors(spikes, (errors[j] ?? []).slice(0, spikes.length), constants),
  );
  synapses.forEach((own, j) => {
    const spikes = outputs[j]!;
    for (const { input, weight } of own) {
      (inputs[input] ?? []).forEach((time, z) => {
        for (const [k, spike] of spikes.entries()) {
          const s = spike.time - time;
          if (!(s > 0)) continue;
          const error = totals[j]![k]!;
          byWeight[weight]! += error * timeByWeight(s, spike.slope, constants.tauSyn);
          byInput[input]![z]! +=
            error * timeByInput(s, spike.slope, weights[weight] ?? 0, constants.tauSyn);
        }
      });
    }
  });
  return { weights: byWeight, inputs: byInput, totals };
}
