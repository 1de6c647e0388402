/**
 * Coarse-scale networks of one sample in float64: T steps forward, and back through time. (§4, §5)
 *
 * Every layer is evaluated once a step, in order, on the spikes of the same step. Written to be read
 * beside the method; the product trains on the kernels in `engine/kernels/lif`.
 */
import type { SpikeFunction } from '../../kernels/reference/lif.ts';
import { strictSpike } from '../../kernels/reference/lif.ts';
import type { CellParams, CellStates } from './cell.ts';
import { cellBackward, cellForward } from './cell.ts';
import type {
  ConvLayer,
  DenseLayer,
  FlattenLayer,
  MapShape,
  MaxPoolLayer,
} from './referenceLayers.ts';
import {
  convBackward,
  convForward,
  convShape,
  denseBackward,
  denseForward,
  poolShape,
  poolWinners,
} from './referenceLayers.ts';

export interface SpikeLayer {
  readonly type: 'spike';
  readonly cell: CellParams;
}

export type ReferenceLayer = DenseLayer | ConvLayer | MaxPoolLayer | FlattenLayer | SpikeLayer;

export interface Trace {
  /** What went into the layer at each step. */
  readonly input: readonly Float64Array[];
  readonly shape: MapShape;
  /** Of spiking layers only. */
  readonly states: CellStates | null;
}

export interface ReferencePass {
  readonly traces: readonly Trace[];
  /** Spikes of the last layer, [T][classes]. */
  readonly output: readonly Float64Array[];
  /** n_i = Σ_k s_{i,k} */
  readonly counts: Float64Array;
}

export interface LayerGradient {
  readonly weights: Float64Array;
  readonly bias: Float64Array | null;
}

export interface ReferenceGradient {
  /** One a layer; null where there is nothing to learn. */
  readonly layers: readonly (LayerGradient | null)[];
  /** dL/dx at each step. */
  readonly input: readonly Float64Array[];
}

/** @param shape of the input; a list of n is [n, 1, 1] */
export function forward(
  layers: readonly ReferenceLayer[],
  x: readonly Float64Array[],
  shape: MapShape,
  spikeOf: (cell: CellParams) => SpikeFunction = () => strictSpike,
): ReferencePass {
  const traces: Trace[] = [];
  let now: { values: readonly Float64Array[]; shape: MapShape } = { values: x, shape };
  for (const layer of layers) {
    const { values: input, shape: before } = now;
    let states: CellStates | null = null;
    if (layer.type === 'spike') {
      states = cellForward(layer.cell, input, spikeOf(layer.cell));
      now = { values: states.s, shape: before };
    } else {
      const values = input.map((x) => step(layer, before, x));
      now = { values, shape: shapeAfter(layer, before) };
    }
    traces.push({ input, shape: before, states });
  }
  const counts = new Float64Array(now.values[0]?.length ?? 0);
  for (const spikes of now.values) spikes.forEach((s, i) => (counts[i]! += s));
  return { traces, output: now.values, counts };
}

/** Gradients of all layers from dL/dn, the same at every step because n is a sum over steps. */
export function backward(
  layers: readonly ReferenceLayer[],
  pass: ReferencePass,
  ofCounts: Float64Array,
): ReferenceGradient {
  const gradients: (LayerGradient | null)[] = layers.map(() => null);
  let arriving: readonly Float64Array[] = pass.output.map(() => ofCounts.slice());
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at]!;
    const { input, shape, states } = pass.traces[at]!;
    if (layer.type === 'spike') {
      if (states === null) throw new Error(`layer ${at}: no states of its cells`);
      arriving = cellBackward(layer.cell, input, states, arriving);
    } else if (layer.type === 'maxpool') {
      arriving = arriving.map((grad, k) => {
        const gradInput = new Float64Array(input[k]!.length);
        poolWinners(layer, shape, input[k]!).forEach(
          (winner, i) => (gradInput[winner]! += grad[i]!),
        );
        return gradInput;
      });
    } else if (layer.type !== 'flatten') {
      const into: LayerGradient = {
        weights: new Float64Array(layer.weights.length),
        bias: layer.bias === null ? null : new Float64Array(layer.bias.length),
      };
      gradients[at] = into;
      arriving = arriving.map((grad, k) =>
        layer.type === 'dense'
          ? denseBackward(layer, input[k]!, grad, into)
          : convBackward(layer, shape, input[k]!, grad, into),
      );
    }
  }
  return { layers: gradients, input: arriving };
}

/** Mean over classes of (n − target)², the target `trueSpikes` for the label and 0 elsewhere. */
export function squaredError(
  counts: Float64Array,
  label: number,
  trueSpikes: number,
): { loss: number; gradient: Float64Array } {
  const off = counts.map((n, k) => n - (k === label ? trueSpikes : 0));
  return {
    loss: off.reduce((sum, d) => sum + d * d, 0) / counts.length,
    gradient: off.map((d) => (2 * d) / counts.length),
  };
}

/** Cross-entropy of the logits scale·(n − T/2), whose softmax does not depend on T. */
export function crossEntropy(
  counts: Float64Array,
  label: number,
  scale: number,
): { loss: number; gradient: Float64Array } {
  const largest = Math.max(...counts);
  const powers = counts.map((n) => Math.exp(scale * (n - largest)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return {
    loss: Math.log(sum) - scale * (counts[label]! - largest),
    gradient: powers.map((power, k) => scale * (power / sum - (k === label ? 1 : 0))),
  };
}

function step(
  layer: Exclude<ReferenceLayer, SpikeLayer>,
  shape: MapShape,
  x: Float64Array,
): Float64Array {
  switch (layer.type) {
    case 'dense':
      return denseForward(layer, x);
    case 'conv':
      return convForward(layer, shape, x);
    case 'maxpool':
      return Float64Array.from(poolWinners(layer, shape, x), (winner) => x[winner]!);
    case 'flatten':
      return x;
    default:
      return layer satisfies never;
  }
}

function shapeAfter(layer: Exclude<ReferenceLayer, SpikeLayer>, shape: MapShape): MapShape {
  switch (layer.type) {
    case 'dense':
      return [layer.outputs, 1, 1];
    case 'conv':
      return convShape(layer, shape);
    case 'maxpool':
      return poolShape(layer, shape);
    case 'flatten':
      return [shape[0] * shape[1] * shape[2], 1, 1];
    default:
      return layer satisfies never;
  }
}
