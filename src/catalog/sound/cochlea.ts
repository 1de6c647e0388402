/**
 * Lyon's passive cochlea as a bank of filters: a cascade of notch filters along the basilar membrane,
 * each channel being what is left after its stage.
 *
 *   bandwidth(f) = √(f² + E_b²)/Q,  E_b = 1000 Hz, Q = 8
 *   stage n: zeros at f_n + 1.5·step·bandwidth with Q 5·f/bandwidth, poles at f_n with Q f_n/bandwidth,
 *            gain at 0 Hz f_{n−1}/f_n;  in front a differentiator at 300 Hz and a compensator
 *
 * Published with a step of Q/32 = 0.25, which gives 78 channels at 12.5 kHz (the inputs of ST-RSBP)
 * and 64 at 8 kHz; here the step is what makes the wanted number of channels fit.
 * Only magnitudes are kept: rectification, gain control and the differences of neighbours are left out,
 * because energies per frame are taken, and these are compressed afterwards.
 * Source: Lyon 1982, ICASSP, doi 10.1109/ICASSP.1982.1171644; design formulas of Slaney 1988, "Lyon's
 * cochlear model", Apple technical report 13.
 */
const BREAK_HZ = 1000;
const EAR_Q = 8;
const ZERO_OFFSET = 1.5;
const ZERO_SHARPNESS = 5;
const PRE_EMPHASIS_HZ = 300;

/** A filter of up to two zeros and two poles: b0 + b1 z⁻¹ + b2 z⁻² over 1 + a1 z⁻¹ + a2 z⁻². */
interface Stage {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

export interface Cochlea {
  /** Centres in Hz, ascending. */
  readonly centresHz: Float64Array;
  /** |H|² of each channel at a frequency, in the order of the centres. */
  response(hz: number, out: Float64Array): void;
}

/** @param rateHz sample rate it is designed for; its highest channel lies just below half of that */
export function createCochlea(nChannels: number, rateHz: number): Cochlea {
  const descending = centres(nChannels, rateHz);
  const stages = [...front(descending, rateHz), ...cascade(descending, rateHz)];
  return {
    centresHz: descending.hz.toReversed(),
    response: (hz, out) => {
      const omega = (2 * Math.PI * hz) / rateHz;
      let power = 1;
      stages.forEach((stage, index) => {
        power *= powerAt(stage, omega);
        if (index >= FRONT_STAGES) out[nChannels - 1 - (index - FRONT_STAGES)] = power;
      });
    },
  };
}

const FRONT_STAGES = 2;

interface Centres {
  readonly hz: Float64Array;
  readonly topHz: number;
  readonly step: number;
}

const breadth = (hz: number): number => Math.hypot(hz, BREAK_HZ);
const bandwidthHz = (hz: number): number => breadth(hz) / EAR_Q;

/** Centres from the highest to the lowest, a step of bandwidth apart. */
function centres(nChannels: number, rateHz: number): Centres {
  // Below this the poles of a stage would not ring any more: Q < 1/2.
  const lowHz = BREAK_HZ / Math.sqrt(4 * EAR_Q ** 2 - 1);
  let step = EAR_Q / 32;
  let topHz = rateHz / 2;
  // The top leaves room for the zeros of the first stage, which depends on the step itself.
  for (let round = 0; round < 20; round++) {
    topHz = rateHz / 2 - bandwidthHz(rateHz / 2) * step * (ZERO_OFFSET - 1);
    const span = Math.log(topHz + breadth(topHz)) - Math.log(lowHz + breadth(lowHz));
    step = (EAR_Q * span) / nChannels;
  }
  const sum = topHz + breadth(topHz);
  const hz = Float64Array.from({ length: nChannels }, (_, index) => {
    const shrink = Math.exp(((index + 1) * step) / EAR_Q);
    return (sum / shrink - (shrink * BREAK_HZ ** 2) / sum) / 2;
  });
  return { hz, topHz, step };
}

/** Stages of the cascade, from the highest centre to the lowest. */
function cascade({ hz, step }: Centres, rateHz: number): Stage[] {
  return Array.from(hz, (centreHz, index) => {
    const widthHz = bandwidthHz(centreHz);
    const zeroHz = centreHz + widthHz * step * ZERO_OFFSET;
    const zeros = pair(zeroHz, (ZERO_SHARPNESS * zeroHz) / widthHz, rateHz);
    const poles = pair(centreHz, centreHz / widthHz, rateHz);
    // The first stage has no neighbour above and takes the gain of the second.
    const at = Math.max(1, index);
    const gain = hz.length === 1 ? 1 : hz[at - 1]! / hz[at]!;
    return withGain({ b: [1, ...zeros], a: poles }, gain, 0);
  });
}

function front({ hz, topHz }: Centres, rateHz: number): Stage[] {
  const quarter = Math.PI / 2;
  const decay = Math.exp((-2 * Math.PI * PRE_EMPHASIS_HZ) / rateHz);
  const [first = topHz] = hz;
  const poles = pair(topHz, first / bandwidthHz(first), rateHz);
  return [
    withGain({ b: [0, 1, -decay], a: [0, 0] }, 1, quarter),
    withGain({ b: [1, 0, -1], a: poles }, 1, quarter),
  ];
}

/** Coefficients of z⁻¹ and z⁻² for a pair of roots at a frequency, as sharp as Q says. */
function pair(hz: number, q: number, rateHz: number): [number, number] {
  const radius = Math.exp((-Math.PI * hz) / rateHz / q);
  const angle = ((2 * Math.PI * hz) / rateHz) * Math.sqrt(Math.max(0, 1 - 1 / (4 * q ** 2)));
  return [-2 * radius * Math.cos(angle), radius ** 2];
}

/** The stage with this magnitude at an angular frequency (radians a sample). */
function withGain(stage: Stage, gain: number, omega: number): Stage {
  const factor = gain / Math.sqrt(powerAt(stage, omega));
  const [b0, b1, b2] = stage.b;
  return { b: [b0 * factor, b1 * factor, b2 * factor], a: stage.a };
}

function powerAt({ b, a }: Stage, omega: number): number {
  return squared(b[0], b[1], b[2], omega) / squared(1, a[0], a[1], omega);
}

/** |c0 + c1·e^{−iω} + c2·e^{−2iω}|². */
function squared(c0: number, c1: number, c2: number, omega: number): number {
  const re = c0 + c1 * Math.cos(omega) + c2 * Math.cos(2 * omega);
  const im = c1 * Math.sin(omega) + c2 * Math.sin(2 * omega);
  return re * re + im * im;
}
