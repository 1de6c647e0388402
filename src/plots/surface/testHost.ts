/** For browser tests: a sized container with a plain theme in which every role has its own colour. */
export interface TestHost {
  container: HTMLElement;
  /** Red, green, blue of a base-canvas pixel, given in CSS pixels. */
  pixel(xPx: number, yPx: number): [number, number, number];
  /** How many base-canvas pixels have a colour, in an area of CSS pixels. */
  count(hex: string, area?: { x: number; y: number; width: number; height: number }): number;
  /** Sends a pointer gesture to the top canvas. */
  point(type: string, xPx: number, yPx: number): void;
  remove(): void;
}

const NAMED: Record<string, string> = {
  '--surface': '#ffffff',
  '--sunken': '#fefefe',
  '--ink': '#101010',
  '--ink-soft': '#505050',
  '--hairline': '#e0e0e0',
  '--axis-line': '#707070',
  '--accent': '#00ff00',
  '--spike': '#ff0000',
  '--negative': '#ff8000',
  '--positive': '#0000ff',
  '--zero-line': '#808080',
  '--shade': '#c0c0c0',
  '--shade-line': '#a0a0a0',
  '--font-sans': 'sans-serif',
  '--font-serif': 'serif',
};

const SEQUENTIAL = ['#d0f0d0', '#a0d0a0', '#70b070', '#409040', '#107010'];
const CATEGORIES = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
  '#303030',
];

/** Adds a container of the given size to the page. */
export function createTestHost(widthPx: number, heightPx: number): TestHost {
  const container = document.createElement('div');
  container.style.width = `${widthPx}px`;
  container.style.height = `${heightPx}px`;
  for (const [name, value] of Object.entries(NAMED)) container.style.setProperty(name, value);
  SEQUENTIAL.forEach((value, i) => container.style.setProperty(`--sequential-${i}`, value));
  CATEGORIES.forEach((value, i) => {
    container.style.setProperty(`--category-${i + 1}`, value);
    container.style.setProperty(`--category-line-${i + 1}`, value);
  });
  document.body.append(container);

  function base(): { context: CanvasRenderingContext2D; scale: number } {
    const canvas = container.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('The plot has no canvas.');
    return { context, scale: canvas.width / widthPx };
  }

  return {
    container,
    pixel(xPx, yPx) {
      const { context, scale } = base();
      const { data } = context.getImageData(Math.floor(xPx * scale), Math.floor(yPx * scale), 1, 1);
      return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0];
    },
    count(hex, area = { x: 0, y: 0, width: widthPx, height: heightPx }) {
      const { context, scale } = base();
      const { data } = context.getImageData(
        area.x * scale,
        area.y * scale,
        area.width * scale,
        area.height * scale,
      );
      const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (data[i] === wanted[0] && data[i + 1] === wanted[1] && data[i + 2] === wanted[2])
          count += 1;
      }
      return count;
    },
    point(type, xPx, yPx) {
      const canvas = [...container.querySelectorAll('canvas')].at(-1);
      const box = canvas?.getBoundingClientRect();
      if (!canvas || !box) throw new Error('The plot has no canvas.');
      const at = { clientX: box.left + xPx, clientY: box.top + yPx, bubbles: true, button: 0 };
      canvas.dispatchEvent(
        type === 'dblclick'
          ? new MouseEvent(type, at)
          : new PointerEvent(type, { ...at, pointerId: 1 }),
      );
    },
    remove: () => container.remove(),
  };
}
