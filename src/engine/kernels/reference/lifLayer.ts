import type { LifCoefficients } from '#model/catalog.ts';
import type { LifLayer } from './lif.ts';

interface LayerSize {
  readonly steps: number;
  readonly batch: number;
  readonly neurons: number;
}

/** The layer of the reference for the engine's constants; `own`, if given, one a neuron. */
export function lifLayerOf(
  { steps, batch, neurons }: LayerSize,
  coefficients: LifCoefficients,
  wRec: Float64Array | null,
  own: readonly LifCoefficients[] | null = null,
): LifLayer {
  const constants = (c: LifCoefficients) => ({
    decayMem: c.decayMem,
    gain: c.inputGain,
    gainAfterSpike: c.inputGainAfterSpike ?? c.inputGain,
    decaySyn: c.decaySyn,
    threshold: c.threshold,
    resetAmount: c.resetSize,
  });
  return {
    ...{ steps, batch, neurons, wRec },
    ...constants(coefficients),
    strictThreshold: coefficients.strictThreshold === true,
    resetKind: coefficients.resetKind,
    refractorySteps: coefficients.refractorySteps,
    spiking: coefficients.spiking,
    own: own?.map(constants) ?? null,
  };
}
