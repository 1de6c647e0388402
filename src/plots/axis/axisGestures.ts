import type { Area } from '../plot.ts';
import type { AxisLink, AxisWindow } from './axisLink.ts';
import { zoomWindow } from './axisLink.ts';

export interface AxisGestureOptions {
  link: AxisLink;
  /** Where the x axis lies now. */
  area(): Area;
  /** Pointer position in the element, px; null when it leaves. */
  onHover?(point: { xPx: number; yPx: number } | null): void;
  onClick?(point: { xPx: number; yPx: number }, event: PointerEvent): void;
  /** The stretch being dragged, for drawing; null when the drag ends. */
  onBrush(range: AxisWindow | null): void;
  /** Double-click, key 0 and Escape, besides fitting the link. */
  onFit?(): void;
  /** Keys of the plot's own, asked first; true for one it has used. */
  onKey?(event: KeyboardEvent): boolean;
}

const DRAG_PX = 4;
const KEY_ZOOM = 0.8;
const KEY_PAN = 0.1;
/** Zoom per pixel of a turned wheel, and of the smaller steps that a pinch on a trackpad sends. */
const WHEEL_ZOOM = 0.002;
const PINCH_ZOOM = 0.01;
/** Pixels of a line, where a browser counts the wheel in lines. */
const LINE_PX = 16;

/** The value under a pixel. */
export function valueAt(xPx: number, area: Area, window: AxisWindow): number {
  return window.start + ((xPx - area.leftPx) / area.widthPx) * (window.end - window.start);
}

/**
 * Drag zooms, shift-drag pans, two fingers pinch, the wheel zooms where nothing around scrolls, double-click
 * fits; with focus: ← → pan, + − zoom, 0 and Escape fit.
 * Returns the function that removes the listeners.
 */
