/** Membrane potentials and synaptic currents of a few neurons of one layer. */
import * as tf from '@tensorflow/tfjs-core';
import type { MembraneTraces } from '#protocol/frame.ts';
import type { LayerRuntime, LayerState } from '../../network/layerRuntime.ts';

export async function readTraces(
  layer: LayerRuntime,
  state: LayerState,
  wanted: readonly number[],
  steps: number,
): Promise<MembraneTraces | null> {
  const { membrane, current } = state;
  const c = layer.coefficients;
  if (membrane === null || current === null || c === null) return null;
  const size = membrane.shape[2] ?? 0;
  const neurons = wanted.filter((neuron) => neuron < size);
  if (neurons.length === 0) return null;
  const recurrent = layer.parameters.find((own) => own.role === 'recurrent');
  const [u, x, spikes, loops] = await Promise.all([
    columns(membrane, neurons),
    columns(current, neurons),
    recurrent === undefined ? null : (state.output.data() as Promise<Float32Array>),
    recurrent === undefined
      ? null
      : columns(tf.reshape(recurrent.tensor, [size, 1, size]), neurons),
  ]);
  const constant = (current.shape[0] ?? 0) === 1;
  const k = neurons.length;
  const traces = new Float32Array(k * steps);
  const currents = new Float32Array(k * steps);
  for (let row = 0; row < k; row++) {
    let synaptic = 0;
    for (let t = 0; t < steps; t++) {
      let drive = x[(constant ? 0 : t) * k + row]!;
      if (spikes !== null && loops !== null && t > 0) {
        for (let m = 0; m < size; m++) {
          if (spikes[(t - 1) * size + m]! !== 0) drive += loops[m * k + row]!;
        }
      }
      synaptic = (layer.own?.[neurons[row]!] ?? c).decaySyn * synaptic + drive;
      traces[row * steps + t] = u[t * k + row]!;
      currents[row * steps + t] = synaptic;
    }
  }
  return {
    layerId: layer.plan.layer.id,
    neurons,
    threshold: c.threshold,
    spiking: c.spiking,
    resetsToZero: c.resetKind === 'zero',
    refractorySteps: c.refractorySteps,
    membrane: traces,
    current: currents,
  };
}

/** Columns of `[rows, 1, size]` as `rows × neurons`. */
async function columns(tensor: tf.Tensor, neurons: readonly number[]): Promise<Float32Array> {
  const picked = tf.tidy(() => {
    const [rows = 0, , size = 0] = tensor.shape;
    return tf.gather(tf.reshape(tensor, [rows, size]), tf.tensor1d([...neurons], 'int32'), 1);
  });
  const data = (await picked.data()) as Float32Array;
  const copy = Float32Array.from(data);
  picked.dispose();
  return copy;
}
