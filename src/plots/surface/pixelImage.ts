/** A small canvas written as packed colours, to be scaled onto a plot. */
export interface PixelImage {
  canvas: HTMLCanvasElement;
  widthPx: number;
  heightPx: number;
}

/** Makes an image of the given size; `paint` fills one packed colour per pixel, row-major from the top. */
export function createPixelImage(
  widthPx: number,
  heightPx: number,
  paint: (pixels: Uint32Array) => void,
): PixelImage {
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No 2-D canvas in this browser.');
  const image = new ImageData(widthPx, heightPx);
  paint(new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
  return { canvas, widthPx, heightPx };
}
