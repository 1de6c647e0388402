/**
 * The experiment being edited, what its network amounts to, and its history.
 *
 * Every change goes through `edit`, which names it for the undo button. Changes of one gesture (a
 * slider drag, a card drag) share one entry. The view is not part of the history: undo brings the
 * document back, not the place somebody was looking at.
 */
import { temporal } from 'zundo';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { catalog } from '#catalog/index.ts';
import { examples } from '#catalog/examples/index.ts';
import type { Experiment, View } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { forgetMethods } from './methods/memory.ts';

const HISTORY_LIMIT = 100;

export interface ExperimentState {
  readonly experiment: Experiment;
  readonly analysis: NetworkAnalysis;
  /** What led to this state, e.g. "Add Dense LIF"; shown on the undo button. */
  readonly label: string;
}

interface Recorded {
  readonly experiment: Experiment;
  readonly label: string;
}

const first = examples[0];
if (first === undefined) throw new Error('the gallery has no examples');

export const experimentStore = createStore<ExperimentState>()(
  temporal(
    (): ExperimentState => ({
      experiment: first.experiment,
      analysis: analyseNetwork(first.experiment, catalog),
      label: 'Open example',
    }),
    {
      limit: HISTORY_LIMIT,
      partialize: (state): Recorded => ({ experiment: state.experiment, label: state.label }),
      equality: (past, current) => past.experiment === current.experiment,
    },
  ),
);

const history = experimentStore.temporal;
let openGesture: string | null = null;

function put(experiment: Experiment, label: string): void {
  experimentStore.setState({ experiment, label, analysis: analyseNetwork(experiment, catalog) });
}

/**
 * Applies a change and records it under `label`. Changes with the same `gesture` key in a row become
 * one entry, until `endGesture` or another edit.
 */
export function edit(
  label: string,
  change: (experiment: Experiment) => Experiment,
  gesture?: string,
): void {
  const { experiment } = experimentStore.getState();
  const next = change(experiment);
  if (next === experiment) return;
  const continues = gesture !== undefined && gesture === openGesture;
  openGesture = gesture ?? null;
  if (!continues) {
    put(next, label);
    return;
  }
  history.getState().pause();
  put(next, label);
  history.getState().resume();
}

/** Closes the gesture under way, so that the next edit is an entry of its own. */
export function endGesture(): void {
  openGesture = null;
}

/** Changes where the person looks; not recorded. */
export function setView(view: Partial<View>): void {
  const { experiment, label } = experimentStore.getState();
  history.getState().pause();
  put({ ...experiment, view: { ...experiment.view, ...view } }, label);
  history.getState().resume();
}

/** Replaces the whole document; one undo brings the old one back. */
export function openExperiment(experiment: Experiment, label: string): void {
  forgetMethods();
  edit(label, () => experiment);
}

/** Opens the document a page starts with: there is nothing before it to go back to. */
export function openFirst(experiment: Experiment, label: string): void {
  openExperiment(experiment, label);
  history.getState().clear();
}

export function undo(): void {
  travel(() => history.getState().undo());
}

export function redo(): void {
  travel(() => history.getState().redo());
}

function travel(move: () => void): void {
  openGesture = null;
  const { view } = experimentStore.getState().experiment;
  move();
  const { experiment, label } = experimentStore.getState();
  const stillThere = experiment.network.layers.some((layer) => layer.id === view.layerId);
  history.getState().pause();
  put({ ...experiment, view: stillThere ? view : { ...view, layerId: '', neurons: [] } }, label);
  history.getState().resume();
}

/** Labels of what undo and redo would do, or null when there is nothing. */
export function useHistoryLabels(): { undo: string | null; redo: string | null } {
  const canUndo = useStore(history, (state) => state.pastStates.length > 0);
  const redoLabel = useStore(history, (state) => state.futureStates.at(-1)?.label ?? null);
  const label = useStore(experimentStore, (state) => state.label);
  return { undo: canUndo ? label : null, redo: redoLabel };
}

export function useExperiment<T>(select: (state: ExperimentState) => T): T {
  return useStore(experimentStore, select);
}
