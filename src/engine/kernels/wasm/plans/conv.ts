/** Convolution and pooling as jobs for threads: images, in groups for the kernel's gradient. */
import type { Executor } from '../exports.ts';
import {
  convForwardScratchBytes,
  convGradInputScratchBytes,
  convGradWeightsGroups,
  convGradWeightsListBytes,
  scratchStride,
} from '../scratch.ts';
import type { Address, ConvSizes, Flag, PoolSizes, WasmKernels } from '../wasmKernels.ts';
import { EVENT_DENSITY, densityOf } from './dense.ts';
import { runGroups } from './groups.ts';
import { FLOAT, runParts, split } from './split.ts';

const NS_A_PRODUCT = 0.06;
const NS_A_PIXEL = 1;

export type ConvPlans = Pick<WasmKernels, 'convForward' | 'convGradWeights' | 'convGradInput'>;
export type PoolPlans = Pick<
  WasmKernels,
  'maxPoolForward' | 'maxPoolBackward' | 'avgPoolForward' | 'avgPoolBackward'
>;

/** Floats of an image before and after, and the cost of all. */
function measures(sizes: ConvSizes, density: number) {
  const [images, height, width, cin, kh, kw, cout, , , , outHeight, outWidth] = sizes;
  const products = images * outHeight * outWidth * cout * kh * kw * cin;
  return {
    inFloats: height * width * cin,
    outFloats: outHeight * outWidth * cout,
    ns: products * NS_A_PRODUCT * Math.max(density, 0.05),
  };
}

export function convPlans(executor: Executor): ConvPlans {
  const flag = (density: number): Flag => (density < EVENT_DENSITY ? 1 : 0);
  const inputDensity = (path: number, x: Address, sizes: ConvSizes): number => {
    const [images, height, width, cin] = sizes;
    return densityOf(executor, path, x, images * height, width * cin);
  };
  return {
    convForward: (x, w, bias, y, ...rest) => {
      const { sizes, scratch, path } = parse(rest);
      const density = inputDensity(path, x, sizes);
      const { inFloats, outFloats, ns } = measures(sizes, density);
      const [images, ...shape] = sizes;
      runParts(
        executor,
        'convForward',
        split(images, ns, executor),
        (from, to) => [
          x + FLOAT * inFloats * from,
          w,
          bias,
          y + FLOAT * outFloats * from,
          to - from,
          ...shape,
          scratch,
          flag(density),
        ],
        { scratchAt: 16, scratchBytes: scratchStride(convForwardScratchBytes(...sizes)) },
      );
    },
    convGradInput: (gy, w, gx, ...rest) => {
      const { sizes, scratch, path } = parse(rest);
      const [images, ...shape] = sizes;
      const [, , , , , , cout, , , , outHeight, outWidth] = sizes;
      const density = densityOf(executor, path, gy, images * outHeight * outWidth, cout);
      const { inFloats, outFloats, ns } = measures(sizes, density);
      runParts(
        executor,
        'convGradInput',
        split(images, ns, executor),
        (from, to) => [
          gy + FLOAT * outFloats * from,
          w,
          gx + FLOAT * inFloats * from,
          to - from,
          ...shape,
          scratch,
          flag(density),
        ],
        { scratchAt: 15, scratchBytes: scratchStride(convGradInputScratchBytes(...sizes)) },
      );
    },
    convGradWeights: (x, gy, gw, ...rest) => {
      const { sizes, scratch, path } = parse(rest);
      const density = inputDensity(path, x, sizes);
      const { inFloats, outFloats, ns } = measures(sizes, density);
      const [rows, ...shape] = sizes;
      const [, , , cin, kh, kw, cout] = sizes;
      runGroups(executor, {
        kernel: 'convGradWeights',
        count: convGradWeightsGroups(...sizes),
        rows,
        out: gw,
        size: kh * kw * cin * cout,
        scratch,
        scratchAt: 15,
        listBytes: scratchStride(convGradWeightsListBytes(...sizes)),
        ns,
        argumentsOf: (from, to, sums, lists) => {
          const [xAt, gyAt] = [x + FLOAT * inFloats * from, gy + FLOAT * outFloats * from];
          return [xAt, gyAt, sums, to - from, ...shape, lists, flag(density)];
        },
      });
    },
  };
}

/** Sizes, scratch and path out of the arguments that convolutions share. */
function parse(rest: [...ConvSizes, Address, number]) {
  return {
    sizes: rest.slice(0, 12) as ConvSizes,
    scratch: rest[12],
    path: rest[13],
  };
}

export function poolPlans(executor: Executor): PoolPlans {
  const plan = (sizes: PoolSizes) => {
    const [images, height, width, channels, size, stride] = sizes;
    const pooled = (extent: number): number => Math.floor((extent - size) / stride) + 1;
    const inBytes = FLOAT * height * width * channels;
    const outBytes = FLOAT * pooled(height) * pooled(width) * channels;
    const ranges = split(images, (images * inBytes * NS_A_PIXEL) / FLOAT, executor);
    const shape = [height, width, channels, size, stride] as const;
    return { inBytes, outBytes, ranges, shape };
  };
  return {
    maxPoolForward: (x, y, ...sizes) => {
      const { inBytes, outBytes, ranges, shape } = plan(sizes);
      runParts(executor, 'maxPoolForward', ranges, (from, to) => [
        x + inBytes * from,
        y + outBytes * from,
        to - from,
        ...shape,
      ]);
    },
    maxPoolBackward: (x, gy, gx, ...sizes) => {
      const { inBytes, outBytes, ranges, shape } = plan(sizes);
      runParts(executor, 'maxPoolBackward', ranges, (from, to) => [
        x + inBytes * from,
        gy + outBytes * from,
        gx + inBytes * from,
        to - from,
        ...shape,
      ]);
    },
    avgPoolForward: (x, y, ...sizes) => {
      const { inBytes, outBytes, ranges, shape } = plan(sizes);
      runParts(executor, 'avgPoolForward', ranges, (from, to) => [
        x + inBytes * from,
        y + outBytes * from,
        to - from,
        ...shape,
      ]);
    },
    avgPoolBackward: (gy, gx, ...sizes) => {
      const { inBytes, outBytes, ranges, shape } = plan(sizes);
      runParts(executor, 'avgPoolBackward', ranges, (from, to) => [
        gy + outBytes * from,
        gx + inBytes * from,
        to - from,
        ...shape,
      ]);
    },
  };
}
