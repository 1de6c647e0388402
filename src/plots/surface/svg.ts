import type { Sheet } from './sheet.ts';
import { drawSheet, sheetSize } from './sheet.ts';

/** A sheet as vectors: the plot draws as on screen, on a context that writes down what is drawn. */
export async function svgOf(sheet: Sheet): Promise<Blob> {
  const { Context } = await import('svgcanvas');
  const [width, height] = sheetSize(sheet);
  const context = new Context({ width, height });
  drawSheet(context, sheet, 1);
  const svg = context.getSvg();
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  // Maps of pixels (densities, weights, decisions) stay images, with edges as sharp as on screen.
  for (const image of svg.querySelectorAll('image')) {
    image.setAttribute('style', 'image-rendering: pixelated');
  }
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
}
