import type { Sheet } from './sheet.ts';
import { drawSheet, sheetSize } from './sheet.ts';

const EXPORT_SCALE = 2;

/** A sheet as a picture of twice its size on screen. */
export function pngOf(sheet: Sheet): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const [widthPx, heightPx] = sheetSize(sheet);
  canvas.width = widthPx * EXPORT_SCALE;
  canvas.height = heightPx * EXPORT_SCALE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No 2-D canvas in this browser.');
  context.scale(EXPORT_SCALE, EXPORT_SCALE);
  drawSheet(context, sheet, EXPORT_SCALE);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else
        reject(
          new Error(
            `The browser could not encode a picture of ${canvas.width} × ${canvas.height} pixels.`,
          ),
        );
    }, 'image/png');
  });
}
