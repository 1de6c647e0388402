/** Which spikes an update moved, made and took away. Pure. */
import type { LayerActivity } from '#protocol/frame.ts';

export interface MovedSpike {
  readonly layerId: string;
  readonly neuron: number;
  /** Steps; null before for one that appeared, null after for one that vanished. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface Ghost {
  /** Those that are not where they were. */
  readonly changes: readonly MovedSpike[];
  readonly moved: number;
  readonly appeared: number;
  readonly vanished: number;
  readonly same: number;
}

/** Closer times are the same spike at the same place. */
const SAME_STEPS = 1e-3;
/** A spike that would have moved by more than this share of the presentation is another one. */
const FARTHEST_SHARE = 0.25;

/** Pairs each neuron's spikes by nearness in time; those of layers that only one side has are left out. */
export function compareSpikes(
  before: readonly LayerActivity[],
  after: readonly LayerActivity[],
  steps: number,
): Ghost {
  const changes: MovedSpike[] = [];
  let same = 0;
  for (const layer of after) {
    const old = before.find(({ id }) => id === layer.id);
    if (old === undefined) continue;
    const trains = [trainsOf(old), trainsOf(layer)] as const;
    for (const neuron of new Set([...trains[0].keys(), ...trains[1].keys()])) {
      const pairs = pairedTimes(
        trains[0].get(neuron) ?? [],
        trains[1].get(neuron) ?? [],
        FARTHEST_SHARE * steps,
      );
      for (const [from, to] of pairs) {
        if (from !== null && to !== null && Math.abs(from - to) <= SAME_STEPS) same++;
        else changes.push({ layerId: layer.id, neuron, before: from, after: to });
      }
    }
  }
  return {
    changes,
    same,
    moved: changes.filter((own) => own.before !== null && own.after !== null).length,
    appeared: changes.filter((own) => own.before === null).length,
    vanished: changes.filter((own) => own.after === null).length,
  };
}

function trainsOf({ neurons, times }: LayerActivity): Map<number, number[]> {
  const trains = new Map<number, number[]>();
  neurons.forEach((neuron, i) => {
    const own = trains.get(neuron);
    if (own === undefined) trains.set(neuron, [times[i]!]);
    else own.push(times[i]!);
  });
  return trains;
}

/** The nearest pair first, then the next nearest of what is left. */
function pairedTimes(
  before: readonly number[],
  after: readonly number[],
  farthest: number,
): (readonly [number | null, number | null])[] {
  const candidates = before.flatMap((from, i) =>
    after.map((to, j) => ({ i, j, distance: Math.abs(from - to) })),
  );
  candidates.sort((a, b) => a.distance - b.distance);
  const left = new Set(before.keys());
  const right = new Set(after.keys());
  const pairs: (readonly [number | null, number | null])[] = [];
  for (const { i, j, distance } of candidates) {
    if (distance > farthest || !left.has(i) || !right.has(j)) continue;
    left.delete(i);
    right.delete(j);
    pairs.push([before[i]!, after[j]!]);
  }
  for (const i of left) pairs.push([before[i]!, null]);
  for (const j of right) pairs.push([null, after[j]!]);
  return pairs;
}
