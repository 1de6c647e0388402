/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Parses `#rrggbb`, `rgb(…)` or `rgba(…)` as a canvas serialises it; alpha is ignored; throws on anything else. */
export function parseRgb(css: string): Rgb {
  const hex = /^#([0-9a-f]{6})/i.exec(css)?.[1];
  if (hex !== undefined) {
    const value = Number.parseInt(hex, 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(css);
  if (!parts) throw new Error(`Not a colour a canvas would print: ${css}`);
  return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

/** Packs an opaque colour the way ImageData lies in memory seen as a Uint32Array on little-endian machines. */
export function packRgb([red, green, blue]: Rgb): number {
  return (
    ((255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0
  );
}

/** A straight mix in sRGB: `share` 0 gives `a`, 1 gives `b`. */
export function mixRgb(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** `rgba(…)` text of a colour with the given opacity. */
export function withAlpha(css: string, alpha: number): string {
  const [red, green, blue] = parseRgb(css);
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}

/** A packed colour (little endian, red lowest) as CSS. */
export function cssOf(packed: number): string {
  return `rgb(${packed & 255} ${(packed >> 8) & 255} ${(packed >> 16) & 255})`;
}

/** Black or white, whichever is farther from a packed ground. */
export function inkOn(packed: number): string {
  const [red, green, blue] = [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255];
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#000000' : '#ffffff';
}
