/** Paths of connections on the canvas. Pure geometry, in the document's pixels. */

export interface EdgeEnds {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
}

export interface EdgePath {
  readonly path: string;
  /** Where its label goes. */
  readonly labelX: number;
  readonly labelY: number;
}

/** How far a loop hangs below its card, and how far it swings out beside it. */
const LOOP_DROP_PX = 26;
const LOOP_SIDE_PX = 13;

/** A line longer than this has cards in its way; it rises over them. */
const SKIP_PX = 300;
const SKIP_LIFT_PX = 160;
const SKIP_SIDE_PX = 60;
/** Corners of lines that turn. */
const CORNER_PX = 12;
/** Height of the part of a card below its ends: lines that lead back run under it. */
const BELOW_END_PX = 108;

/**
 * A soft S from one card to the next, straight when both ends are level; a line that leads back to
 * the left (to the next row of cards) turns and runs between the rows.
 */
export function forwardPath(ends: EdgeEnds): EdgePath {
  const { sourceX, sourceY, targetX, targetY } = ends;
  if (targetX < sourceX) return backPath(ends);
  if (targetX - sourceX > SKIP_PX && Math.abs(targetY - sourceY) < SKIP_LIFT_PX) {
    return skipPath(ends);
  }
  const reach = Math.max(24, Math.abs(targetX - sourceX) / 2);
  return {
    path: `M${sourceX},${sourceY} C${sourceX + reach},${sourceY} ${targetX - reach},${targetY} ${targetX},${targetY}`,
    labelX: (sourceX + targetX) / 2,
    labelY: (sourceY + targetY) / 2,
  };
}

/** An arch over the cards between two that are not neighbours. */
function skipPath({ sourceX, sourceY, targetX, targetY }: EdgeEnds): EdgePath {
  const top = Math.min(sourceY, targetY) - SKIP_LIFT_PX;
  return {
    path: `M${sourceX},${sourceY} C${sourceX + SKIP_SIDE_PX},${top} ${targetX - SKIP_SIDE_PX},${top} ${targetX},${targetY}`,
    labelX: (sourceX + targetX) / 2,
    // The middle of a cubic with both handles at the same height.
    labelY: (sourceY + targetY) / 8 + (6 * top) / 8,
  };
}

function backPath({ sourceX, sourceY, targetX, targetY }: EdgeEnds): EdgePath {
  const right = sourceX + LOOP_SIDE_PX;
  const left = targetX - LOOP_SIDE_PX;
  const isBelow = targetY > sourceY;
  const room = isBelow ? targetY - sourceY : BELOW_END_PX;
  const middleY = sourceY + Math.max(BELOW_END_PX, room / 2 + BELOW_END_PX / 2 - 39);
  const r = CORNER_PX;
  const turn = middleY < targetY ? r : -r;
  return {
    path:
      `M${sourceX},${sourceY} L${right - r},${sourceY} Q${right},${sourceY} ${right},${sourceY + r} ` +
      `L${right},${middleY - r} Q${right},${middleY} ${right - r},${middleY} ` +
      `L${left + r},${middleY} Q${left},${middleY} ${left},${middleY + turn} ` +
      `L${left},${targetY - turn} Q${left},${targetY} ${left + r},${targetY} L${targetX},${targetY}`,
    labelX: (sourceX + targetX) / 2,
    labelY: middleY,
  };
}

/** A loop from the right end of a card under it to its left end. */
export function loopPath(
  { sourceX, sourceY, targetX, targetY }: EdgeEnds,
  bottomY: number,
): EdgePath {
  const y = bottomY + LOOP_DROP_PX;
  const right = sourceX + LOOP_SIDE_PX;
  const left = targetX - LOOP_SIDE_PX;
  const r = CORNER_PX;
  return {
    path:
      `M${sourceX},${sourceY} C${right},${sourceY} ${right},${sourceY} ${right},${sourceY + 2 * r} ` +
      `L${right},${y - r} Q${right},${y} ${right - r},${y} L${left + r},${y} ` +
      `Q${left},${y} ${left},${y - r} L${left},${targetY + 2 * r} ` +
      `C${left},${targetY} ${left},${targetY} ${targetX},${targetY}`,
    labelX: (sourceX + targetX) / 2,
    labelY: y,
  };
}
