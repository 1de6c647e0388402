/** Draws one sample of a preview into a small canvas, in the colours of the page. */
import { sizeOf } from '#model/shape.ts';
import type { ImportPreview, PreviewSample } from '#protocol/import.ts';

export function drawSample(
  canvas: HTMLCanvasElement,
  sample: PreviewSample,
  { shape, content }: Pick<ImportPreview, 'shape' | 'content'>,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.fillStyle = getComputedStyle(canvas).color;
  if (sample.kind === 'spikes') {
    const longestMs = content.kind === 'spikes' ? Math.max(content.longestMs, 1) : 1;
    const size = sizeOf(shape);
    sample.timesMs.forEach((time, i) => {
      const y = ((sample.inputs[i] ?? 0) / size) * height;
      context.fillRect((time / longestMs) * (width - 2), y, 2, 2);
    });
    return;
  }
  if (shape.length === 1) {
    const bar = width / sample.values.length;
    sample.values.forEach((value, i) => {
      const tall = value * height;
      context.fillRect(i * bar, height - tall, Math.max(1, bar - 1), tall);
    });
    return;
  }
  drawImage(context, sample.values, shape);
}

/** Grey or colour, as large as fits, pixels kept sharp. */
function drawImage(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  [rows, columns, channels]: readonly [number, number, number],
): void {
  const image = new ImageData(columns, rows);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const from = channels >= 3 ? channel : 0;
      image.data[4 * pixel + channel] = 255 * (values[pixel * channels + from] ?? 0);
    }
    image.data[4 * pixel + 3] = 255;
  }
  const small = new OffscreenCanvas(columns, rows);
  small.getContext('2d')?.putImageData(image, 0, 0);
  const { width, height } = context.canvas;
  const zoom = Math.min(width / columns, height / rows);
  context.imageSmoothingEnabled = false;
  context.drawImage(
    small,
    (width - zoom * columns) / 2,
    (height - zoom * rows) / 2,
    zoom * columns,
    zoom * rows,
  );
}
