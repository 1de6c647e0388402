/**
 * The continuous LIF neurons of one layer, driven by events in the order of their times. (§2)
 *
 * All neurons of a layer leak alike, so what is stored is y = (v − v∞)·exp(t/τ), v∞ = τ·drive, which
 * only events change: an input of weight w at t adds w·exp(t/τ), and v > v0 where y > (v0 − v∞)exp(t/τ).
 * A neuron whose drive alone would cross the threshold fires at t* = τ ln(y/(v0 − v∞)); such spikes
 * are found when the neuron is next looked at.
 */
import { SpikeBuffer } from './spikeList.ts';

/** exp of more than this is not formed: potentials are put on a new scale before. */
const MOST_EXPONENT = 300;

/** The refractory period, which is the unit of time. */
const T_REF = 1;

export class ContinuousNeurons {
  readonly spikes = new SpikeBuffer();
  /** Whether the drive alone makes some neuron fire. */
  anyDriven = false;

  private readonly y: Float64Array;
  private readonly ready: Float64Array;
  private readonly vInf: Float64Array;
  /** v0 − v∞ */
  private readonly gap: Float64Array;
  private readonly tau: number;
  private readonly v0: number;
  private start = 0;
  private now = 0;
  private scale = 1;

  constructor(size: number, tau: number, v0: number) {
    this.y = new Float64Array(size);
    this.ready = new Float64Array(size);
    this.vInf = new Float64Array(size);
    this.gap = new Float64Array(size);
    this.tau = tau;
    this.v0 = v0;
  }

  /** All potentials zero at t = 0, under a drive per neuron. */
  reset(drive: Float64Array): void {
    this.spikes.clear();
    this.start = 0;
    this.now = 0;
    this.scale = 1;
    this.anyDriven = false;
    for (let j = 0; j < this.y.length; j++) {
      const vInf = this.tau * drive[j]!;
      this.vInf[j] = vInf;
      this.gap[j] = this.v0 - vInf;
      this.y[j] = -vInf;
      this.ready[j] = 0;
      if (vInf > this.v0) this.anyDriven = true;
    }
  }

  /** Goes to the time of the next event. */
  advance(t: number): void {
    if ((t - this.start) / this.tau > MOST_EXPONENT) {
      this.catchUp(0, this.y.length, t);
      const shrink = Math.exp((this.start - t) / this.tau);
      for (let j = 0; j < this.y.length; j++) this.y[j]! *= shrink;
      this.start = t;
    }
    this.now = t;
    this.scale = Math.exp((t - this.start) / this.tau);
  }

  /**
   * An input of weights [from, from + count) to the neurons from `first` on, without a test. Their own
   * spikes up to now must have been found by `catchUp`, once, before the first input of an instant.
   */
  add(weights: Float64Array, from: number, first: number, count: number): void {
    const { y, ready, now, scale } = this;
    for (let k = 0; k < count; k++) {
      const j = first + k;
      if (ready[j]! <= now) y[j]! += weights[from + k]! * scale;
    }
  }

  /** Neurons above the threshold fire. */
  fire(first: number, count: number): void {
    const { y, ready, gap, now, scale } = this;
    for (let j = first; j < first + count; j++) {
      if (y[j]! > gap[j]! * scale && ready[j]! <= now) this.spike(j, now);
    }
  }

  /** `add` and `fire` in one, where no other event happens at the same time. */
  addAndFire(weights: Float64Array, from: number, first: number, count: number): void {
    const { y, ready, gap, now, scale } = this;
    if (this.anyDriven) this.catchUp(first, count);
    for (let k = 0; k < count; k++) {
      const j = first + k;
      if (ready[j]! > now) continue;
      const value = y[j]! + weights[from + k]! * scale;
      y[j] = value;
      if (value > gap[j]! * scale) this.spike(j, now);
    }
  }

  /** Spikes that the drive makes before `t`, by default now, neuron by neuron. */
  catchUp(first: number, count: number, t = this.now): void {
    if (!this.anyDriven) return;
    for (let j = first; j < first + count; j++) {
      if (this.gap[j]! >= 0) continue;
      for (let at = this.crossing(j); at < t; at = this.crossing(j)) this.spike(j, at);
    }
  }

  /** The next spike that the drive makes in any neuron; Infinity for none. */
  nextCrossing(): { readonly neuron: number; readonly t: number } {
    let [neuron, t] = [-1, Infinity];
    for (let j = 0; j < this.y.length; j++) {
      if (this.gap[j]! >= 0) continue;
      const at = this.crossing(j);
      if (at < t) [neuron, t] = [j, at];
    }
    return { neuron, t };
  }

  spike(j: number, t: number): void {
    this.spikes.push(t, j);
    this.ready[j] = t + T_REF;
    this.y[j] = -this.vInf[j]! * Math.exp((t + T_REF - this.start) / this.tau);
  }

  private crossing(j: number): number {
    return this.start + this.tau * Math.log(this.y[j]! / this.gap[j]!);
  }
}
