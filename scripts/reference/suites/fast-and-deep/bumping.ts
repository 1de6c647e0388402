import { NO_BUMP, bumpWeights, nextBump } from '#engine/methods/fast-and-deep/bumping.ts';
import type { BumpingCase, Times } from './fields.ts';
import { flat } from './fields.ts';
import type { Tally } from './tally.ts';

/** Which layer is bumped, by how much, and all weights, batch after batch. */
export function measureBumping(own: BumpingCase, index: number, tally: Tally): void {
  const weights = own.weights_before.map(flat);
  const settings = {
    value: own.bump_value,
    maxMissing: own.max_num_missing_spikes,
    exponential: own.exponential,
    targeted: own.targeted,
  };
  const line = { engine: 'float64 reference', caseId: String(index), tolerance: 0 } as const;
  let state = { ...NO_BUMP, value: own.bump_value };
  for (const batch of own.batches) {
    const missing = [...batch.hidden_times, batch.label_times].map(missingOf);
    const next = nextBump(missing, batch.label_times.length, state, settings);
    state = { ...next };
    if (next.layer >= 0) {
      const counts = missing[next.layer]!;
      bumpWeights(weights[next.layer]!, counts.length, counts, next.value, own.targeted);
    }
    tally.compare({
      ...line,
      quantity: 'bumped layers and sizes',
      got: [next.layer, next.layer < 0 ? 1 : 0, next.value],
      expected: [
        batch.bumped_layer ?? -1,
        batch.optimizer_step_done ? 1 : 0,
        batch.bump_value_after,
      ],
    });
    batch.weights_after.forEach((expected, l) => {
      tally.compare({ ...line, quantity: 'weights', got: weights[l]!, expected: flat(expected) });
    });
  }
}

/** Samples without a spike, by neuron. */
function missingOf(times: Times): number[] {
  const n = times[0]?.length ?? 0;
  return Array.from({ length: n }, (_, j) =>
    times.reduce((sum, row) => sum + (row[j] === null ? 1 : 0), 0),
  );
}
