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
const LOOP_SIDE_PX = 26;

/** A soft S from one card to the next; straight when both ends are level. */
export function forwardPath({ sourceX, sourceY, targetX, targetY }: EdgeEnds): EdgePath {
  const reach = Math.max(24, Math.abs(targetX - sourceX) / 2);
  return {
    path: `M${sourceX},${sourceY} C${sourceX + reach},${sourceY} ${targetX - reach},${targetY} ${targetX},${targetY}`,
    labelX: (sourceX + targetX) / 2,
    labelY: (sourceY + targetY) / 2,
  };
}

/** A loop from the right end of a card under it to its left end. */
export function loopPath({ sourceX, sourceY, targetX, targetY }: EdgeEnds, bottomY: number): EdgePath {
  const y = bottomY + LOOP_DROP_PX;
  const right = sourceX + LOOP_SIDE_PX;
  const left = targetX - LOOP_SIDE_PX;
  const r = 14;
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
