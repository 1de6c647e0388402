import { experimentStore, setView } from '#state/experimentStore.ts';
import { runStore } from '#state/runStore.ts';

/** Shows the sample `by` places further in its split, stopping at the ends. */
export function moveSample(by: number): void {
  const { split, sampleIndex } = experimentStore.getState().experiment.view;
  const { load } = runStore.getState();
  if (load === null) return;
  const count = split === 'train' ? load.trainCount : load.testCount;
  setView({ sampleIndex: Math.min(Math.max(0, sampleIndex + by), count - 1) });
}
