import { storeLanes } from './partial';

// Images are NHWC; windows lie wholly inside (out = (extent − size) / stride + 1), and vectors run
// over channels.

export function maxPoolForward(
  x: i32, y: i32, images: i32, height: i32, width: i32, channels: i32, size: i32, stride: i32,
): void {
  const outHeight = (height - size) / stride + 1;
  const outWidth = (width - size) / stride + 1;
  const pixelBytes = channels << 2;
  for (let image = 0; image < images; image++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        const corner = x + (oh * stride * width + ow * stride) * pixelBytes;
        for (let c = 0; c < channels; c += 4) {
          let most = v128.load(corner + (c << 2));
          for (let r = 0; r < size; r++) {
            let at = corner + r * width * pixelBytes + (c << 2);
            for (let q = 0; q < size; q++) {
              const value = v128.load(at);
              most = v128.bitselect(value, most, f32x4.gt(value, most));
              at += pixelBytes;
            }
          }
          storeLanes(y + (c << 2), most, channels - c);
        }
        y += pixelBytes;
      }
    }
    x += height * width * pixelBytes;
  }
}

/** The first largest input of a window, row by row, takes its gradient. */
export function maxPoolBackward(
  x: i32, gy: i32, gx: i32,
  images: i32, height: i32, width: i32, channels: i32, size: i32, stride: i32,
): void {
  const outHeight = (height - size) / stride + 1;
  const outWidth = (width - size) / stride + 1;
  const pixelBytes = channels << 2;
  const imageBytes = height * width * pixelBytes;
  // Windows that tile the image write each entry once; others add, or leave some out.
  const tiles = stride == size && outHeight * size == height && outWidth * size == width;
  if (!tiles) memory.fill(gx, 0, images * imageBytes);
  for (let image = 0; image < images; image++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        const corner = (oh * stride * width + ow * stride) * pixelBytes;
        for (let c = 0; c < channels; c += 4) {
          const first = corner + (c << 2);
          let most = v128.load(x + first);
          for (let r = 0; r < size; r++) {
            let at = x + first + r * width * pixelBytes;
            for (let q = 0; q < size; q++) {
              const value = v128.load(at);
              most = v128.bitselect(value, most, f32x4.gt(value, most));
              at += pixelBytes;
            }
          }
          let left = v128.load(gy + (c << 2));
          for (let r = 0; r < size; r++) {
            let at = first + r * width * pixelBytes;
            for (let q = 0; q < size; q++) {
              const wins = f32x4.eq(v128.load(x + at), most);
              const to = gx + at;
              const share = v128.and(left, wins);
              const sum = tiles ? share : f32x4.add(v128.load(to), share);
              storeLanes(to, sum, channels - c);
              left = v128.andnot(left, wins);
              at += pixelBytes;
            }
          }
        }
        gy += pixelBytes;
      }
    }
    x += imageBytes;
    gx += imageBytes;
  }
}

export function avgPoolForward(
  x: i32, y: i32, images: i32, height: i32, width: i32, channels: i32, size: i32, stride: i32,
): void {
  const outHeight = (height - size) / stride + 1;
  const outWidth = (width - size) / stride + 1;
  const pixelBytes = channels << 2;
  const share = f32x4.splat(<f32>1 / f32(size * size));
  for (let image = 0; image < images; image++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        const corner = x + (oh * stride * width + ow * stride) * pixelBytes;
        for (let c = 0; c < channels; c += 4) {
          let sum = f32x4.splat(0);
          for (let r = 0; r < size; r++) {
            let at = corner + r * width * pixelBytes + (c << 2);
            for (let q = 0; q < size; q++) {
              sum = f32x4.add(sum, v128.load(at));
              at += pixelBytes;
            }
          }
          storeLanes(y + (c << 2), f32x4.mul(sum, share), channels - c);
        }
        y += pixelBytes;
      }
    }
    x += height * width * pixelBytes;
  }
}

export function avgPoolBackward(
  gy: i32, gx: i32,
  images: i32, height: i32, width: i32, channels: i32, size: i32, stride: i32,
): void {
  const outHeight = (height - size) / stride + 1;
  const outWidth = (width - size) / stride + 1;
  const pixelBytes = channels << 2;
  const imageBytes = height * width * pixelBytes;
  const share = f32x4.splat(<f32>1 / f32(size * size));
  memory.fill(gx, 0, images * imageBytes);
  for (let image = 0; image < images; image++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        const corner = gx + (oh * stride * width + ow * stride) * pixelBytes;
        for (let c = 0; c < channels; c += 4) {
          const each = f32x4.mul(v128.load(gy + (c << 2)), share);
          for (let r = 0; r < size; r++) {
            let at = corner + r * width * pixelBytes + (c << 2);
            for (let q = 0; q < size; q++) {
              storeLanes(at, f32x4.add(v128.load(at), each), channels - c);
              at += pixelBytes;
            }
          }
        }
        gy += pixelBytes;
      }
    }
    gx += imageBytes;
  }
}
