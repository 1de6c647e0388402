/** Convolution and pooling as jobs for threads: images, or parts of the kernel for its gradient. */
import type { Executor } from '../exports.ts';
import {
  convForwardScratchBytes,
  convGradInputScratchBytes,
  convGradWeightsScratchBytes,
  scratchStride,
} from '../scratch.ts';
import type { Address, ConvSizes, Flag, PoolSizes, WasmKernels } from '../wasmKernels.ts';
import { EVENT_DENSITY, densityOf } from './dense.ts';
import { FLOAT, runParts, split } from './split.ts';

const NS_A_PRODUCT = 0.06;
const NS_A_PIXEL = 1;
/** Columns of filters that stay in registers together. */
const COLUMNS = 32;
/** Rows of the kernel in a part where its columns do not suffice. */
const ROWS = 2;

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
      const parts = kernelParts(executor, sizes, measures(sizes, density).ns);
      executor.run({
        kernel: 'convGradWeights',
        parts: parts.map((part) => [x, gy, gw, ...sizes, scratch, flag(density), ...part]),
        scratchAt: 15,
        scratchBytes: scratchStride(convGradWeightsScratchBytes(...sizes)),
      });
    },
  };
}

type KernelPart = [rowFrom: number, rowTo: number, from: number, to: number];

/**
 * Parts of a kernel's gradient: its columns, and its rows too where columns give threads unequal
 * shares. Each part goes over all images, so there are few.
 */
function kernelParts(executor: Executor, sizes: ConvSizes, ns: number): KernelPart[] {
  const { threads } = executor;
  const [, , , , kernelHeight, , cout] = sizes;
  const columns = split(cout, ns, executor, COLUMNS, cout);
  const even = threads === 1 || columns.length % threads === 0;
  const rows = even
    ? split(kernelHeight, 0, executor)
    : split(kernelHeight, ns, executor, 1, Math.ceil(kernelHeight / ROWS / threads));
  return columns.flatMap(([from, to]) =>
    rows.map(([rowFrom, rowTo]): KernelPart => [rowFrom, rowTo, from, to]),
  );
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
