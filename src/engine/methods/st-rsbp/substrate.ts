/** The weights of a network as a substrate has them, and what it does to spikes between layers. */
import type { Substrate, WeightBlock } from '../shared/substrate.ts';
import { createSubstrate } from '../shared/substrate.ts';
import type { Kernel, LayerMemory } from './kernelPlan.ts';
import { TILE } from './kernelPlan.ts';
import type { DocumentPlan } from './plan.ts';

export function substrateOf(kernel: Kernel, plan: DocumentPlan, dtMs: number): Substrate {
  const inner = createSubstrate(
    kernel.memory.layers.map((layer, index) => ({
      id: plan.layers[index]!.id,
      neurons: layer.plan.units,
      blocks: blocksOf(layer),
    })),
  );
  let sample = -1;
  if (kernel.plan.transmits === true) {
    kernel.transmission = (layer) => {
      // Each sample of a batch begins with what its input sends.
      if (layer < 0) sample++;
      const id = plan.layers[layer]?.id ?? plan.inputIds[0] ?? '';
      const arrival = inner.arrivals(id, sample);
      return arrival === null ? null : (step) => Math.round(arrival(step * dtMs) / dtMs);
    };
  }
  return {
    ...inner,
    begin: (effects, presentation) => {
      sample = -1;
      inner.begin(effects, presentation);
    },
  };
}

function blocksOf({ fanIn, weights, synapses, plan }: LayerMemory): WeightBlock[] {
  const perTile = fanIn * TILE;
  const rows: WeightBlock = {
    values: weights.values,
    gradient: weights.gradient,
    neuronOf: (place) => Math.floor(place / perTile) * TILE + (place % TILE),
  };
  if (synapses === null) return [rows];
  const targets = synapses.targets.values.slice();
  return [
    rows,
    {
      values: synapses.weights.values,
      gradient: synapses.weights.gradient,
      isFixed: !plan.trainsSynapses,
      neuronOf: (place) => targets[place] ?? plan.units,
    },
  ];
}
