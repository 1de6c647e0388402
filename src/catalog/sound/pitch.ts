/**
 * Scales of pitch, on which the filters of a bank are evenly spaced.
 *
 *   mel(f) = 2595·log₁₀(1 + f/700)                O'Shaughnessy 1987, "Speech communication", p. 150
 *   erbRate(f) = 21.4·log₁₀(1 + 0.00437·f)        Glasberg & Moore 1990, doi 10.1016/0378-5955(90)90170-T
 *   erb(f) = 24.7·(1 + 0.00437·f)                 width in Hz of the ear's filter at f, same source
 */
export const melOf = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
export const hzOfMel = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

export const erbRateOf = (hz: number): number => 21.4 * Math.log10(1 + 0.00437 * hz);
export const hzOfErbRate = (rate: number): number => (10 ** (rate / 21.4) - 1) / 0.00437;
export const erbHz = (hz: number): number => 24.7 * (1 + 0.00437 * hz);
