/** What every plot can do; `create…(container, options)` returns one. Drawing waits for the next animation frame. */
export interface Plot<Data, Options> {
  /** Replaces the data (null empties the plot) and asks for a redraw. */
  setData(data: Data | null): void;
  /** Changes some options and asks for a redraw. */
  update(options: Partial<Options>): void;
  /** Fits the canvas to its container; also runs by itself when the container changes size. */
  resize(): void;
  /** Draws now instead of in the next animation frame. */
  flush(): void;
  /** Removes the canvas and every listener. */
  destroy(): void;
  /** A picture at twice the size on screen, with a title line and an optional foot line (seed, link). */
  exportPng(title: string, footnote?: string): Promise<Blob>;
  /** The same picture as vectors, at its size on screen. */
  exportSvg(title: string, footnote?: string): Promise<Blob>;
  /** The data behind the picture as comma-separated values with a header line. */
  toCsv(): string;
  /** The picture in one or two sentences, for screen readers. */
  summary(): string;
}

/** A rectangle on a canvas, in CSS pixels. */
export interface Area {
  leftPx: number;
  topPx: number;
  widthPx: number;
  heightPx: number;
}
