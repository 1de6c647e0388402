/** Pictures decoded by the browser, off the main thread. */
import type { DecodePicture } from './pictures.ts';

export const decodeInBrowser: DecodePicture = async (blob, size) => {
  const bitmap = await createImageBitmap(
    blob,
    size === null
      ? {}
      : { resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'high' },
  );
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    });
    if (context === null) throw new Error('this browser gives no canvas in a worker');
    context.drawImage(bitmap, 0, 0);
    return { width, height, rgba: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
};
