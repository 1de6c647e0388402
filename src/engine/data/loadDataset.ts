/** The last few data sets, so that a view, a training run and an undo do not load one again. */
import type { Dataset, DatasetEntry, DatasetIo } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { withDefaults } from '#model/params.ts';
import { createStream } from '#model/random/stream.ts';

/** MNIST is 55 MB; one more lets a person go back and forth between two. */
const KEPT = 3;

export interface DatasetCache {
  /**
   * The data set of an entry; absent parameters take their defaults. Loads that run at the same
   * time share one reading. Throws what the entry throws, and then forgets the attempt.
   */
  load(entry: DatasetEntry, params: ParamValues, seed: number): Promise<Dataset>;
}

export function createDatasetCache(io: DatasetIo): DatasetCache {
  // A Map keeps the order of insertion: the first key is the one unused for longest.
  const kept = new Map<string, Promise<Dataset>>();

  const load = async (entry: DatasetEntry, params: ParamValues, seed: number): Promise<Dataset> => {
    const key = keyOf(entry, params, seed);
    const known = kept.get(key);
    const loading = known ?? loadDataset(entry, params, seed, io);
    kept.delete(key);
    kept.set(key, loading);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    try {
      return await loading;
    } catch (error) {
      if (kept.get(key) === loading) kept.delete(key);
      throw error;
    }
  };
  return { load };
}

/** Load without keeping; the same arguments give the same numbers. */
export function loadDataset(
  entry: DatasetEntry,
  params: ParamValues,
  seed: number,
  io: DatasetIo,
): Promise<Dataset> {
  return entry.load(io, withDefaults(entry.params, params), createStream(seed, 'dataset'));
}

function keyOf(entry: DatasetEntry, params: ParamValues, seed: number): string {
  const values = withDefaults(entry.params, params);
  const used = Object.keys(entry.params).map((name) => values[name]);
  return JSON.stringify([entry.id, used, entry.seeded === true ? seed : null]);
}
