/**
 * Weights as the layers of a network see them, beside the trained ones.
 *
 * On an ideal substrate they are the same tensors. Else each parameter has a second one, written anew
 * from the trained values before every pass; gradients by it are those of the trained values (straight
 * through), which the optimiser changes. Values are read at once, which the WASM backend allows.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { ActiveEffects } from '../effects/activeEffects.ts';
import { heapView } from '../kernels/wasmRuntime.ts';
import type { Parameter, ParameterSpec } from './parameters.ts';

export interface UsedWeights {
  /** The parameter that a layer is given. */
  parameter(spec: ParameterSpec): Parameter;
  trainedOf(used: Parameter): Parameter;
  refresh(): void;
  dispose(): void;
}

interface Pair {
  readonly trained: Parameter;
  readonly used: Parameter;
}

export function createUsedWeights(
  mapWeights: ActiveEffects['mapWeights'],
  trained: (spec: ParameterSpec) => Parameter,
): UsedWeights {
  const pairs: Pair[] = [];
  return {
    parameter: (spec) => {
      const own = trained(spec);
      if (mapWeights === null) return own;
      const used = { ...own, tensor: tf.keep(tf.zeros([...own.shape])) };
      pairs.push({ trained: own, used });
      return used;
    },
    trainedOf: (used) => pairs.find((pair) => pair.used === used)?.trained ?? used,
    refresh: () => {
      if (mapWeights === null) return;
      const backend = tf.backend() as BackendWasm;
      for (const layer of byLayer(pairs)) {
        mapWeights(
          layer.map((pair) => ({
            from: heapView(backend, pair.trained.tensor),
            to: heapView(backend, pair.used.tensor),
          })),
        );
      }
    },
    dispose: () => {
      for (const { used } of pairs) used.tensor.dispose();
      pairs.length = 0;
    },
  };
}

function byLayer(pairs: readonly Pair[]): Iterable<readonly Pair[]> {
  const layers = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const known = layers.get(pair.used.layer.id);
    if (known === undefined) layers.set(pair.used.layer.id, [pair]);
    else known.push(pair);
  }
  return layers.values();
}
