/** Keys of a focused card, and of a connection being made. */
import type { KeyboardEvent } from 'react';
import { useEffect } from 'react';
import { experimentStore } from '#state/experimentStore.ts';
import { aimTowards, cancelConnect, finishConnect } from '../connecting.ts';
import { nudgeSelection } from '../editorCommands.ts';
import { useEditor } from '../editorStore.ts';
import {
  clearSelection,
  currentSelection,
  selectAllLayers,
  selectLayer,
  toggleLayer,
} from '../selection.ts';
import { canvasHandle } from './canvasHandle.ts';
import { directionOf, neighbour } from './neighbour.ts';

const NUDGE_PX = 20;
const FAR = 5;

const STEP: Readonly<Record<'left' | 'right' | 'up' | 'down', readonly [number, number]>> = {
  left: [-NUDGE_PX, 0],
  right: [NUDGE_PX, 0],
  up: [0, -NUDGE_PX],
  down: [0, NUDGE_PX],
};

/** Arrow: to the next card. Alt+arrow: move the card (Shift: farther). Enter: select (Shift: one more). Ctrl+A: all. Escape: select nothing. */
export function onCanvasKey(event: KeyboardEvent): void {
  // Keys typed into a button on a card are the button's.
  const { target } = event;
  if (!(target instanceof HTMLElement) || !target.matches('.react-flow__node')) return;
  const layerId = target.dataset['id'];
  if (layerId === undefined) return;
  const direction = directionOf(event.key);
  if (direction !== null && event.altKey) {
    if (!currentSelection().includes(layerId)) selectLayer(layerId);
    const [dx, dy] = STEP[direction];
    const times = event.shiftKey ? FAR : 1;
    nudgeSelection(dx * times, dy * times);
  } else if (direction !== null) {
    focusNeighbour(layerId, direction);
  } else if (event.key === 'Enter') {
    if (event.shiftKey) toggleLayer(layerId);
    else selectLayer(layerId);
  } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
    selectAllLayers();
  } else if (event.key === 'Escape') {
    clearSelection();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function focusNeighbour(layerId: string, direction: 'left' | 'right' | 'up' | 'down'): void {
  const { layers } = experimentStore.getState().experiment.network;
  const next = neighbour(layers, layerId, direction);
  if (next === null) return;
  selectLayer(next);
  canvasHandle()?.focus(next);
}

/** While a connection is made by keys, arrows, Enter and Escape belong to it wherever the focus is. */
export function useConnectKeys(): void {
  const active = useEditor(({ connecting }) => connecting?.by === 'keys');
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const direction = directionOf(event.key);
      if (direction !== null) aimTowards(direction);
      else if (event.key === 'Enter') finishConnect();
      else if (event.key === 'Escape') cancelConnect();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [active]);
}
