/**
 * One operation, registered with tfjs for every backend it has an implementation for.
 *
 * This file holds the only casts to tfjs's loosely typed kernel functions. Tensors that a kernel
 * changes in place (weights, moments) are inputs like the others; it then returns no output.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { BackendName } from '#protocol/training.ts';

export type KernelInputs = Readonly<Record<string, tf.Tensor | null>>;
type Infos<Inputs> = { readonly [Key in keyof Inputs]: tf.TensorInfo | Extract<Inputs[Key], null> };

export interface KernelDefinition<Inputs extends KernelInputs, Attrs extends object> {
  readonly name: string;
  wasm(inputs: Infos<Inputs>, attrs: Attrs, backend: BackendWasm): tf.TensorInfo[];
  webgpu(inputs: Infos<Inputs>, attrs: Attrs, backend: WebGPUBackend): tf.TensorInfo[];
}

export interface Kernel<Inputs extends KernelInputs, Attrs extends object> {
  readonly name: string;
  readonly backends: readonly BackendName[];
  /** Runs the operation on the current backend; the caller owns the returned tensors. */
  (inputs: Inputs, attrs: Attrs): tf.Tensor[];
}

export function defineKernel<Inputs extends KernelInputs, Attrs extends object>(
  definition: KernelDefinition<Inputs, Attrs>,
): Kernel<Inputs, Attrs> {
  const backends = ['wasm', 'webgpu'] as const;
  for (const backendName of backends) {
    tf.registerKernel({
      kernelName: definition.name,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) =>
        backendName === 'wasm'
          ? definition.wasm(
              inputs as unknown as Infos<Inputs>,
              attrs as unknown as Attrs,
              backend as BackendWasm,
            )
          : definition.webgpu(
              inputs as unknown as Infos<Inputs>,
              attrs as unknown as Attrs,
              backend as WebGPUBackend,
            ),
    });
  }
  const run = (inputs: Inputs, attrs: Attrs): tf.Tensor[] => {
    const result: unknown = tf
      .engine()
      .runKernel(
        definition.name,
        inputs as unknown as tf.NamedTensorMap,
        attrs as unknown as tf.NamedAttrMap,
      );
    return (Array.isArray(result) ? result : [result]) as tf.Tensor[];
  };
  return Object.defineProperties(run, {
    name: { value: definition.name },
    backends: { value: backends },
  }) as unknown as Kernel<Inputs, Attrs>;
}

/** The first output of a kernel that has one. */
export function only(outputs: tf.Tensor[]): tf.Tensor {
  const [first] = outputs;
  if (first === undefined) throw new Error('the kernel returned nothing');
  return first;
}
