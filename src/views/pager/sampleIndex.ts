/** A sample number inside its split; 0 for an empty one. */
export function clampIndex(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}

/** The number a person typed, or null when no sample has it. */
export function parseIndex(text: string, count: number): number | null {
  const trimmed = text.trim();
  if (!/^\d+$/.test(trimmed)) return null;
  const index = Number(trimmed);
  return index < count ? index : null;
}
