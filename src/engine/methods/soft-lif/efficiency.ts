/**
 * Energy of spiking inference beside that of the same network computed once (method spec §6).
 *
 *   ANN  F = 2·Σ_l S_l + Σ_l N_l                      FLOP: 2 a connection, 1 a neuron
 *   SNN  E = 2·S_0 + T·(0.08·Σ_{l≥1} S_l·R_l + 0.25·Σ_l N_l/dt)      in units of a FLOP's energy
 *
 * S_l: synapses that leave layer l (0: the image), R_l its mean rate, T the presentation. The image's
 * own connections are charged once, as FLOPs: their input does not change.
 * Source: Hunsberger's thesis, "Spiking Deep Networks"; its table needs the term 2·S_0 that its
 * formula leaves out.
 */

export interface EnergyModel {
  readonly flopPerConnection: number;
  readonly flopPerNeuron: number;
  /** Energy of a synaptic event and of a neuron's update, in FLOP. */
  readonly synapticEvent: number;
  readonly neuronUpdate: number;
}

export const ENERGY_MODEL: EnergyModel = {
  flopPerConnection: 2,
  flopPerNeuron: 1,
  synapticEvent: 0.08,
  neuronUpdate: 0.25,
};

export interface EfficiencyInput {
  /** Neurons of each spiking layer. */
  readonly neurons: readonly number[];
  /** Synapses that leave the image, then each spiking layer. */
  readonly synapsesOut: readonly number[];
  /** Mean rate of each spiking layer. */
  readonly ratesHz: readonly number[];
  readonly presentationS: number;
  readonly dtS: number;
}

export interface Efficiency {
  /** Of one pass of the static network. */
  readonly flops: number;
  readonly synopsPerS: number;
  readonly updatesPerS: number;
  /** Of one presentation, in FLOP. */
  readonly energy: number;
  /** flops / energy: above 1 the spiking network is cheaper. */
  readonly efficiency: number;
  readonly spikesPerImage: number;
  readonly meanRateHz: number;
}

export function efficiencyOf(input: EfficiencyInput, model = ENERGY_MODEL): Efficiency {
  const { neurons, synapsesOut, ratesHz, presentationS, dtS } = input;
  const count = sum(neurons);
  const spikesPerS = sum(neurons.map((n, layer) => n * (ratesHz[layer] ?? 0)));
  const synopsPerS = sum(ratesHz.map((rate, layer) => rate * (synapsesOut[layer + 1] ?? 0)));
  const updatesPerS = count / dtS;
  const flops = model.flopPerConnection * sum(synapsesOut) + model.flopPerNeuron * count;
  const energy =
    model.flopPerConnection * (synapsesOut[0] ?? 0) +
    presentationS * (model.synapticEvent * synopsPerS + model.neuronUpdate * updatesPerS);
  return {
    flops,
    synopsPerS,
    updatesPerS,
    energy,
    efficiency: flops / energy,
    spikesPerImage: spikesPerS * presentationS,
    meanRateHz: spikesPerS / count,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
