/**
 * Sound as the logarithm of energies in mel bands, over frames that cover a fixed time.
 *
 *   mel(f) = 2595 log₁₀(1 + f / 700)        E[t, b] = ln(10⁻⁶ + Σ_k w_b(k) |X_t(k)|²)
 *
 * X_t: Fourier transform of frame t under a Hann window; w_b: triangles evenly spaced in mel, each
 * reaching from its left neighbour's peak to its right one's. Silence follows sound that is too short.
 * Source: Davis & Mermelstein 1980, doi:10.1109/TASSP.1980.1163420; mel scale of O'Shaughnessy 1987.
 */
export interface LogMelOptions {
  readonly sampleRateHz: number;
  readonly durationMs: number;
  readonly nFrames: number;
  readonly nBands: number;
  /** Upper end of the highest band. */
  readonly topHz: number;
}

export interface LogMel {
  /** Samples of sound it looks at. */
  readonly length: number;
  /** Writes `[nFrames, nBands]`. */
  analyse(sound: Float32Array, out: Float32Array): void;
}

const FLOOR = 1e-6;
const LOWEST_HZ = 60;

const melOf = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const hzOf = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

export function createLogMel(options: LogMelOptions): LogMel {
  const { sampleRateHz, durationMs, nFrames, nBands, topHz } = options;
  const length = Math.round((durationMs / 1000) * sampleRateHz);
  const hop = length / nFrames;
  // Frames overlap by half, and are at least 16 ms long so that low bands are told apart.
  const wanted = Math.max(2 * hop, 0.016 * sampleRateHz);
  const size = 2 ** Math.max(5, Math.ceil(Math.log2(wanted)));
  const window = Float64Array.from(
    { length: size },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size),
  );
  const peaks = Float64Array.from({ length: nBands + 2 }, (_, band) => {
    const low = melOf(LOWEST_HZ);
    return (hzOf(low + ((melOf(topHz) - low) * band) / (nBands + 1)) * size) / sampleRateHz;
  });
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const power = new Float64Array(size / 2 + 1);

  const analyse: LogMel['analyse'] = (sound, out) => {
    for (let frame = 0; frame < nFrames; frame++) {
      const start = Math.round((frame + 0.5) * hop - size / 2);
      for (let i = 0; i < size; i++) {
        const at = start + i;
        re[i] = at < 0 || at >= length ? 0 : (sound[at] ?? 0) * window[i]!;
        im[i] = 0;
      }
      fourier(re, im);
      for (let k = 0; k < power.length; k++) power[k] = re[k]! * re[k]! + im[k]! * im[k]!;
      for (let band = 0; band < nBands; band++)
        out[frame * nBands + band] = Math.log(FLOOR + bandEnergy(power, peaks, band));
    }
  };
  return { length, analyse };
}

function bandEnergy(power: Float64Array, peaks: Float64Array, band: number): number {
  const low = peaks[band]!;
  const peak = peaks[band + 1]!;
  const high = peaks[band + 2]!;
  let energy = 0;
  let weights = 0;
  for (let k = Math.max(0, Math.ceil(low)); k <= high && k < power.length; k++) {
    const weight = k < peak ? (k - low) / (peak - low) : (high - k) / (high - peak);
    energy += weight * power[k]!;
    weights += weight;
  }
  // A band narrower than the resolution takes the bin nearest its peak.
  return weights > 0 ? energy / weights : power[Math.min(power.length - 1, Math.round(peak))]!;
}

/** Discrete Fourier transform in place; the length is a power of two. Cooley & Tukey 1965. */
function fourier(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  for (let half = 1; half < n; half *= 2) {
    for (let k = 0; k < half; k++) {
      const angle = (-Math.PI * k) / half;
      const c = Math.cos(angle);
      const s = Math.sin(angle);
      for (let at = k; at < n; at += 2 * half) {
        const other = at + half;
        const x = re[other]! * c - im[other]! * s;
        const y = re[other]! * s + im[other]! * c;
        re[other] = re[at]! - x;
        im[other] = im[at]! - y;
        re[at]! += x;
        im[at]! += y;
      }
    }
  }
}
