/** Membranes and currents of a few neurons of one layer of the spiking run. */
import * as tf from '@tensorflow/tfjs-core';
import type { SoftLifConstants } from '#catalog/neurons/softLif.ts';
import { softLifConstants } from '#catalog/neurons/softLif.ts';
import type { MembraneTraces } from '#protocol/frame.ts';
import type { SpikingLayerState } from './spikingPass.ts';
import type { FilterCoefficients } from './synapse.ts';
import { createFilter } from './synapse.ts';

/** Columns of a layer's tensors, which are gone before they could be read. */
export interface KeptTraces {
  readonly layerId: string;
  readonly neurons: readonly number[];
  /** `[T, k]`. */
  readonly membrane: tf.Tensor;
  /** `[T or 1, k]`. */
  readonly products: tf.Tensor;
  /** `[k]`; null where the products hold it already. */
  readonly bias: tf.Tensor | null;
  readonly scale: number;
  /** Null for the readout. */
  readonly constants: SoftLifConstants | null;
}

/** None where the layer has no membranes, or none of the neurons. */
export function keepTraces(state: SpikingLayerState, wanted: readonly number[]): KeptTraces[] {
  const { layer, membrane, products, scale } = state;
  const size = membrane?.shape[2] ?? 0;
  const neurons = wanted.filter((neuron) => neuron < size);
  if (membrane === null || products === null || neurons.length === 0) return [];
  const { neuron, id } = layer.plan.layer;
  const bias = layer.parameters.find(({ role }) => role === 'bias');
  const isAdded = bias === undefined || products.shape[0] === 1;
  return [
    {
      layerId: id,
      neurons,
      membrane: columns(membrane, neurons),
      products: columns(products, neurons),
      // Filters of a convolution share a bias.
      bias: isAdded
        ? null
        : columns(
            tf.reshape(bias.tensor, [1, 1, bias.tensor.size]),
            neurons.map((n) => n % bias.tensor.size),
          ),
      scale,
      constants: neuron?.id === 'softLif' ? softLifConstants(neuron.params) : null,
    },
  ];
}

/** Reads and disposes. The current is J, with the threshold at 1; of a readout it is the readout. */
export async function readTraces(
  kept: KeptTraces,
  { steps, dtMs, filter }: { steps: number; dtMs: number; filter: FilterCoefficients },
): Promise<MembraneTraces> {
  const { layerId, neurons, constants, scale } = kept;
  const k = neurons.length;
  const [v, x, added] = await Promise.all([
    kept.membrane.data(),
    kept.products.data(),
    kept.bias?.data() ?? null,
  ]);
  const still = x.length === k && steps > 1;
  const filtered = createFilter(k, filter);
  const membrane = new Float32Array(k * steps);
  const current = new Float32Array(k * steps);
  for (let t = 0; t < steps; t++) {
    const row = Float64Array.from(neurons, (_, i) => x[(still ? 0 : t * k) + i]!);
    const drive = still ? row : filtered(row);
    for (let i = 0; i < k; i++) {
      const input = scale * drive[i]! + (added?.[i] ?? 0);
      membrane[i * steps + t] = v[t * k + i]!;
      current[i * steps + t] = constants === null ? input : constants.gain * input + 1;
    }
  }
  tf.dispose([kept.membrane, kept.products, ...(kept.bias === null ? [] : [kept.bias])]);
  return {
    ...{ layerId, neurons, membrane, current },
    threshold: 1,
    spiking: constants !== null,
    resetsToZero: true,
    refractorySteps: constants === null ? 0 : Math.round((1000 * constants.tauRefS) / dtMs),
  };
}

/** Columns of `[T, 1, size]` as `[T, k]`, kept. */
function columns(tensor: tf.Tensor, neurons: readonly number[]): tf.Tensor {
  const [rows = 0, , size = 0] = tensor.shape;
  const picked = tf.tensor1d([...neurons], 'int32');
  return tf.keep(tf.gather(tf.reshape(tensor, [rows, size]), picked, 1));
}
