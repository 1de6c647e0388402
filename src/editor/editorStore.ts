/** What the editor remembers beside the document: selection, gestures under way, what was refused. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Refusal } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { PaletteItem } from './palette/paletteItems.ts';

/** A connection being made: from where, to where it would go now, and what every layer would say. */
export interface Connecting {
  readonly from: string;
  readonly to: string | null;
  readonly refusals: ReadonlyMap<string, Refusal | null>;
  readonly by: 'keys' | 'pointer';
}

/** A connection somebody tried to make. */
export interface RefusedConnection {
  readonly from: string;
  readonly to: string;
  readonly refusal: Refusal;
}

/** A palette item on its way to the canvas; coordinates of the window. */
export interface PaletteDrag {
  readonly item: PaletteItem;
  readonly clientX: number;
  readonly clientY: number;
  /** The connection under the pointer, and why the item cannot go there. */
  readonly over: { readonly connectionId: string; readonly refusal: Refusal | null } | null;
  readonly isOverCanvas: boolean;
}

/** Where the list of layers to add was opened from. */
export type AddPlace =
  { readonly kind: 'selection' } | { readonly kind: 'connection'; readonly connectionId: string };

export interface EditorState {
  /** All selected layers; the document's view names the one that is shown. */
  readonly selection: readonly string[];
  readonly connectionId: string | null;
  readonly connecting: Connecting | null;
  readonly refused: RefusedConnection | null;
  readonly drag: PaletteDrag | null;
  readonly adding: AddPlace | null;
  readonly isListShown: boolean;
  /** Layers whose cards show neurons. */
  readonly unfolded: readonly string[];
  /** Sections of the inspector that are unfolded. */
  readonly openSections: readonly string[];
  /** Said to screen readers; the number makes a repeated message a new one. */
  readonly announcement: { readonly text: string; readonly serial: number };
}

export const editorStore = createStore<EditorState>()(() => ({
  selection: [],
  connectionId: null,
  connecting: null,
  refused: null,
  drag: null,
  adding: null,
  isListShown: false,
  unfolded: [],
  openSections: ['data'],
  announcement: { text: '', serial: 0 },
}));

export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(editorStore, select);
}

export function toggleUnfolded(layerId: string): void {
  editorStore.setState(({ unfolded }) => ({
    unfolded: unfolded.includes(layerId)
      ? unfolded.filter((id) => id !== layerId)
      : [...unfolded, layerId],
  }));
}

export function announce(text: string): void {
  editorStore.setState(({ announcement }) => ({
    announcement: { text, serial: announcement.serial + 1 },
  }));
}

/** The selected layers of a document: those marked here, as long as the shown one is among them. */
export function selectedLayerIds(
  { view, network }: Experiment,
  selection: readonly string[],
): readonly string[] {
  if (view.layerId === '') return [];
  const known = selection.filter((id) => network.layers.some((layer) => layer.id === id));
  return known.includes(view.layerId) ? known : [view.layerId];
}
