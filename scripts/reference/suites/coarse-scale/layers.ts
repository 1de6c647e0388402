/** Cells and layers from the vectors' JSON. */
import type { CellParams } from '#engine/methods/coarse-scale/cell.ts';
import { CELL_MODELS } from '#engine/methods/coarse-scale/cell.ts';
import type { ReferenceLayer } from '#engine/methods/coarse-scale/referenceNetwork.ts';
import type { Rows } from './measure.ts';
import { floats } from './measure.ts';

export function cellOf(params: CellJson): CellParams {
  const model = CELL_MODELS.find((name) => name === params.model);
  if (model === undefined) throw new Error(`model: got ${params.model}`);
  return { model, tau: params.tau, v0: params.v0, beta: params.beta, gain: params.gain ?? 1.1 };
}

export interface CellJson {
  readonly model: string;
  readonly tau: number;
  readonly v0: number;
  readonly beta: number;
  readonly gain?: number;
}

export type LayerJson =
  | { readonly type: 'dense'; readonly W: Rows; readonly b: readonly number[] | null }
  | {
      readonly type: 'conv';
      readonly K: readonly (readonly Rows[])[];
      readonly b: readonly number[] | null;
      readonly stride: number;
      readonly pad: number;
    }
  | { readonly type: 'maxpool'; readonly k: number }
  | { readonly type: 'flatten' }
  | ({ readonly type: 'spike' } & CellJson);

export function layerOf(json: LayerJson): ReferenceLayer {
  switch (json.type) {
    case 'dense':
      return {
        type: 'dense',
        inputs: json.W[0]?.length ?? 0,
        outputs: json.W.length,
        weights: floats(json.W),
        bias: json.b === null ? null : floats(json.b),
      };
    case 'conv': {
      const [first] = json.K;
      const [window] = first ?? [];
      return {
        type: 'conv',
        channels: [first?.length ?? 0, json.K.length],
        kernel: [window?.length ?? 0, window?.[0]?.length ?? 0],
        stride: json.stride,
        pad: json.pad,
        weights: floats(json.K),
        bias: json.b === null ? null : floats(json.b),
      };
    }
    case 'maxpool':
      return { type: 'maxpool', size: json.k };
    case 'flatten':
      return { type: 'flatten' };
    case 'spike':
      return { type: 'spike', cell: cellOf(json) };
    default:
      throw new Error(`layer: got ${JSON.stringify(json satisfies never)}`);
  }
}
