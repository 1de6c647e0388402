/**
 * What the pointer or the keys rest on, for every view: a neuron, and one of its spikes if it is one.
 *
 * It is not part of the document: what a person chose stays chosen. Marks follow at once; membranes
 * and weights follow when it rests, because the worker is asked for each other neuron.
 */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { View } from '#model/experiment.ts';
import { VIEW_NEURON_LIMIT } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { experimentStore, useExperiment } from './experimentStore.ts';

export interface Pointed {
  readonly layerId: string;
  readonly neuron: number;
  /** Time of the spike in steps; null where it is not at a spike. */
  readonly spikeStep: number | null;
}

export interface PointedState {
  readonly pointed: Pointed | null;
  /** The neuron that the pointer has rested on. */
  readonly rested: Pick<Pointed, 'layerId' | 'neuron'> | null;
}

export const pointedStore = createStore<PointedState>()(() => ({ pointed: null, rested: null }));

const REST_MS = 120;
/** Longer, so that nothing flickers while the pointer goes from one spike to the next. */
const LEAVE_MS = 250;

let timer: ReturnType<typeof setTimeout> | null = null;

/** Marks a neuron, or with null none, in every view. */
export function pointAt(pointed: Pointed | null): void {
  const before = pointedStore.getState().pointed;
  const isSame = before?.layerId === pointed?.layerId && before?.neuron === pointed?.neuron;
  if (isSame && before?.spikeStep === pointed?.spikeStep) return;
  pointedStore.setState({ pointed });
  if (isSame) return;
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(settle, pointed === null ? LEAVE_MS : REST_MS);
}

function settle(): void {
  timer = null;
  const { pointed, rested } = pointedStore.getState();
  if (pointed?.layerId === rested?.layerId && pointed?.neuron === rested?.neuron) return;
  const { layerId, neuron } = pointed ?? { layerId: '', neuron: 0 };
  pointedStore.setState({ rested: pointed === null ? null : { layerId, neuron } });
}

/** The neurons whose membranes are shown, and the one that views of a single neuron are about. */
export interface Subject {
  readonly layerId: string;
  readonly neurons: readonly number[];
  /** The neuron pointed at, else the one chosen last; null for none. */
  readonly focus: { readonly layerId: string; readonly neuron: number } | null;
  /** Whether the focus is only pointed at. */
  readonly isPointed: boolean;
}

/**
 * What is chosen, and in addition what is pointed at: beside the chosen neurons of the same layer,
 * in their place for another layer with membranes. Pure.
 */
export function subjectOf(
  { layerId, neurons }: Pick<View, 'layerId' | 'neurons'>,
  rested: PointedState['rested'],
  hasMembranes: (layerId: string) => boolean,
): Subject {
  const last = neurons.at(-1);
  const chosen = last === undefined ? null : { layerId, neuron: last };
  if (rested === null) return { layerId, neurons, focus: chosen, isPointed: false };
  const isPointed = rested.layerId !== layerId || rested.neuron !== last;
  const base = { focus: rested, isPointed };
  if (!hasMembranes(rested.layerId)) return { ...base, layerId, neurons };
  if (rested.layerId !== layerId) {
    return { ...base, layerId: rested.layerId, neurons: [rested.neuron] };
  }
  if (neurons.includes(rested.neuron)) return { ...base, layerId, neurons };
  return { ...base, layerId, neurons: [...neurons, rested.neuron].slice(-VIEW_NEURON_LIMIT) };
}

const membranesIn =
  ({ plan }: NetworkAnalysis) =>
  (layerId: string): boolean =>
    plan.some(({ layer, entry }) => layer.id === layerId && entry.hasNeuron);

/** What is shown now. */
export function currentSubject(): Subject {
  const { experiment, analysis } = experimentStore.getState();
  return subjectOf(experiment.view, pointedStore.getState().rested, membranesIn(analysis));
}

export function useSubject(): Subject {
  const view = useExperiment(({ experiment }) => experiment.view);
  const analysis = useExperiment((state) => state.analysis);
  const rested = usePointed((state) => state.rested);
  return useMemo(() => subjectOf(view, rested, membranesIn(analysis)), [view, rested, analysis]);
}

function usePointed<T>(select: (state: PointedState) => T): T {
  return useStore(pointedStore, select);
}
