/**
 * Which recurrent synapses a layer has (§6): neurons on a grid, close ones more likely connected.
 *
 *   P(j → i) = min(1, c·exp(−D²/4)),   D: distance on the grid, c by the labels of j and i
 *
 * The labels, 80 % excitatory, decide the density alone; weights have either sign. A neuron may be
 * connected to itself. Source: the liquid of Maass, Natschläger & Markram 2002, with the constants of
 * Zhang & Li's code.
 */
import type { RandomStream } from '#model/random/stream.ts';
import type { SynapseLists } from './kernelPlan.ts';
import { synapseLists } from './synapses.ts';

/** Extents of the grid in its first two directions; the third follows from the number of neurons. */
export interface Grid {
  readonly width: number;
  readonly height: number;
}

const EXCITATORY_SHARE = 0.8;
const RANGE_SQUARED = 4;
/** c by label of the presynaptic, then of the postsynaptic neuron. */
const CONNECTIVITY = {
  excitatory: { excitatory: 0.45, inhibitory: 0.3 },
  inhibitory: { excitatory: 0.6, inhibitory: 0.15 },
} as const;

/** Draws a layer's synapses; the same stream draws the same ones. */
export function gridSynapses(units: number, grid: Grid, random: RandomStream): SynapseLists {
  const labels = Array.from({ length: units }, () =>
    random.uniform() < EXCITATORY_SHARE ? 'excitatory' : 'inhibitory',
  );
  const place = (index: number): readonly [number, number, number] => [
    index % grid.width,
    Math.floor(index / grid.width) % grid.height,
    Math.floor(index / (grid.width * grid.height)),
  ];
  return synapseLists(units, (pre, post) => {
    const [x, y, z] = place(pre);
    const [x2, y2, z2] = place(post);
    const squared = (x - x2) ** 2 + (y - y2) ** 2 + (z - z2) ** 2;
    const most = CONNECTIVITY[labels[pre]!][labels[post]!];
    return random.uniform() < Math.min(1, most * Math.exp(-squared / RANGE_SQUARED));
  });
}

/** Every synapse, self-connections included, with the same probability. */
export function randomSynapses(units: number, density: number, random: RandomStream): SynapseLists {
  return synapseLists(units, () => random.uniform() < density);
}
