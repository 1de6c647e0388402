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

/** As many sizes as a page shows at once; a canvas made anew for every picture costs more than the picture. */
const KEPT_SIZES = 32;
const kept = new Map<
  string,
  { image: PixelImage; context: CanvasRenderingContext2D; data: ImageData }
>();

/** An image that is drawn at once: the next one of its size is painted over it. */
export function passingPixelImage(
  widthPx: number,
  heightPx: number,
  paint: (pixels: Uint32Array) => void,
): PixelImage {
  const key = `${widthPx} ${heightPx}`;
  const known = kept.get(key);
  if (known === undefined) {
    const image = createPixelImage(widthPx, heightPx, paint);
    const context = image.canvas.getContext('2d');
    if (!context) throw new Error('No 2-D canvas in this browser.');
    if (kept.size >= KEPT_SIZES) kept.clear();
    kept.set(key, { image, context, data: new ImageData(widthPx, heightPx) });
    return image;
  }
  const pixels = new Uint32Array(known.data.data.buffer);
  pixels.fill(0);
  paint(pixels);
  known.context.putImageData(known.data, 0, 0);
  return known.image;
}
