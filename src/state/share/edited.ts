/** Whether the document holds work that exists nowhere else. */
import type { Experiment } from '#model/experiment.ts';
import { experimentStore } from '../experimentStore.ts';

let baseline = contentOf(experimentStore.getState().experiment);

/** The document as it is now was opened from somewhere, or has been saved. */
export function markUnedited(): void {
  baseline = contentOf(experimentStore.getState().experiment);
}

export function isEdited(): boolean {
  return contentOf(experimentStore.getState().experiment) !== baseline;
}

/** Everything but the place somebody is looking at. */
export function contentOf(experiment: Experiment): string {
  return JSON.stringify({ ...experiment, view: null });
}
