import type { PlotTheme } from '../theme.ts';
import { readTheme, watchTheme } from '../theme.ts';
import { cancelPaint, onNextPaint } from './paintPass.ts';
import { pngOf } from './png.ts';
import type { Sheet } from './sheet.ts';
import { svgOf } from './svg.ts';

/** What a draw function gets: a cleared context in CSS pixels and the theme. */
export interface Frame {
  context: CanvasRenderingContext2D;
  widthPx: number;
  heightPx: number;
  /** Device pixels per CSS pixel. */
  scale: number;
  theme: PlotTheme;
}

export interface SurfaceOptions {
  /** Accessible name of the chart. */
  label: string;
  draw(frame: Frame): void;
  /** Drawn on a second canvas above, so that a moving cursor does not redraw the data. */
  drawOverlay?(frame: Frame): void;
  /** Text for screen readers, asked for when the chart takes focus. */
  describe(): string;
}

export interface Surface {
  /** The top canvas: it takes pointer and keyboard events. */
  readonly element: HTMLCanvasElement;
  readonly widthPx: number;
  readonly heightPx: number;
  invalidate(): void;
  invalidateOverlay(): void;
  /** What a plot hands on as it is. */
  readonly outlets: SurfaceOutlets;
}

interface SurfaceOutlets {
  /** Draws at once if anything is dirty; used by tests and before an export. */
  flush(): void;
  resize(): void;
  destroy(): void;
  exportPng(title: string, footnote?: string): Promise<Blob>;
  exportSvg(title: string, footnote?: string): Promise<Blob>;
}

function addCanvas(parent: HTMLElement): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' });
  parent.append(canvas);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No 2-D canvas in this browser.');
  return context;
}

/** Two stacked canvases that fill a container, follow its size, the pixel ratio and the theme, and redraw only when dirty. */
export function createSurface(container: HTMLElement, options: SurfaceOptions): Surface {
  const root = document.createElement('div');
  Object.assign(root.style, {
    position: 'relative',
    width: '100%',
    height: '100%',
    overflow: 'hidden',
  });
  container.append(root);
  const base = addCanvas(root);
  const overlay = addCanvas(root);
  const element = overlay.canvas;
  base.canvas.setAttribute('aria-hidden', 'true');
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', options.label);
  element.tabIndex = 0;

  let theme = readTheme(container);
  let widthPx = 0;
  let heightPx = 0;
  let baseDirty = false;
  let overlayDirty = false;

  function paint(context: CanvasRenderingContext2D, draw: (frame: Frame) => void): void {
    const scale = widthPx > 0 ? context.canvas.width / widthPx : 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw({ context, widthPx, heightPx, scale, theme });
  }

  function flush(): void {
    if (widthPx < 1 || heightPx < 1) return;
    if (baseDirty) paint(base, options.draw);
    if (overlayDirty && options.drawOverlay) paint(overlay, options.drawOverlay);
    baseDirty = false;
    overlayDirty = false;
  }

  function invalidate(): void {
    baseDirty = true;
    overlayDirty = true;
    onNextPaint(flush);
  }

  function invalidateOverlay(): void {
    overlayDirty = true;
    onNextPaint(flush);
  }

  function resize(): void {
    const box = root.getBoundingClientRect();
    widthPx = Math.floor(box.width);
    heightPx = Math.floor(box.height);
    const ratio = globalThis.devicePixelRatio || 1;
    for (const { canvas } of [base, overlay]) {
      const width = Math.round(widthPx * ratio);
      const height = Math.round(heightPx * ratio);
      if (canvas.width === width && canvas.height === height) continue;
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${widthPx}px`;
      canvas.style.height = `${heightPx}px`;
    }
    invalidate();
  }

  const sheet = (title: string, footnote: string | undefined): Sheet => ({
    widthPx,
    heightPx,
    theme,
    title,
    footnote,
    draw: options.draw,
  });

  const describe = (): void => element.setAttribute('aria-description', options.describe());
  element.addEventListener('focus', describe);
  const observer = new ResizeObserver(resize);
  observer.observe(root);
  const stopTheme = watchTheme(() => {
    theme = readTheme(container);
    invalidate();
    // At once: a page that is being printed has no next frame.
    flush();
  });
  resize();

  return {
    element,
    get widthPx() {
      return widthPx;
    },
    get heightPx() {
      return heightPx;
    },
    invalidate,
    invalidateOverlay,
    outlets: {
      flush,
      resize,
      destroy() {
        cancelPaint(flush);
        observer.disconnect();
        stopTheme();
        element.removeEventListener('focus', describe);
        root.remove();
      },
      exportPng: (title, footnote) => pngOf(sheet(title, footnote)),
      exportSvg: (title, footnote) => svgOf(sheet(title, footnote)),
    },
  };
}
