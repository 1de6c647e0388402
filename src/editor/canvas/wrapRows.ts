/** Breaks a long row of columns into several, as text breaks into lines. Pure. */

export interface Column {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Wrapped {
  /** Row of each column. */
  readonly rows: readonly number[];
  readonly nRows: number;
}

/** The number of rows in which the columns can be drawn largest in a frame of the given proportions. */
export function wrapRows(
  columns: readonly Column[],
  gapXPx: number,
  gapYPx: number,
  frame: { readonly width: number; readonly height: number },
): Wrapped {
  let best: Wrapped = { rows: columns.map(() => 0), nRows: 1 };
  let bestZoom = 0;
  for (let nRows = 1; nRows <= columns.length; nRows++) {
    const perRow = Math.ceil(columns.length / nRows);
    const rows = columns.map((_, index) => Math.floor(index / perRow));
    const lines = Array.from({ length: Math.ceil(columns.length / perRow) }, (_, row) =>
      columns.filter((_column, index) => rows[index] === row),
    );
    const width = Math.max(
      ...lines.map((line) => line.reduce((sum, { widthPx }) => sum + widthPx + gapXPx, -gapXPx)),
    );
    const height = lines.reduce(
      (sum, line) => sum + Math.max(...line.map(({ heightPx }) => heightPx)) + gapYPx,
      -gapYPx,
    );
    const zoom = Math.min(1, frame.width / width, frame.height / height);
    // Another row has to earn its place: lines that lead back are harder to follow.
    if (zoom > bestZoom * 1.15) {
      bestZoom = zoom;
      best = { rows, nRows: lines.length };
    }
  }
  return best;
}
