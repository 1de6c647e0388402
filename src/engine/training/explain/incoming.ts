/** What reaches one neuron: which neurons of the layers before, by which factor. */
import { numberParam, stringParam } from '#model/params.ts';
import type { LayerPlan } from '#model/network/analyse.ts';
import { sizeOf } from '#model/shape.ts';
import type { ConvGeometry } from '../../kernels/conv/geometry.ts';
import { convGeometry } from '../../kernels/conv/geometry.ts';
import { imageInput } from '../../network/activation.ts';
import type { LayerRecord } from './passRecord.ts';

/** `input` counts the layer's inputs; `weight` is ∂(current or output)/∂(what comes in). */
export type Visit = (input: number, pre: number, weight: number) => void;

type Parameters = ReadonlyMap<string, ArrayLike<number>>;

/** Visits every connection into `post` at `step`, loops left out. */
export function eachIncoming(
  record: LayerRecord,
  inputs: readonly LayerRecord[],
  parameters: Parameters,
  post: number,
  step: number,
  visit: Visit,
): void {
  const { layer } = record;
  if (layer === null) return;
  const { plan } = layer;
  const { params } = plan.layer;
  switch (plan.entry.id) {
    case 'flatten':
      visit(0, post, 1);
      return;
    case 'avgPool':
    case 'maxPool': {
      const isMax = plan.entry.id === 'maxPool';
      const values = isMax ? sliceAt(inputs[0], step) : null;
      const [, width, channels] = imageInput(plan);
      const [, outWidth] = plan.output as readonly number[];
      eachPooled({
        ...{ size: numberParam(params, 'size'), width, channels, outWidth: outWidth ?? 0 },
        values,
        post,
        visit: (pre, share) => visit(0, pre, share),
      });
      return;
    }
    case 'conv':
      intoConvolution(record, parameters, post, step, visit);
      return;
    default:
      plan.inputs.forEach(({ connection, shape }, input) => {
        const weights = parameters.get(`${plan.layer.id}/weights/${connection.id}`);
        if (weights === undefined) return;
        const sources = sizeOf(shape);
        for (let pre = 0; pre < sources; pre++)
          visit(input, pre, weights[pre * record.size + post]!);
      });
  }
}

function intoConvolution(
  { layer, response, size }: LayerRecord,
  parameters: Parameters,
  post: number,
  step: number,
  visit: Visit,
): void {
  if (layer === null) return;
  const { plan } = layer;
  const weights = parameters.get(`${plan.layer.id}/weights`);
  if (weights === undefined) return;
  const geometry = geometryOf(plan);
  if (response === null) {
    intoFilter(geometry, weights, post, 1, visit);
    return;
  }
  const { params } = plan.layer;
  const of = geometry.outHeight * geometry.outWidth * geometry.channelsOut;
  const isMax = stringParam(params, 'currentPool') === 'max';
  const steps = response.length / of;
  const at = Math.min(step, steps - 1) * of;
  eachPooled({
    size: numberParam(params, 'currentPoolSize'),
    width: geometry.outWidth,
    channels: geometry.channelsOut,
    outWidth: (plan.output as readonly number[])[1] ?? 0,
    values: isMax ? response.subarray(at, at + of) : null,
    post: Math.min(post, size - 1),
    visit: (filter, share) => intoFilter(geometry, weights, filter, share, visit),
  });
}

function geometryOf(plan: LayerPlan): ConvGeometry {
  const [height, width, channelsIn] = imageInput(plan);
  const { params } = plan.layer;
  return convGeometry({
    ...{ batch: 1, height, width, channelsIn },
    channelsOut: numberParam(params, 'filters'),
    kernelSize: numberParam(params, 'kernelSize'),
    stride: numberParam(params, 'stride'),
    same: stringParam(params, 'padding') === 'same',
  });
}

function intoFilter(
  g: ConvGeometry,
  weights: ArrayLike<number>,
  post: number,
  share: number,
  visit: Visit,
): void {
  const filter = post % g.channelsOut;
  const place = Math.floor(post / g.channelsOut);
  const top = Math.floor(place / g.outWidth) * g.stride - g.padTop;
  const left = (place % g.outWidth) * g.stride - g.padLeft;
  for (let r = 0; r < g.kernelSize; r++) {
    for (let q = 0; q < g.kernelSize; q++) {
      const [y, x] = [top + r, left + q];
      if (y < 0 || y >= g.height || x < 0 || x >= g.width) continue;
      for (let c = 0; c < g.channelsIn; c++) {
        const weight =
          weights[((r * g.kernelSize + q) * g.channelsIn + c) * g.channelsOut + filter]!;
        visit(0, (y * g.width + x) * g.channelsIn + c, share * weight);
      }
    }
  }
}

interface Pooled {
  readonly size: number;
  readonly width: number;
  readonly channels: number;
  readonly outWidth: number;
  /** What the largest is taken of; null for an average. */
  readonly values: ArrayLike<number> | null;
  readonly post: number;
  visit(pre: number, share: number): void;
}

function eachPooled({ size, width, channels, outWidth, values, post, visit }: Pooled): void {
  const channel = post % channels;
  const place = Math.floor(post / channels);
  const top = Math.floor(place / outWidth) * size;
  const left = (place % outWidth) * size;
  let best = -1;
  for (let r = 0; r < size; r++) {
    for (let q = 0; q < size; q++) {
      const pre = ((top + r) * width + left + q) * channels + channel;
      if (values === null) visit(pre, 1 / (size * size));
      // The first of equals, as the kernel takes it.
      else if (best < 0 || values[pre]! > values[best]!) best = pre;
    }
  }
  if (best >= 0) visit(best, 1);
}

function sliceAt(record: LayerRecord | undefined, step: number): ArrayLike<number> {
  if (record === undefined) return [];
  const { output, size } = record;
  const at = Math.min(step, output.length / size - 1) * size;
  return output.subarray(at, at + size);
}
