/** A stretch of an axis in its own unit (ms on time axes). */
export interface AxisWindow {
  start: number;
  end: number;
}

export type AxisChange = 'window' | 'cursor';

/** One x axis shared by several plots: what there is, what is shown, and where the pointer reads. */
export interface AxisLink {
  extent(): AxisWindow;
  window(): AxisWindow;
  cursor(): number | null;
  /** Sets what there is; a window that showed everything keeps showing everything. */
  setExtent(extent: AxisWindow): void;
  /** Shows a stretch, moved and cut to lie within the extent. */
  setWindow(window: AxisWindow): void;
  setCursor(value: number | null): void;
  fit(): void;
  /** Whether all there is is shown. */
  isWhole(): boolean;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (change: AxisChange) => void): () => void;
}

/** Deepest zoom, as a share of the extent. */
const SMALLEST_SHARE = 1e-4;

/** Moves a window into an extent without changing its length, then cuts what still sticks out. */
export function clampWindow(window: AxisWindow, extent: AxisWindow): AxisWindow {
  const whole = extent.end - extent.start;
  const length = Math.min(whole, Math.max(window.end - window.start, whole * SMALLEST_SHARE));
  const start = Math.min(Math.max(window.start, extent.start), extent.end - length);
  return { start, end: start + length };
}

/** Scales a window around a fixed value: factor 0.5 shows half as much. */
export function zoomWindow(window: AxisWindow, around: number, factor: number): AxisWindow {
  return {
    start: around - (around - window.start) * factor,
    end: around + (window.end - around) * factor,
  };
}

/** Makes a link whose extent is 0…1 until a plot gets data. */
export function createAxisLink(): AxisLink {
  let extent: AxisWindow = { start: 0, end: 1 };
  let window: AxisWindow = extent;
  let fitted = true;
  let cursor: number | null = null;
  const listeners = new Set<(change: AxisChange) => void>();
  const tell = (change: AxisChange): void => {
    for (const listener of [...listeners]) listener(change);
  };
  const show = (next: AxisWindow): void => {
    if (next.start === window.start && next.end === window.end) return;
    window = next;
    tell('window');
  };
  return {
    extent: () => extent,
    window: () => window,
    cursor: () => cursor,
    setExtent(next) {
      extent = next.end > next.start ? next : { start: next.start, end: next.start + 1 };
      show(fitted ? extent : clampWindow(window, extent));
    },
    setWindow(next) {
      const clamped = clampWindow(next, extent);
      fitted = clamped.start === extent.start && clamped.end === extent.end;
      show(clamped);
    },
    setCursor(value) {
      if (value === cursor) return;
      cursor = value;
      tell('cursor');
    },
    fit() {
      fitted = true;
      show(extent);
    },
    isWhole: () => fitted,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
