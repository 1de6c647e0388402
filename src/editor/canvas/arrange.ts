/**
 * Left-to-right layout of a network by dagre, which is loaded with the first use.
 *
 * A network too long for the canvas goes on in a second row, because cards too small to read show
 * nothing of what happens in them.
 */
import type { Experiment } from '#model/experiment.ts';
import { wrapRows } from './wrapRows.ts';

/** As wide as the longest size of a connection, between the ends of its line. */
const GAP_X_PX = 88;
const GAP_Y_PX = 64;
/** Cards in one column. */
const GAP_IN_COLUMN_PX = 40;

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box extends Size {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Top left corners of all cards; `frame` is the size of the canvas. */
export async function arrange(
  { network }: Experiment,
  sizeOfCard: (id: string) => Size,
  frame: Size,
): Promise<Map<string, { x: number; y: number }>> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', ranksep: GAP_X_PX, nodesep: GAP_IN_COLUMN_PX });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of network.layers) graph.setNode(id, { ...sizeOfCard(id) });
  for (const { from, to } of network.connections) if (from !== to) graph.setEdge(from, to);
  layout(graph);
  const boxes = network.layers.map(({ id }): Box => {
    const { x, y } = graph.node(id);
    return { id, x, y, ...sizeOfCard(id) };
  });
  return placeColumns(columnsOf(boxes), frame);
}

/** Cards of one rank share their centre's x. */
function columnsOf(boxes: readonly Box[]): Box[][] {
  const columns = new Map<number, Box[]>();
  for (const box of boxes) {
    const column = columns.get(Math.round(box.x)) ?? [];
    column.push(box);
    columns.set(Math.round(box.x), column);
  }
  return [...columns.entries()].sort(([a], [b]) => a - b).map(([, column]) => column);
}

function placeColumns(
  columns: readonly Box[][],
  frame: Size,
): Map<string, { x: number; y: number }> {
  const extents = columns.map((column) => {
    const top = Math.min(...column.map((box) => box.y - box.height / 2));
    const bottom = Math.max(...column.map((box) => box.y + box.height / 2));
    return {
      widthPx: Math.max(...column.map((box) => box.width)),
      heightPx: bottom - top,
      top,
      bottom,
    };
  });
  const { rows, nRows } = wrapRows(extents, GAP_X_PX, GAP_Y_PX, frame);
  const places = new Map<string, { x: number; y: number }>();
  let rowTop = 0;
  for (let row = 0; row < nRows; row++) {
    const inRow = columns.flatMap((column, index) =>
      rows[index] === row ? [{ column, index }] : [],
    );
    const top = Math.min(...inRow.map(({ index }) => extents[index]?.top ?? 0));
    const bottom = Math.max(...inRow.map(({ index }) => extents[index]?.bottom ?? 0));
    let x = 0;
    for (const { column, index } of inRow) {
      for (const box of column) {
        places.set(box.id, { x, y: rowTop + box.y - box.height / 2 - top });
      }
      x += (extents[index]?.widthPx ?? 0) + GAP_X_PX;
    }
    rowTop += bottom - top + GAP_Y_PX;
  }
  return places;
}
