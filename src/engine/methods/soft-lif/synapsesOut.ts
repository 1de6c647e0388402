/** Synapses that leave the image and each layer of neurons, as the energy model counts them. */
import type { LayerPlan } from '#model/network/analyse.ts';
import { numberParam, stringParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';

export interface SynapseCount {
  /** Synapses that leave the input. */
  readonly ofInput: number;
  /** Layers with neurons that fire, in order. */
  readonly layers: readonly {
    readonly id: string;
    readonly neurons: number;
    readonly synapsesOut: number;
  }[];
}

/**
 * A pooling or flattening layer passes its synapses on to the layer before it; those of a convolution
 * are counted at every pixel, the border included.
 */
export function countSynapses(plan: readonly LayerPlan[]): SynapseCount {
  const out = new Map<string, number>();
  for (const step of [...plan].reverse()) {
    const own = step.entry.hasNeuron ? incoming(step) : (out.get(step.layer.id) ?? 0);
    for (const { connection } of step.inputs) {
      out.set(connection.from, (out.get(connection.from) ?? 0) + own);
    }
  }
  const input = plan.find(({ entry }) => entry.role === 'input');
  return {
    ofInput: out.get(input?.layer.id ?? '') ?? 0,
    layers: plan
      .filter(({ entry }) => entry.role === 'weighted')
      .map(({ layer, output }) => ({
        id: layer.id,
        neurons: sizeOf(output),
        synapsesOut: out.get(layer.id) ?? 0,
      })),
  };
}

function incoming({ layer, inputs, output }: LayerPlan): number {
  const [input] = inputs;
  if (input === undefined) return 0;
  if (layer.kind !== 'conv') return sizeOf(input.shape) * sizeOf(output);
  const channels = input.shape.at(-1) ?? 0;
  const pooled =
    stringParam(layer.params, 'currentPool') === 'none'
      ? 1
      : numberParam(layer.params, 'currentPoolSize');
  return sizeOf(output) * (pooled * numberParam(layer.params, 'kernelSize')) ** 2 * channels;
}