export function attachAxisGestures(element: HTMLElement, options: AxisGestureOptions): () => void {
  const { link, area, onBrush } = options;
  const pointers = new Map<number, number>();
  let dragStart: { xPx: number; yPx: number; pan: boolean; window: AxisWindow } | null = null;
  let dragged = false;
  let pinch: { values: [number, number] } | null = null;

  const position = (event: PointerEvent | MouseEvent): { xPx: number; yPx: number } => {
    const box = element.getBoundingClientRect();
    return { xPx: event.clientX - box.left, yPx: event.clientY - box.top };
  };
  const value = (xPx: number): number => valueAt(xPx, area(), link.window());

  function down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const point = position(event);
    pointers.set(event.pointerId, point.xPx);
    // Capture throws for a pointer that does not exist, as with events made by a script.
    if (event.isTrusted) element.setPointerCapture(event.pointerId);
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      pinch = { values: [value(a ?? 0), value(b ?? 0)] };
      dragStart = null;
      onBrush(null);
    } else if (pointers.size === 1) {
      dragStart = { ...point, pan: event.shiftKey, window: link.window() };
      dragged = false;
    }
  }

  function pinchTo([valueA, valueB]: [number, number]): void {
    const [xA, xB] = [...pointers.values()];
    if (xA === undefined || xB === undefined || Math.abs(xA - xB) < 8) return;
    const { leftPx, widthPx } = area();
    const perPx = (valueB - valueA) / (xB - xA);
    if (!(perPx > 0)) return;
    const start = valueA - (xA - leftPx) * perPx;
    link.setWindow({ start, end: start + widthPx * perPx });
  }

  function move(event: PointerEvent): void {
    const point = position(event);
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, point.xPx);
    if (pinch) {
      pinchTo(pinch.values);
      return;
    }
    options.onHover?.(point);
    if (!dragStart) return;
    dragged ||= Math.abs(point.xPx - dragStart.xPx) > DRAG_PX;
    if (!dragged) return;
    if (dragStart.pan) {
      const shown = dragStart.window;
      const shift = ((dragStart.xPx - point.xPx) / area().widthPx) * (shown.end - shown.start);
      link.setWindow({ start: shown.start + shift, end: shown.end + shift });
    } else {
      onBrush(sorted(value(dragStart.xPx), value(point.xPx)));
    }
  }

  function up(event: PointerEvent): void {
    pointers.delete(event.pointerId);
    if (pinch) {
      if (pointers.size === 0) pinch = null;
      return;
    }
    if (!dragStart) return;
    const point = position(event);
    if (!dragged) options.onClick?.(point, event);
    else if (!dragStart.pan) link.setWindow(sorted(value(dragStart.xPx), value(point.xPx)));
    dragStart = null;
    onBrush(null);
  }

  function cancel(event: PointerEvent): void {
    pointers.delete(event.pointerId);
    pinch = null;
    dragStart = null;
    onBrush(null);
  }

  function leave(): void {
    if (!dragStart) options.onHover?.(null);
  }

  function fit(): void {
    link.fit();
    options.onFit?.();
  }

  function wheel(event: WheelEvent): void {
    // A trackpad pinch arrives as ctrl + wheel; a plain wheel scrolls first, where it can.
    const isPinch = event.ctrlKey;
    if (!isPinch && canScroll(element)) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const { start, end } = link.window();
    // With Shift some systems turn the wheel sideways by themselves.
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (!isPinch && (event.shiftKey || Math.abs(sideways) > Math.abs(event.deltaY))) {
      const shift = ((sideways * unit) / area().widthPx) * (end - start);
      link.setWindow({ start: start + shift, end: end + shift });
      return;
    }
    const factor = Math.exp(event.deltaY * unit * (isPinch ? PINCH_ZOOM : WHEEL_ZOOM));
    link.setWindow(zoomWindow({ start, end }, value(position(event).xPx), factor));
  }

  /** Gives up the drag, else shows everything; false where there is nothing to go back from. */
  function escape(): boolean {
    if (dragStart !== null) {
      dragStart = null;
      onBrush(null);
      return true;
    }
    if (link.isWhole()) return false;
    fit();
    return true;
  }

  function key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (options.onKey?.(event) === true) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const { start, end } = link.window();
    const shift = (end - start) * KEY_PAN;
    const middle = link.cursor() ?? (start + end) / 2;
    if (event.key === 'ArrowLeft') link.setWindow({ start: start - shift, end: end - shift });
    else if (event.key === 'ArrowRight') link.setWindow({ start: start + shift, end: end + shift });
    else if (event.key === '+' || event.key === '=')
      link.setWindow(zoomWindow({ start, end }, middle, KEY_ZOOM));
    else if (event.key === '-') link.setWindow(zoomWindow({ start, end }, middle, 1 / KEY_ZOOM));
    else if (event.key === '0') fit();
    else if (event.key !== 'Escape' || !escape()) return;
    event.preventDefault();
    event.stopPropagation();
  }

  const listening = new AbortController();
  const { signal } = listening;
  element.style.touchAction = 'pan-y';
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', cancel, { signal });
  element.addEventListener('pointerleave', leave, { signal });
  element.addEventListener('dblclick', fit, { signal });
  element.addEventListener('wheel', wheel, { signal, passive: false });
  element.addEventListener('keydown', key, { signal });
  return () => listening.abort();
}

function sorted(a: number, b: number): AxisWindow {
  return a < b ? { start: a, end: b } : { start: b, end: a };
}

/** Whether a turned wheel would scroll something that an element lies in. */
function canScroll(element: Element): boolean {
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    const isRoot = around === document.scrollingElement;
    const { overflowY } = getComputedStyle(around);
    const scrolls = isRoot || overflowY === 'auto' || overflowY === 'scroll';
    // A pixel may be lost to rounding.
    if (scrolls && overflowY !== 'hidden' && around.scrollHeight > around.clientHeight + 1)
      return true;
  }
  return false;
}
