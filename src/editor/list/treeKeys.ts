/** Keys of the list, after the tree pattern of the ARIA practices. */
import type { KeyboardEvent } from 'react';
import { directionOf } from '../canvas/neighbour.ts';
import { deleteLayers, nudgeSelection, removeConnection } from '../editorCommands.ts';
import type { TreeRow } from './networkTree.ts';

const NUDGE_PX = 20;

export interface TreeActions {
  readonly visible: readonly TreeRow[];
  readonly unfolded: ReadonlySet<string>;
  fold(key: string, isFolded: boolean): void;
  focusItem(key: string): void;
  edit(key: string): void;
}

export function onTreeKey(
  event: KeyboardEvent,
  row: TreeRow,
  { visible, unfolded, fold, focusItem, edit }: TreeActions,
): void {
  if (event.target !== event.currentTarget) return;
  const index = visible.indexOf(row);
  const go = (next: TreeRow | undefined): void => {
    if (next !== undefined) focusItem(next.key);
  };
  const direction = directionOf(event.key);
  if (direction !== null && event.altKey) {
    const step = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction];
    nudgeSelection((step[0] ?? 0) * NUDGE_PX, (step[1] ?? 0) * NUDGE_PX);
  } else if (event.key === 'ArrowDown') go(visible[index + 1]);
  else if (event.key === 'ArrowUp') go(visible[index - 1]);
  else if (event.key === 'Home') go(visible[0]);
  else if (event.key === 'End') go(visible.at(-1));
  else if (event.key === 'ArrowRight') {
    if (row.kind === 'layer' && !unfolded.has(row.key)) fold(row.key, false);
    else if (row.kind === 'layer') go(visible[index + 1]);
  } else if (event.key === 'ArrowLeft') {
    if (row.kind === 'layer') fold(row.key, true);
    else go(visible.find((candidate) => candidate.key === row.parents[0]));
  } else if (event.key === 'Enter' || event.key === 'F2') {
    if (row.kind === 'parameter' || (row.kind === 'layer' && event.key === 'F2')) edit(row.key);
    else if (row.kind === 'layer') fold(row.key, unfolded.has(row.key));
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    remove(row, visible, index, go);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

/** Removes what the row stands for; the focus goes to a row that stays. */
function remove(
  row: TreeRow,
  visible: readonly TreeRow[],
  index: number,
  go: (next: TreeRow | undefined) => void,
): void {
  if (row.kind === 'connection') {
    const parent = visible.find((candidate) => candidate.key === row.parents[0]);
    removeConnection(row.connectionId);
    go(parent);
  } else if (row.kind === 'layer') {
    const isOther = (candidate: TreeRow): boolean => candidate.layerId !== row.layerId;
    const next = visible.slice(index).find(isOther) ?? visible.slice(0, index).findLast(isOther);
    deleteLayers([row.layerId]);
    go(next);
  }
}
