/**
 * Dragging a palette item with mouse, pen or finger.
 *
 * Pointer events instead of the browser's drag and drop, which fingers cannot use. A vertical swipe
 * on the palette still scrolls it (touch-action: pan-y): the browser then cancels the pointer.
 */
import type { PointerEvent } from 'react';
import { catalog } from '#catalog/index.ts';
import { insertRefusal } from '#model/edit/addWhereItFits.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { canvasHandle, connectionAt } from '../canvas/canvasHandle.ts';
import { CARD_HEIGHT_PX, CARD_WIDTH_PX } from '../cards/cardSize.ts';
import { addItem } from '../editorCommands.ts';
import type { PaletteDrag } from '../editorStore.ts';
import { editorStore } from '../editorStore.ts';
import type { PaletteItem } from './paletteItems.ts';

/** Shorter movements are clicks. */
const THRESHOLD_PX = 6;

/** Starts to watch a pointer that went down on an item. */
export function startPaletteDrag(event: PointerEvent<HTMLElement>, item: PaletteItem): void {
  if (event.button !== 0) return;
  const start = { x: event.clientX, y: event.clientY };
  const button = event.currentTarget;
  const { pointerId } = event;
  const listening = new AbortController();
  const { signal } = listening;
  let dragging = false;

  const end = (): void => {
    listening.abort();
    editorStore.setState({ drag: null });
  };
  const move = (moved: globalThis.PointerEvent): void => {
    if (moved.pointerId !== pointerId) return;
    if (!dragging) {
      if (Math.hypot(moved.clientX - start.x, moved.clientY - start.y) < THRESHOLD_PX) return;
      dragging = true;
    }
    // Let go outside of the window, where nobody told us.
    if (moved.pointerType === 'mouse' && moved.buttons === 0) {
      end();
      return;
    }
    editorStore.setState({ drag: dragAt(item, moved.clientX, moved.clientY) });
  };
  const up = (lifted: globalThis.PointerEvent): void => {
    if (lifted.pointerId !== pointerId) return;
    end();
    if (!dragging) return;
    // The click that follows a drag must not add the item a second time.
    button.addEventListener('click', stopClick, { capture: true, once: true });
    setTimeout(() => button.removeEventListener('click', stopClick, { capture: true }));
    drop(dragAt(item, lifted.clientX, lifted.clientY));
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', up, { signal });
  window.addEventListener('pointercancel', end, { signal });
  window.addEventListener(
    'keydown',
    (key) => {
      if (key.key === 'Escape') end();
    },
    { signal },
  );
}

function stopClick(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

function dragAt(item: PaletteItem, clientX: number, clientY: number): PaletteDrag {
  const isOverCanvas = canvasHandle()?.contains(clientX, clientY) ?? false;
  const connectionId = isOverCanvas ? connectionAt(clientX, clientY) : null;
  const { drag } = editorStore.getState();
  // The verdict analyses two networks: once per connection is enough.
  const over =
    connectionId === null
      ? null
      : drag?.over?.connectionId === connectionId
        ? drag.over
        : {
            connectionId,
            refusal: insertRefusal(
              experimentStore.getState().experiment,
              catalog,
              connectionId,
              item.layer,
            ),
          };
  return { item, clientX, clientY, over, isOverCanvas };
}

function drop({ item, clientX, clientY, over, isOverCanvas }: PaletteDrag): void {
  const handle = canvasHandle();
  if (!isOverCanvas || handle === null) return;
  if (over !== null) {
    addItem(item, { kind: 'connection', connectionId: over.connectionId });
    return;
  }
  const { x, y } = handle.place(clientX, clientY);
  addItem(item, {
    kind: 'place',
    place: { x: x - CARD_WIDTH_PX / 2, y: y - CARD_HEIGHT_PX / 2 },
  });
}
