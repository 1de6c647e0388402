/**
 * The continuous network behind a coarse-scale one: the same weights on LIF neurons that are driven
 * from event to event, layer by layer. (§2, §6)
 *
 * Biases are drives, and so is an input that never changes. Where the cell takes currents its input is
 * κ/c times the weighted sum.
 */
import type { LayerPlan, NetworkAnalysis } from '#model/network/analyse.ts';
import { coarseFactors } from '#catalog/neurons/coarseLif.ts';
import { numberParam, stringParam } from '#model/params.ts';
import { codedError } from '#protocol/errors.ts';
import { sizeOf } from '#model/shape.ts';
import type { ConvGeometry } from '../../../kernels/conv/geometry.ts';
import { convGeometry } from '../../../kernels/conv/geometry.ts';
import type { ContinuousLayer } from './layers.ts';
import { continuousConv, continuousDense, continuousMaxPool } from './layers.ts';
import type { SpikeList } from './spikeList.ts';
import { mergeLists, NO_SPIKES, SpikeBuffer } from './spikeList.ts';

/** What a layer passes on: spikes, or values that are the same at all times. */
export interface ContinuousSignal {
  readonly spikes: SpikeList;
  readonly current: Float64Array | null;
}

export interface ContinuousNetwork {
  /** Spikes of the readout up to `tEnd`; valid until the next call. */
  run(input: ContinuousSignal, tEnd: number): SpikeList;
}

/** Trained values by the names of their parameters. */
export type WeightsOf = (parameterId: string) => ArrayLike<number> | null;

type Step = (inputs: readonly ContinuousSignal[], tEnd: number) => ContinuousSignal;

/** @throws ImpossibleNetwork for a layer that has no counterpart in continuous time */
export function continuousNetwork(
  analysis: NetworkAnalysis,
  weightsOf: WeightsOf,
): ContinuousNetwork {
  const steps = analysis.plan.map((plan) => ({ plan, step: stepOf(plan, weightsOf) }));
  return {
    run: (input, tEnd) => {
      const signals = new Map<string, ContinuousSignal>();
      let readout = NO_SPIKES;
      for (const { plan, step } of steps) {
        const inputs = plan.inputs.map(({ connection }) => {
          const signal = signals.get(connection.from);
          if (signal === undefined) throw new Error(`${connection.from} was not computed`);
          return signal;
        });
        const signal = plan.entry.role === 'input' ? input : step(inputs, tEnd);
        signals.set(plan.layer.id, signal);
        if (plan.entry.role === 'readout') readout = signal.spikes;
      }
      return readout;
    },
  };
}

function stepOf(plan: LayerPlan, weightsOf: WeightsOf): Step {
  const { layer } = plan;
  switch (layer.kind) {
    case 'input':
    case 'flatten':
      // Maps are stored as the list that flattening makes of them.
      return ([input]) => input ?? { spikes: NO_SPIKES, current: null };
    case 'maxPool':
      return maxPoolStep(plan);
    case 'conv':
      return convStep(plan, weightsOf);
    case 'dense':
    case 'readout':
      return denseStep(plan, weightsOf);
    default:
      throw codedError(
        'ImpossibleNetwork',
        `${layer.id}: a ${layer.kind} layer does not run in continuous time`,
      );
  }
}

function maxPoolStep(plan: LayerPlan): Step {
  const shape = imageOf(plan);
  const pool = continuousMaxPool(shape, numberParam(plan.layer.params, 'size'));
  const none = new Float64Array(0);
  return ([input], tEnd) => {
    if (input === undefined || input.current !== null) {
      throw codedError(
        'ImpossibleNetwork',
        `${plan.layer.id}: takes the maximum of spikes, not of currents`,
      );
    }
    return { spikes: pool.run(input.spikes, none, tEnd), current: null };
  };
}

