import type { Plot } from '../plot.ts';
import type { Frame, Surface } from './surface.ts';
import { createSurface } from './surface.ts';

/** A place on a canvas, in CSS pixels. */
export interface Place {
  readonly xPx: number;
  readonly yPx: number;
}

export interface BasicPlotParts<Data, Options> {
  /** Accessible name of the chart. */
  readonly label: string;
  /** Not called without data. */
  readonly draw: (frame: Frame, data: Data, options: Options) => void;
  /** What follows the pointer or a choice, on a canvas of its own; not called without data. */
  readonly drawOverlay?: (frame: Frame, data: Data, hover: Place | null) => void;
  readonly describe: () => string;
  /** Called when there is other data, before it is drawn. */
  readonly onData?: () => void;
}

/** What most plots are made of: data and options on a surface, the pointer, and listeners that end with them. */
export interface BasicPlot<Data, Options> {
  readonly surface: Surface;
  readonly data: () => Data | null;
  readonly options: () => Options;
  /** Ends with the plot: for listeners of its own. */
  readonly signal: AbortSignal;
  /** What a plot hands on as it is. */
  readonly outlets: Omit<Plot<Data, Options>, 'toCsv' | 'summary'>;
}

export function createBasicPlot<Data, Options>(
  container: HTMLElement,
  initial: Options,
  { label, draw, drawOverlay, describe, onData }: BasicPlotParts<Data, Options>,
): BasicPlot<Data, Options> {
  let options = initial;
  let data: Data | null = null;
  let hover: Place | null = null;
  const surface = createSurface(container, {
    label,
    draw(frame) {
      if (data !== null) draw(frame, data, options);
    },
    drawOverlay(frame) {
      if (data !== null) drawOverlay?.(frame, data, hover);
    },
    describe,
  });
  const listening = new AbortController();
  const { signal } = listening;
  if (drawOverlay !== undefined) {
    const move = (event: PointerEvent | null): void => {
      hover = event && { xPx: event.offsetX, yPx: event.offsetY };
      surface.invalidateOverlay();
    };
    surface.element.addEventListener('pointermove', move, { signal });
    surface.element.addEventListener('pointerleave', () => move(null), { signal });
  }
  return {
    surface,
    signal,
    data: () => data,
    options: () => options,
    outlets: {
      ...surface.outlets,
      setData(next) {
        data = next;
        onData?.();
        surface.invalidate();
      },
      update(changes) {
        options = { ...options, ...changes };
        surface.invalidate();
      },
      destroy() {
        listening.abort();
        surface.outlets.destroy();
      },
    },
  };
}
