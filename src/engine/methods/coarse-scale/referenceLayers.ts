/**
 * Layers without state on [channels][height][width] maps or lists, in float64, and their adjoints. (§5)
 *
 * Values are flat, row by row; weights are [out][in], filters [out][in][kh][kw].
 */
export interface DenseLayer {
  readonly type: 'dense';
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array | null;
}

export interface ConvLayer {
  readonly type: 'conv';
  readonly channels: readonly [into: number, out: number];
  readonly kernel: readonly [height: number, width: number];
  readonly stride: number;
  readonly pad: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array | null;
}

export interface MaxPoolLayer {
  readonly type: 'maxpool';
  readonly size: number;
}

export interface FlattenLayer {
  readonly type: 'flatten';
}

export type MapShape = readonly [channels: number, height: number, width: number];

export function denseForward(layer: DenseLayer, x: Float64Array): Float64Array {
  const out = new Float64Array(layer.outputs);
  for (let o = 0; o < layer.outputs; o++) {
    let sum = layer.bias?.[o] ?? 0;
    for (let i = 0; i < layer.inputs; i++) sum += layer.weights[o * layer.inputs + i]! * x[i]!;
    out[o] = sum;
  }
  return out;
}

/** Adds the gradients of weights and bias, and returns that of x. */
export function denseBackward(
  layer: DenseLayer,
  x: Float64Array,
  grad: Float64Array,
  into: { readonly weights: Float64Array; readonly bias: Float64Array | null },
): Float64Array {
  const gradInput = new Float64Array(layer.inputs);
  for (let o = 0; o < layer.outputs; o++) {
    const g = grad[o]!;
    if (into.bias !== null) into.bias[o]! += g;
    for (let i = 0; i < layer.inputs; i++) {
      const at = o * layer.inputs + i;
      into.weights[at]! += g * x[i]!;
      gradInput[i]! += g * layer.weights[at]!;
    }
  }
  return gradInput;
}

export function convShape(layer: ConvLayer, [, height, width]: MapShape): MapShape {
  const extent = (size: number, kernel: number): number =>
    Math.floor((size + 2 * layer.pad - kernel) / layer.stride) + 1;
  return [layer.channels[1], extent(height, layer.kernel[0]), extent(width, layer.kernel[1])];
}

/** Calls `visit(weight, input, output)` with the flat index of each product of the convolution. */
function eachProduct(
  layer: ConvLayer,
  shape: MapShape,
  visit: (weight: number, input: number, output: number) => void,
): void {
  const [channelsIn, height, width] = shape;
  const [channelsOut, outHeight, outWidth] = convShape(layer, shape);
  const [kh, kw] = layer.kernel;
  for (let o = 0; o < channelsOut; o++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const output = (o * outHeight + row) * outWidth + column;
        for (let c = 0; c < channelsIn; c++) {
          for (let dy = 0; dy < kh; dy++) {
            const y = row * layer.stride + dy - layer.pad;
            if (y < 0 || y >= height) continue;
            for (let dx = 0; dx < kw; dx++) {
              const x = column * layer.stride + dx - layer.pad;
              if (x < 0 || x >= width) continue;
              const weight = ((o * channelsIn + c) * kh + dy) * kw + dx;
              visit(weight, (c * height + y) * width + x, output);
            }
          }
        }
      }
    }
  }
}

export function convForward(layer: ConvLayer, shape: MapShape, x: Float64Array): Float64Array {
  const [channels, height, width] = convShape(layer, shape);
  const plane = height * width;
  const out = Float64Array.from(
    { length: channels * plane },
    (_, at) => layer.bias?.[Math.floor(at / plane)] ?? 0,
  );
  eachProduct(layer, shape, (weight, input, output) => {
    out[output]! += layer.weights[weight]! * x[input]!;
  });
  return out;
}

/** Adds the gradients of filters and bias, and returns that of x. */
export function convBackward(
  layer: ConvLayer,
  shape: MapShape,
  x: Float64Array,
  grad: Float64Array,
  into: { readonly weights: Float64Array; readonly bias: Float64Array | null },
): Float64Array {
  const gradInput = new Float64Array(x.length);
  eachProduct(layer, shape, (weight, input, output) => {
    into.weights[weight]! += grad[output]! * x[input]!;
    gradInput[input]! += grad[output]! * layer.weights[weight]!;
  });
  const { bias } = into;
  if (bias !== null) {
    const plane = grad.length / bias.length;
    grad.forEach((g, at) => (bias[Math.floor(at / plane)]! += g));
  }
  return gradInput;
}

export function poolShape({ size }: MaxPoolLayer, [channels, height, width]: MapShape): MapShape {
  return [channels, Math.floor(height / size), Math.floor(width / size)];
}

/** Of each window, the index of its first largest input, row by row. */
export function poolWinners(layer: MaxPoolLayer, shape: MapShape, x: Float64Array): Uint32Array {
  const [, height, width] = shape;
  const [channels, outHeight, outWidth] = poolShape(layer, shape);
  const winners = new Uint32Array(channels * outHeight * outWidth);
  for (let at = 0; at < winners.length; at++) {
    const column = at % outWidth;
    const row = Math.floor(at / outWidth) % outHeight;
    const channel = Math.floor(at / (outWidth * outHeight));
    const corner = (channel * height + row * layer.size) * width + column * layer.size;
    let best = corner;
    for (let dy = 0; dy < layer.size; dy++) {
      for (let dx = 0; dx < layer.size; dx++) {
        const candidate = corner + dy * width + dx;
        if (x[candidate]! > x[best]!) best = candidate;
      }
    }
    winners[at] = best;
  }
  return winners;
}