function denseStep(plan: LayerPlan, weightsOf: WeightsOf): Step {
  const { layer } = plan;
  const size = sizeOf(plan.output);
  const { constants, scale } = neuronOf(plan);
  const scaled = (id: string): Float64Array => scaledBy(scale, required(weightsOf, id));
  const parts = plan.inputs.map(({ connection, shape }) => ({
    size: sizeOf(shape),
    weights: scaled(`${layer.id}/weights/${connection.id}`),
  }));
  const weights = Float64Array.from(parts.flatMap((part) => [...part.weights]));
  const loop = plan.recurrent === null ? null : scaled(`${layer.id}/recurrent`);
  const bias = weightsOf(`${layer.id}/bias`);
  const own = continuousDense(size, constants, weights, loop);
  const merged = new SpikeBuffer();
  return (inputs, tEnd) => {
    const drive = Float64Array.from({ length: size }, (_, j) => scale * (bias?.[j] ?? 0));
    parts.forEach((part, index) => {
      const current = inputs[index]?.current ?? null;
      current?.forEach((value, i) => {
        for (let j = 0; j < size; j++) drive[j]! += value * part.weights[i * size + j]!;
      });
    });
    const lists = inputs.map(({ spikes }, index) => ({ spikes, size: parts[index]!.size }));
    return { spikes: own.run(mergeLists(lists, merged), drive, tEnd), current: null };
  };
}

function convStep(plan: LayerPlan, weightsOf: WeightsOf): Step {
  const { layer } = plan;
  if (stringParam(layer.params, 'currentPool') !== 'none') {
    throw codedError(
      'ImpossibleNetwork',
      `${layer.id}: currents cannot be pooled in continuous time; pool spikes instead`,
    );
  }
  const [height, width, channelsIn] = imageOf(plan);
  const geometry = convGeometry({
    batch: 1,
    height,
    width,
    channelsIn,
    channelsOut: numberParam(layer.params, 'filters'),
    kernelSize: numberParam(layer.params, 'kernelSize'),
    stride: numberParam(layer.params, 'stride'),
    same: stringParam(layer.params, 'padding') === 'same',
  });
  const { constants, scale } = neuronOf(plan);
  const weights = scaledBy(scale, required(weightsOf, `${layer.id}/weights`));
  const bias = weightsOf(`${layer.id}/bias`);
  const own: ContinuousLayer = continuousConv(geometry, constants, weights);
  const { channelsOut } = geometry;
  const size = sizeOf(plan.output);
  return ([input], tEnd) => {
    const drive = Float64Array.from(
      { length: size },
      (_, j) => scale * (bias?.[j % channelsOut] ?? 0),
    );
    const current = input?.current ?? null;
    if (current !== null) addConvolved(geometry, current, weights, drive);
    return { spikes: own.run(input?.spikes ?? NO_SPIKES, drive, tEnd), current: null };
  };
}

function addConvolved(
  { height, width, channelsIn, channelsOut, kernelSize, stride, ...rest }: ConvGeometry,
  x: Float64Array,
  weights: Float64Array,
  into: Float64Array,
): void {
  for (let at = 0; at < into.length; at++) {
    const o = at % channelsOut;
    const left = (Math.floor(at / channelsOut) % rest.outWidth) * stride - rest.padLeft;
    const top = Math.floor(at / (channelsOut * rest.outWidth)) * stride - rest.padTop;
    for (let ky = Math.max(0, -top); ky < kernelSize && top + ky < height; ky++) {
      for (let kx = Math.max(0, -left); kx < kernelSize && left + kx < width; kx++) {
        for (let c = 0; c < channelsIn; c++) {
          const value = x[((top + ky) * width + left + kx) * channelsIn + c]!;
          into[at]! +=
            value * weights[((ky * kernelSize + kx) * channelsIn + c) * channelsOut + o]!;
        }
      }
    }
  }
}

function imageOf(plan: LayerPlan): readonly [number, number, number] {
  const shape = plan.inputs[0]?.shape;
  if (shape?.length !== 3) throw new Error(`${plan.layer.id}: input is not an image`);
  return shape;
}

/** Constants of the continuous neuron, and the factor of its input. */
function neuronOf({ layer }: LayerPlan): {
  readonly constants: { readonly tau: number; readonly v0: number };
  readonly scale: number;
} {
  if (layer.neuron?.id !== 'coarseLif') {
    throw codedError(
      'ImpossibleNetwork',
      `${layer.id}: only coarse-scale LIF neurons run in continuous time`,
    );
  }
  const { params } = layer.neuron;
  const tau = numberParam(params, 'tau');
  const byCurrent = stringParam(params, 'cell') === 'vext';
  return {
    constants: { tau, v0: numberParam(params, 'threshold') },
    scale: byCurrent ? numberParam(params, 'currentGain') / coarseFactors(tau).c : 1,
  };
}

const scaledBy = (factor: number, values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, (value) => factor * value);

function required(weightsOf: WeightsOf, id: string): ArrayLike<number> {
  const found = weightsOf(id);
  if (found === null) throw new Error(`no values for ${id}`);
  return found;
}
