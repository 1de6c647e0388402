/**
 * A square to draw on: pointer, finger, pen, or a pen moved by keys.
 *
 * Keys, while the pad has the focus: arrows move the pen (with Shift finely), Space lowers and lifts
 * it, Backspace takes the last stroke back, Delete clears the pad.
 */
import { watchTheme } from '#plots/theme.ts';
import type { PadPoint, Stroke } from './inkImage.ts';
import { PEN_RADIUS } from './inkImage.ts';

export interface Pad {
  strokes(): readonly Stroke[];
  undo(): void;
  clear(): void;
  destroy(): void;
}

export interface PadEvents {
  /** The strokes are others now; `isDrawing` while one of them is not finished. */
  onChange(strokes: readonly Stroke[], isDrawing: boolean): void;
  /** The pen was lowered or lifted by the keyboard. */
  onPen(isDown: boolean): void;
}

const STEP = 0.04;
const FINE_STEP = 0.01;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const inside = (place: number): number => Math.max(0, Math.min(1, place));

export function createPad(canvas: HTMLCanvasElement, events: PadEvents): Pad {
  let strokes: PadPoint[][] = [];
  let pointer: number | null = null;
  let cursor: PadPoint = { x: 0.5, y: 0.2 };
  let isPenDown = false;
  let isFocused = false;

  const isDrawing = (): boolean => pointer !== null || isPenDown;
  const tell = (): void => {
    draw();
    events.onChange(strokes, isDrawing());
  };

  function draw(): void {
    const context = canvas.getContext('2d');
    if (context === null) return;
    const sidePx = canvas.width;
    context.clearRect(0, 0, sidePx, sidePx);
    context.strokeStyle = getComputedStyle(canvas).color;
    context.fillStyle = context.strokeStyle;
    context.lineWidth = 2 * PEN_RADIUS * sidePx;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    for (const stroke of strokes) {
      context.beginPath();
      // A line to where it starts is a dot.
      for (const { x, y } of [stroke[0]!, ...stroke]) context.lineTo(x * sidePx, y * sidePx);
      context.stroke();
    }
    if (isFocused) drawCursor(context, sidePx);
  }

  /** Where the pen of the keyboard is: filled while it is down. */
  function drawCursor(context: CanvasRenderingContext2D, sidePx: number): void {
    context.lineWidth = Math.max(2, sidePx / 160);
    context.strokeStyle = getComputedStyle(canvas).outlineColor;
    context.fillStyle = context.strokeStyle;
    context.beginPath();
    context.arc(cursor.x * sidePx, cursor.y * sidePx, PEN_RADIUS * sidePx, 0, 2 * Math.PI);
    context.stroke();
    context.beginPath();
    const dotPx = (isPenDown ? 0.6 : 0.2) * PEN_RADIUS * sidePx;
    context.arc(cursor.x * sidePx, cursor.y * sidePx, dotPx, 0, 2 * Math.PI);
    context.fill();
  }

  const placeOf = (event: PointerEvent): PadPoint => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return { x: inside((event.clientX - left) / width), y: inside((event.clientY - top) / height) };
  };

  const begin = (place: PadPoint): void => {
    strokes = [...strokes, [place]];
  };
  const extend = (place: PadPoint): void => {
    strokes.at(-1)?.push(place);
  };

  function setPen(isDown: boolean): void {
    if (isDown === isPenDown) return;
    isPenDown = isDown;
    if (isDown) begin(cursor);
    events.onPen(isDown);
    tell();
  }

  const onPointerDown = (event: PointerEvent): void => {
    if (pointer !== null || event.button !== 0) return;
    setPen(false);
    pointer = event.pointerId;
    canvas.setPointerCapture(event.pointerId);
    begin(placeOf(event));
    tell();
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (event.pointerId !== pointer) return;
    // A browser sends one event a frame; the places in between make round strokes.
    const places = event.getCoalescedEvents?.() ?? [];
    for (const own of places.length > 0 ? places : [event]) extend(placeOf(own));
    tell();
  };
  const onPointerEnd = (event: PointerEvent): void => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    tell();
  };

  const undo = (): void => {
    setPen(false);
    if (strokes.length === 0) return;
    strokes = strokes.slice(0, -1);
    tell();
  };
  const clear = (): void => {
    setPen(false);
    if (strokes.length === 0) return;
    strokes = [];
    tell();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      const step = event.shiftKey ? FINE_STEP : STEP;
      cursor = { x: inside(cursor.x + arrow[0] * step), y: inside(cursor.y + arrow[1] * step) };
      if (isPenDown) {
        extend(cursor);
        tell();
      } else draw();
    } else if (event.key === ' ') setPen(!isPenDown);
    else if (event.key === 'Backspace') undo();
    else if (event.key === 'Delete') clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocus = (): void => {
    isFocused = canvas.matches(':focus-visible');
    draw();
  };
  const onBlur = (): void => {
    isFocused = false;
    setPen(false);
    draw();
  };

  const observer = new ResizeObserver(() => {
    const sidePx = Math.max(1, Math.round(canvas.clientWidth * globalThis.devicePixelRatio));
    if (canvas.width !== sidePx) canvas.width = canvas.height = sidePx;
    draw();
  });
  observer.observe(canvas);
  const stopTheme = watchTheme(draw);
  const listeners = [
    ['pointerdown', onPointerDown],
    ['pointermove', onPointerMove],
    ['pointerup', onPointerEnd],
    ['pointercancel', onPointerEnd],
    ['keydown', onKeyDown],
    ['focus', onFocus],
    ['blur', onBlur],
  ] as const;
  for (const [name, listener] of listeners)
    canvas.addEventListener(name, listener as EventListener);

  return {
    strokes: () => strokes,
    undo,
    clear,
    destroy() {
      observer.disconnect();
      stopTheme();
      for (const [name, listener] of listeners)
        canvas.removeEventListener(name, listener as EventListener);
    },
  };
}
