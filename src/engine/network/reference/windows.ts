/** Windows of a layer plan in the terms of the float64 kernels. */
import { numberParam, stringParam } from '#model/params.ts';
import type { LayerPlan } from '#model/network/analyse.ts';
import * as pool from '../../kernels/reference/pool.ts';
import { convGeometry } from '../../kernels/conv/geometry.ts';
import type { ConvSizes, PoolSizes } from '../../kernels/wasm/wasmKernels.ts';

export interface Pooling {
  readonly mode: 'max' | 'average';
  readonly size: number;
  /** Shape of what is pooled. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

function inputImage(plan: LayerPlan): readonly [number, number, number] {
  const shape = plan.inputs[0]?.shape;
  if (shape?.length !== 3) throw new Error(`${plan.layer.id}: no image comes in`);
  return shape;
}

export function convSizes(plan: LayerPlan, images: number): ConvSizes {
  const [height, width, channelsIn] = inputImage(plan);
  const { params } = plan.layer;
  const g = convGeometry({
    batch: images,
    height,
    width,
    channelsIn,
    channelsOut: numberParam(params, 'filters'),
    kernelSize: numberParam(params, 'kernelSize'),
    stride: numberParam(params, 'stride'),
    same: stringParam(params, 'padding') === 'same',
  });
  return [
    ...([images, height, width, channelsIn, g.kernelSize, g.kernelSize] as const),
    ...([g.channelsOut, g.stride, g.padTop, g.padLeft, g.outHeight, g.outWidth] as const),
  ];
}

/** What a layer pools, its spikes or its currents; null when it pools nothing. */
export function poolingOf(plan: LayerPlan): Pooling | null {
  const { kind, params } = plan.layer;
  if (kind === 'maxPool' || kind === 'avgPool') {
    const [height, width, channels] = inputImage(plan);
    const mode = kind === 'maxPool' ? 'max' : 'average';
    return { mode, size: numberParam(params, 'size'), height, width, channels };
  }
  if (kind !== 'conv') return null;
  const mode = stringParam(params, 'currentPool');
  if (mode !== 'max' && mode !== 'average') return null;
  const sizes = convSizes(plan, 1);
  const [, , , , , , channels, , , , height, width] = sizes;
  return { mode, size: numberParam(params, 'currentPoolSize'), height, width, channels };
}

const sizesOf = ({ size, height, width, channels }: Pooling, images: number): PoolSizes => [
  images,
  height,
  width,
  channels,
  size,
  size,
];

export function poolForward(x: Float64Array, pooling: Pooling, images: number): Float64Array {
  const forward = pooling.mode === 'max' ? pool.maxPoolForward : pool.avgPoolForward;
  return forward(x, sizesOf(pooling, images));
}

export function poolBackward(x: Float64Array, gy: Float64Array, pooling: Pooling): Float64Array {
  const images = x.length / (pooling.height * pooling.width * pooling.channels);
  return pooling.mode === 'max'
    ? pool.maxPoolBackward(x, gy, sizesOf(pooling, images))
    : pool.avgPoolBackward(gy, sizesOf(pooling, images));
}
