/** Colours and type of a plot, each colour resolved to what a canvas serialises (`#rrggbb` or `rgba(…)`). */
export interface PlotTheme {
  surface: string;
  sunken: string;
  ink: string;
  inkSoft: string;
  hairline: string;
  axisLine: string;
  accent: string;
  spike: string;
  negative: string;
  positive: string;
  zeroLine: string;
  shade: string;
  shadeLine: string;
  /** Five stops, low to high. */
  sequential: readonly string[];
  /** Okabe–Ito fills, eight. */
  categories: readonly string[];
  /** The same hues with at least 3:1 against the surface. */
  categoryLines: readonly string[];
  fontSans: string;
  fontSerif: string;
}

/** Reads the theme from the custom properties that apply to an element; throws when the token sheet is missing. */
export function readTheme(element: Element): PlotTheme {
  const style = getComputedStyle(element);
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('No 2-D canvas in this browser.');
  const text = (name: string): string => {
    const value = style.getPropertyValue(name).trim();
    if (value === '')
      throw new Error(`Custom property ${name} is not set: load the token sheet first.`);
    return value;
  };
  // A canvas turns names and system colours (forced-colors mode) into numbers.
  const colour = (name: string): string => {
    context.fillStyle = text(name);
    return context.fillStyle;
  };
  const numbered = (name: string, from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, i) => colour(`${name}-${from + i}`));
  return {
    surface: colour('--surface'),
    sunken: colour('--sunken'),
    ink: colour('--ink'),
    inkSoft: colour('--ink-soft'),
    hairline: colour('--hairline'),
    axisLine: colour('--axis-line'),
    accent: colour('--accent'),
    spike: colour('--spike'),
    negative: colour('--negative'),
    positive: colour('--positive'),
    zeroLine: colour('--zero-line'),
    shade: colour('--shade'),
    shadeLine: colour('--shade-line'),
    sequential: numbered('--sequential', 0, 4),
    categories: numbered('--category', 1, 8),
    categoryLines: numbered('--category-line', 1, 8),
    fontSans: text('--font-sans'),
    fontSerif: text('--font-serif'),
  };
}

/** Calls back when the page's theme may have changed (attribute, system scheme, forced colours); returns the stop function. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', onChange);
  };
}
