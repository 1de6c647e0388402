/**
 * Products with bit-packed spikes as compute shaders: no multiplication, and work only for spikes.
 *
 * A product of bits `[R, K]` with a matrix `[K, N]` adds up, for each row of bits, the matrix rows
 * whose bit is set. Spikes packed along the inputs give a layer's currents; packed along time they
 * are already transposed and give the gradient of its weights.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Uniform } from '../webgpu/dispatch.ts';
import { dispatch } from '../webgpu/dispatch.ts';
import { grid } from '../webgpu/grid.ts';
import type { PackAttrs } from './spikeBits.ts';

const THREADS = 64;
const BITS = 32;

const HEAD = `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let at = i32(id.x + id.y * groups.x * ${THREADS}u);`;

const int = (value: number): Uniform => ({ type: 'int32', value });

/** Neighbouring threads take neighbouring rows, so that words along time are read side by side. */
const packCode = (): string => `
struct Params { rows : i32, items : i32, words : i32, rowStride : i32, itemStride : i32 }
@group(0) @binding(0) var<storage, read> spikes : array<f32>;
@group(0) @binding(1) var<storage, read_write> bits : array<u32>;
@group(0) @binding(2) var<uniform> p : Params;
${HEAD}
  if (at >= p.rows * p.words) { return; }
  let row = at % p.rows;
  let word = at / p.rows;
  let first = word * ${BITS};
  var packed = 0u;
  for (var bit = 0; bit < min(${BITS}, p.items - first); bit++) {
    let spike = spikes[row * p.rowStride + (first + bit) * p.itemStride] > 0.0;
    packed |= select(0u, 1u << u32(bit), spike);
  }
  bits[row * p.words + word] = packed;
}`;

/** Activation `[…, K]` → bits of its rows `[M, ⌈K/32⌉]` or of its columns `[K, ⌈M/32⌉]`. */
export function packSpikesWebgpu(
  { spikes }: { spikes: tf.TensorInfo },
  { along }: PackAttrs,
  backend: WebGPUBackend,
): tf.TensorInfo[] {
  const inputs = spikes.shape.at(-1) ?? 0;
  const samples = tf.util.sizeFromShape(spikes.shape) / inputs;
  const [rows, items] = along === 'rows' ? [samples, inputs] : [inputs, samples];
  const words = Math.ceil(items / BITS);
  const bits = backend.makeTensorInfo([rows, words], 'int32');
  const strides = along === 'rows' ? [inputs, 1] : [1, inputs];
  dispatch(backend, {
    key: 'spikeground.packSpikes',
    code: packCode,
    tensors: [spikes, bits],
    writes: [1],
    uniforms: [rows, items, words, ...strides].map(int),
    workgroups: grid(rows * words, THREADS),
  });
  return [bits];
}

/**
 * A workgroup's threads share a row of bits where the matrix is wide enough (`padded` rounds its
 * width up to whole workgroups), so that they run the same loop and read a matrix row side by side.
 */
const productCode = (hasBias: boolean): string => `
struct Params {
  rows : i32, words : i32, items : i32, columns : i32, padded : i32, firstItem : i32,
}
@group(0) @binding(0) var<storage, read> bits : array<u32>;
@group(0) @binding(1) var<storage, read> matrix : array<f32>;
@group(0) @binding(2) var<storage, read_write> y : array<f32>;
${hasBias ? '@group(0) @binding(3) var<storage, read> bias : array<f32>;' : ''}
@group(0) @binding(${hasBias ? 4 : 3}) var<uniform> p : Params;
${HEAD}
  let row = at / p.padded;
  let column = at % p.padded;
  if (row >= p.rows || column >= p.columns) { return; }
  var sum = ${hasBias ? 'bias[column]' : '0.0'};
  for (var first = 0; first < p.items; first += ${BITS}) {
    var word = bits[row * p.words + first / ${BITS}];
    let left = p.items - first;
    if (left < ${BITS}) { word &= (1u << u32(left)) - 1u; }
    while (word != 0u) {
      let item = p.firstItem + first + i32(countTrailingZeros(word));
      word &= word - 1u;
      sum += matrix[item * p.columns + column];
    }
  }
  y[row * p.columns + column] = sum;
}`;

export interface BitProduct {
  /** int32 `[R, words]`. */
  readonly bits: tf.TensorInfo;
  /** `[…, N]`; its rows `firstItem` to `firstItem + items − 1` are meant by the first bits. */
  readonly matrix: tf.TensorInfo;
  readonly bias: tf.TensorInfo | null;
  /** How many bits of a row count. */
  readonly items: number;
  readonly firstItem: number;
}

/** y[R, N] = bits · matrix + bias. */
export function bitProductWebgpu(product: BitProduct, backend: WebGPUBackend): tf.TensorInfo[] {
  const { bits, matrix, bias, items, firstItem } = product;
  const [rows = 0, words = 0] = bits.shape;
  const columns = matrix.shape.at(-1) ?? 0;
  const padded = columns < THREADS ? columns : Math.ceil(columns / THREADS) * THREADS;
  const y = backend.makeTensorInfo([rows, columns], 'float32');
  dispatch(backend, {
    key: `spikeground.bitProduct.${bias === null ? 'plain' : 'biased'}`,
    code: () => productCode(bias !== null),
    tensors: [bits, matrix, y, ...(bias === null ? [] : [bias])],
    writes: [2],
    uniforms: [rows, words, items, columns, padded, firstItem].map(int),
    workgroups: grid(rows * padded, THREADS),
  });
  return [y];
}
