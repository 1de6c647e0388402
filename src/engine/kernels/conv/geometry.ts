/** Sizes of one convolution; images are `[batch, height, width, channels]`. */
export interface ConvGeometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channelsIn: number;
  readonly channelsOut: number;
  readonly kernelSize: number;
  readonly stride: number;
  /** Zero padding that keeps ceil(extent / stride); otherwise none. */
  readonly same: boolean;
  readonly padTop: number;
  readonly padLeft: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

export function convGeometry(
  given: Pick<
    ConvGeometry,
    'batch' | 'height' | 'width' | 'channelsIn' | 'channelsOut' | 'kernelSize' | 'stride' | 'same'
  >,
): ConvGeometry {
  const axis = (extent: number): { out: number; before: number } => {
    if (!given.same) {
      return { out: Math.floor((extent - given.kernelSize) / given.stride) + 1, before: 0 };
    }
    const out = Math.ceil(extent / given.stride);
    const total = Math.max(0, (out - 1) * given.stride + given.kernelSize - extent);
    return { out, before: Math.floor(total / 2) };
  };
  const rows = axis(given.height);
  const columns = axis(given.width);
  return {
    ...given,
    padTop: rows.before,
    padLeft: columns.before,
    outHeight: rows.out,
    outWidth: columns.out,
  };
}
