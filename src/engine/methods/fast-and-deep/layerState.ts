/** Weights and moments of a layer as documents and checkpoints know them: without padding. */
import type { Block } from '../float64Module.ts';
import type { StateArray } from '../../training/learner.ts';
import type { KernelLayer } from './kernelLayer.ts';

/** Rows of a kernel layer that are one parameter of the document. */
export interface Rows {
  readonly first: number;
  readonly count: number;
}

export function readRows(
  { stride, spec }: KernelLayer,
  block: Block<Float64Array>,
  { first, count }: Rows,
): Float64Array {
  const { values } = block;
  const out = new Float64Array(count * spec.nOut);
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < spec.nOut; j++) {
      out[row * spec.nOut + j] = values[(first + row) * stride + j]!;
    }
  }
  return out;
}

export function writeRows(
  { stride, spec }: KernelLayer,
  block: Block<Float64Array>,
  { first, count }: Rows,
  from: ArrayLike<number>,
): void {
  const { values } = block;
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < spec.nOut; j++) {
      values[(first + row) * stride + j] = from[row * spec.nOut + j]!;
    }
  }
}

/** State whose values can be had at once. */
export interface CopiedState extends StateArray {
  copy(): Float64Array;
}

/** A state with the reading that its copy makes possible. */
export function copiedState(
  own: Pick<CopiedState, 'id' | 'length' | 'copy' | 'write'>,
): CopiedState {
  return { ...own, read: () => Promise.resolve(own.copy()) };
}

export function rowsState(
  id: string,
  layer: KernelLayer,
  block: Block<Float64Array>,
  rows: Rows,
): CopiedState {
  return copiedState({
    id,
    length: rows.count * layer.spec.nOut,
    copy: () => readRows(layer, block, rows),
    write: (values) => writeRows(layer, block, rows, values),
  });
}
