/** The canvas as commands and the palette see it, while one is on the page. */
export interface CanvasHandle {
  fitView(): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  /** Brings a card into sight. */
  reveal(layerId: string): void;
  /** Puts the keyboard focus on a card and brings it into sight. */
  focus(layerId: string): void;
  /** Whether the point of the window lies on the canvas. */
  contains(clientX: number, clientY: number): boolean;
  /** The point of the window in the document's coordinates. */
  place(clientX: number, clientY: number): { x: number; y: number };
  /** Size of the canvas in CSS pixels. */
  frame(): { width: number; height: number };
  /** Width and height of each card in the document's pixels. */
  sizes(): ReadonlyMap<string, { width: number; height: number }>;
}

let current: CanvasHandle | null = null;

export const canvasHandle = (): CanvasHandle | null => current;

/** Registers the canvas on the page; returns what takes it away again. */
export function registerCanvas(handle: CanvasHandle): () => void {
  current = handle;
  return () => {
    if (current === handle) current = null;
  };
}

/** The connection drawn at a point of the window, or null. */
export function connectionAt(clientX: number, clientY: number): string | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const found = element.closest('[data-connection]')?.getAttribute('data-connection');
    if (found !== null && found !== undefined) return found;
  }
  return null;
}

/** The layer whose card lies at a point of the window, or null. */
export function layerAt(clientX: number, clientY: number): string | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const found = element.closest('[data-layer]')?.getAttribute('data-layer');
    if (found !== null && found !== undefined) return found;
  }
  return null;
}
